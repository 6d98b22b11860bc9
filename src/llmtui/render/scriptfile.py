"""A job script read back: the options that sbatch takes from it, and what it runs. Nothing is opened or run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from .script.commands import Command, Word, commands
from .script.directives import Header, header
from .script.request import Asked, asked
from .script.runs import Run, runs
from .script.values import expand, split
from .script.words import tokens

#: The byte order mark that some editors put before a text.
MARK = "\ufeff"
_SHELL = re.compile(r"\b(?:ba|da|k|z)?sh\b")
#: Characters of a variable's value; longer ones count as unknown.
_LONGEST = 20_000
_ARRAY = re.compile(r"\((.*)\)", re.DOTALL)


@dataclass(frozen=True)
class ModuleLine:
    """`module VERB NAMES`, or ml; `verb` is "load" for `ml NAME`; `at` is where it begins in the text."""

    line: int
    verb: str
    names: tuple[str, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ScriptFile:
    """One script.

    `directives` is what sbatch reads; `options` the value of each option that counts, the last one given, by its long
    name. `lines` is the text by line, the first being line 1; `body` all but the directives that count, with their
    numbers. `values` are the variables whose value the script gives, as it stands at the end, and those of Slurm's that
    follow from the options. `crlf_line` is the first line that ends with a carriage return, which is taken off here;
    `marked` says that a byte order mark stood before the text.
    """

    lines: tuple[str, ...]
    directives: Header
    commands: tuple[Command, ...]
    values: Mapping[str, str]
    modules: tuple[ModuleLine, ...]
    runs: tuple[Run, ...]
    crlf_line: int | None = None
    marked: bool = False

    @property
    def shebang(self) -> str | None:
        """The interpreter line without its #!, None where there is none."""
        return self.lines[0][2:].strip() if self.lines[0].startswith("#!") else None

    @cached_property
    def text(self) -> str:
        """All lines, as places in the text count."""
        return "\n".join(self.lines)

    @cached_property
    def options(self) -> Mapping[str, str]:
        """Options by long name, the last one given for each."""
        return {given.name: given.value for given in self.directives.options}

    @cached_property
    def asked(self) -> Asked:
        """The options in numbers."""
        return asked(self.options)

    @property
    def body(self) -> tuple[tuple[int, str], ...]:
        """The lines that are neither directives that count nor the interpreter line, with their numbers."""
        taken = {given.line for given in self.directives.options} | ({1} if self.shebang is not None else set())
        return tuple((number, line) for number, line in enumerate(self.lines, 1) if number not in taken)

    def line_of(self, option: str) -> int | None:
        """Where the option that counts stands."""
        return next((given.line for given in reversed(self.directives.options) if given.name == option), None)


def read_script(text: str) -> ScriptFile:
    """Read any text; what is wrong with it stands in `directives.problem`, nothing is raised."""
    marked, text = text.startswith(MARK), text.removeprefix(MARK)
    crlf = text.count("\n", 0, text.index("\r\n")) + 1 if "\r\n" in text else None
    lines = tuple(text.replace("\r\n", "\n").split("\n"))
    shell = _in_shell(lines[0])
    parts = list(tokens("\n".join(lines))) if shell else []
    comments = {token.line for token in parts if token.kind == "comment"}
    directives = header(lines, comments if shell else None)
    found = commands(parts)
    given = {option.name: option.value for option in directives.options}
    known: dict[str, str] = dict(asked(given).variables)
    if "gpus-per-node" in given and "SLURM_GPUS_ON_NODE" in known:
        known["SLURM_GPUS_PER_NODE"] = known["SLURM_GPUS_ON_NODE"]
    started: list[tuple[str, Run]] = []
    for command in found:
        started += [(command.function, run) for run in runs(command, known)]
        for word in command.assignments:
            _assign(word, known)
    modules = tuple(line for command in found for line in _modules(command, known))
    return ScriptFile(lines, directives, found, MappingProxyType(known), modules, _in_place(started), crlf, marked)


def _in_shell(first: str) -> bool:
    """Whether the lines are for a shell: sbatch takes scripts in any language."""
    return not first.startswith("#!") or _SHELL.search(first) is not None


def _in_place(started: Sequence[tuple[str, Run]]) -> tuple[Run, ...]:
    """What a function starts runs where the function is called: `srun bash -c NAME` makes it a step."""
    functions = {function for function, _ in started if function}
    callers = {run.program: run.srun for _, run in started if run.launcher == "other" and run.program in functions}
    placed = [
        replace(run, srun=callers[function]) if run.srun is None and function in callers else run
        for function, run in started
    ]
    return tuple(run for run in placed if not (run.launcher == "other" and run.program in callers))


def _assign(word: Word, known: dict[str, str]) -> None:
    """Note the variable's new value; one that only the job can work out makes it unknown again."""
    name, _, raw = word.raw.partition("=")
    array = _ARRAY.fullmatch(raw)
    before = known.pop(name.rstrip("+"), "") if name.endswith("+") else ""
    value = array[1] if array else expand(raw, known)
    if "$(" in value or "`" in value or len(value) > _LONGEST:
        known.pop(name, None)
        return
    known[name.rstrip("+")] = f"{before} {value}" if before and array else before + value


def _modules(command: Command, known: Mapping[str, str]) -> list[ModuleLine]:
    words = command.words
    if not words or words[0].raw not in ("module", "ml"):
        return []
    texts = [text for word in words[1:] for text in split(word.raw, known) if not text.startswith("-")]
    if words[0].raw == "ml" and texts[:1] not in (["load"], ["use"], ["purge"], ["unload"]):
        return [ModuleLine(command.line, "load", tuple(texts), command.begin)] if texts else []
    return [ModuleLine(command.line, texts[0], tuple(texts[1:]), command.begin)] if texts else []
