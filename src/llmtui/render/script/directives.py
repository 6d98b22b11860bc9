"""#SBATCH lines as sbatch reads them (Slurm 20.11 and later, src/sbatch/opt.c, _opt_batch_script, _get_argument)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from .options import SBATCH, Given, Placed, parse, table

_TABLE = table(SBATCH)
_MAGIC = "#SBATCH"
#: What C's isspace takes for a blank.
_BLANKS = " \t\n\v\f\r"


@dataclass(frozen=True)
class Header:
    """What sbatch takes from a script.

    `options` in the order given, `problem` what sbatch refuses and its line; `late` the lines whose directives come
    after the first command, `indented` those that do not begin at the line's first character: sbatch reads neither.
    `ends` is the line of the first command, 0 where there is none. `mixed` marks a heterogeneous job, of which only
    the first component is read.
    """

    options: tuple[Given, ...]
    problem: str = ""
    problem_line: int = 0
    late: tuple[int, ...] = ()
    indented: tuple[int, ...] = ()
    ends: int = 0
    mixed: bool = False


def header(lines: Sequence[str], comments: Container[int] | None = None) -> Header:
    """Read the lines of a script.

    `comments` are the lines that are comments to the shell, None for all: a directive in a text that the script writes
    to another file is none of its own.
    """
    ends = next((number for number, line in enumerate(lines, 1) if _is_command(line)), 0)
    words: list[Placed] = []
    mixed = False
    for number, line in enumerate(lines[: ends - 1] if ends else lines, 1):
        if not line.startswith(_MAGIC) or mixed:
            continue
        found, problem = directive_words(line[len(_MAGIC) :])
        if problem:
            return Header((), problem, number, ends=ends)
        mixed = found[:1] in (["hetjob"], ["packjob"])
        words += [] if mixed else [Placed(word, number) for word in found]
    parsed = parse(_TABLE, words)
    problem, at = parsed.problem, parsed.problem_line
    if parsed.rest:
        problem, at = f"{parsed.rest[0].text!r} is no option", parsed.rest[0].line
    meant = [
        number
        for number, line in enumerate(lines, 1)
        if line.lstrip(_BLANKS).startswith(_MAGIC) and (comments is None or number in comments)
    ]
    return Header(
        parsed.options,
        problem,
        at,
        late=tuple(number for number in meant if ends and number > ends and lines[number - 1].startswith(_MAGIC)),
        indented=tuple(number for number in meant if not lines[number - 1].startswith(_MAGIC)),
        ends=ends,
        mixed=mixed,
    )


def _is_command(line: str) -> bool:
    text = line.strip(_BLANKS)
    return bool(text) and not text.startswith("#")


def directive_words(line: str) -> tuple[list[str], str]:
    """The words after #SBATCH, and what is wrong with the line ("" for nothing).

    Blanks part words, quotes keep them, a backslash keeps the next character even inside quotes, a bare # ends the
    line; so does a word that is empty.
    """
    words: list[str] = []
    at = 0
    while True:
        while at < len(line) and line[at] in _BLANKS:
            at += 1
        if line[at : at + 1] == ":":
            return words, "a word begins with a colon"
        word, at, quote = _argument(line, at)
        if quote:
            return words, f"the quote {quote} is not closed"
        if not word:
            return words, ""
        words.append(word)


def _argument(line: str, at: int) -> tuple[str, int, str]:
    word: list[str] = []
    quote = ""
    escaped = False
    while at < len(line) and (quote or line[at] not in _BLANKS):
        character = line[at]
        if escaped:
            escaped = False
            word.append(character)
        elif character == "\\":
            escaped = True
        elif quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "\"'":
            quote = character
        elif character == "#":
            break
        else:
            word.append(character)
        at += 1
    return "".join(word), at, quote
