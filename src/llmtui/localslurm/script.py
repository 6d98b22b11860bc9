"""Batch scripts: what sbatch accepts as one, and the options in its #SBATCH lines."""

from __future__ import annotations

from .errors import CommandError

_NOT_A_SCRIPT = (
    "sbatch: error: This does not look like a batch script.  The first",
    "sbatch: error: line must start with #! followed by the path to an interpreter.",
    "sbatch: error: For instance: #!/bin/sh",
)
_DOS_LINES = (
    "sbatch: error: Batch script contains DOS line breaks (\\r\\n)",
    "sbatch: error: instead of expected UNIX line breaks (\\n).",
)


def check_script(body: bytes) -> None:
    """Raise CommandError for what sbatch itself refuses: empty, no interpreter line, DOS line ends."""
    if not body.strip():
        raise CommandError("sbatch: error: Batch script is empty!")
    if not body.startswith(b"#!"):
        raise CommandError(*_NOT_A_SCRIPT)
    if b"\0" in body:
        raise CommandError("sbatch: error: The Slurm controller does not allow scripts that", _NULL_LINE)
    if b"\r\n" in body:
        raise CommandError(*_DOS_LINES)


def wrapped(command: str) -> bytes:
    """The script that sbatch --wrap makes."""
    text = f"#!/bin/sh\n# This script was created by sbatch --wrap.\n\n{command}\n"
    return text.encode("utf-8", "surrogateescape")


def directives(body: bytes, name: str) -> list[str]:
    """The words of all #SBATCH lines before the first command. Raises CommandError for an open quote."""
    words: list[str] = []
    for number, line in enumerate(body.decode("utf-8", "surrogateescape").split("\n"), start=1):
        if line.startswith("#SBATCH"):
            words += _words(line.removeprefix("#SBATCH"), name, number)
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return words


def _words(line: str, name: str, number: int) -> list[str]:
    """Split as sbatch does: blanks part words, quotes and backslashes keep them, # starts a comment."""
    words: list[str] = []
    word: str | None = None
    quote = ""
    characters = iter(line)
    for character in characters:
        if quote:
            quote, word = ("", word) if character == quote else (quote, (word or "") + character)
        elif character == "\\":
            word = (word or "") + next(characters, "")
        elif character in "\"'":
            quote, word = character, word or ""
        elif character.isspace() or character == "#":
            words += [] if word is None else [word]
            word = None
            if character == "#":
                break
        else:
            word = (word or "") + character
    if quote:
        raise CommandError(f"sbatch: fatal: {name}: line {number}: Unmatched `{quote}` in [{line}]")
    return words + ([] if word is None else [word])


_NULL_LINE = "sbatch: error: contain the NULL character '\\0'."
