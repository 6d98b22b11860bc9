"""The user's own command: one simple shell command, kept as it is written, and the parts of it that matter here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import RequestError

FIELD = "script.command"
_ONE = "one simple command only: put what belongs together into a script of your own, and start that"
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PYTHON = re.compile(r"python3?(?:\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
#: ${NAME}, and ${NAME:-default} with a plain default.
_VARIABLE = r"\$\{\w+(?::?[-+=?][\w./,:@%+ -]*)?\}"
#: One word as bash reads it: plain, 'single', "double", escaped and variable parts; none runs another command.
_WORD = re.compile(
    rf"""(?:[^\s;&|<>()`'"\\$]|\$(?![({{\['"])|{_VARIABLE}|\\.|'[^']*'|"(?:[^"\\`$]|\\.|\$(?![({{\[])|{_VARIABLE})*")+"""
)
#: Programs that start ranks themselves; placement.launcher chooses them.
_LAUNCHERS = frozenset({"torchrun", "accelerate", "accelerate-launch", "srun", "mpirun", "mpiexec", "deepspeed"})
_LAUNCHING_MODULES = frozenset(
    {"torch.distributed.run", "torch.distributed.launch", "accelerate.commands.launch", "deepspeed.launcher.runner"}
)


@dataclass(frozen=True)
class Command:
    """`assignments` stand before the program (NAME=value); `words` are the program and its arguments, as written."""

    assignments: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def starts_python(self) -> bool:
        """Whether the program is Python, or a .py file that Python has to start."""
        return bool(_PYTHON.fullmatch(self.words[0])) or self.words[0].endswith(".py")

    @property
    def alone(self) -> str:
        """The command as one process runs it."""
        return " ".join(("python3", *self.words) if self.words[0].endswith(".py") else self.words)

    def launched(self) -> tuple[str, ...]:
        """The words that follow the options of torchrun or accelerate: a .py file, or -m and a module.

        Raises RequestError for options of Python that a launcher does not pass on.
        """
        if not _PYTHON.fullmatch(self.words[0]):
            return self.words
        rest = self.words[1:]
        while rest and rest[0] == "-u":
            rest = rest[1:]
        if rest and rest[0].startswith("-") and rest[0] != "-m":
            raise _refused(
                f"{rest[0]} of {self.words[0]} cannot be passed on by a launcher",
                "leave it out (-u and -m can stay), or set placement.launcher to srun",
            )
        return rest


def read_command(text: str | None) -> Command:
    """The command of a job file. Raises RequestError for what is not one simple command, or starts ranks itself."""
    if text is None or not text.strip():
        raise _refused("is not set", "write what starts your script, such as python3 train.py --lr 1e-4")
    if _CONTROL.search(text):
        raise _refused("holds a line break or another control character", _ONE)
    words = _words(text.strip())
    count = next((n for n, word in enumerate(words) if not _ASSIGNMENT.match(word)), len(words))
    if count == len(words):
        raise _refused("only sets variables", "write what starts your script after them")
    command = Command(tuple(words[:count]), tuple(words[count:]))
    _check_program(command)
    return command


def _check_program(command: Command) -> None:
    program, *rest = command.words
    name = program.rpartition("/")[2]
    if name in _LAUNCHERS:
        what = "accelerate launch" if name == "accelerate" else name
        raise _refused(
            f"starts with {what}", "leave it out: llmtui writes it with its options; placement.launcher chooses it"
        )
    if not _PYTHON.fullmatch(program):
        return
    while rest and rest[0] == "-u":
        rest = rest[1:]
    if not rest:
        raise _refused(f"starts {program} and nothing else", "name the script after it")
    if rest[0] == "-m" and rest[1:2] and rest[1] in _LAUNCHING_MODULES:
        raise _refused(f"starts with {program} -m {rest[1]}", "leave it out: llmtui writes the launcher")


def _words(text: str) -> list[str]:
    """The words as written, quotes and all. Raises RequestError where bash would see more than one command."""
    words: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        if text[at] == "#":
            raise _refused("holds a comment", "quote the # if it belongs to an argument")
        word = _WORD.match(text, at)
        end = at if word is None else word.end()
        if word is None or text[end : end + 1] not in ("", " "):
            raise _more_than_a_word(text[end:])
        words.append(word[0])
        at = end
    return words


def _more_than_a_word(rest: str) -> RequestError:
    """Why what begins here is no part of a word."""
    if rest.startswith(("`", "$(")) or (rest[0] in '"$' and re.search(r"`|\$\(", rest)):
        return _refused("runs another command in ` or $(", _ONE)
    if rest.startswith(("${", "$[")) or (rest[0] == '"' and re.search(r"\$[{\[]", rest)):
        return _refused("has a ${ that is more than a variable with a plain default", "work it out in the script")
    if rest.startswith(("$'", '$"')):
        return _refused(f"holds a string in {rest[:2]}", "write plain quotes")
    if rest[0] in "'\"":
        return _refused(f"has a quote {rest[0]} that is not closed", "close it")
    if rest[0] == "\\":
        return _refused("ends in a backslash", "take it off")
    return _refused(f"holds an unquoted {rest[0]}", f"{_ONE}; or quote it where it belongs to an argument")


def _refused(what: str, hint: str) -> RequestError:
    return RequestError(f"{FIELD} {what}", hint=hint, field=FIELD)
