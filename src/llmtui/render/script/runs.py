"""What a script starts: srun, container, launcher and program, taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from .commands import Command, commands
from .launchers import read_options
from .values import expand, split
from .words import tokens

_EMPTY: Mapping[str, str] = MappingProxyType({})
_CONTAINERS = frozenset(("singularity", "apptainer"))
_SHELLS = frozenset(("bash", "sh"))
#: Words that start what follows them, unchanged.
_THROUGH = frozenset(("exec", "command", "nohup", "time"))
_MODULES = {
    "torch.distributed.run": "torchrun",
    "torch.distributed.launch": "torchrun",
    "accelerate.commands.launch": "accelerate",
}
#: bash -c inside bash -c: nobody writes more.
_DEEPEST = 4
#: Commands of the shell's own in a `bash -c` text.
_OWN = frozenset(
    "export set unset cd source . ulimit module ml echo printf trap wait [ test : sleep mkdir exit".split()
)


@dataclass(frozen=True)
class Run:
    """One program that is started.

    `launcher` is what starts it; `options` are the launcher's own, by long name with - for _. `program` is a file, or
    "-m MODULE"; `arguments` what it gets. `srun` holds srun's options, None where the batch shell itself starts it;
    `container` is the image, "" for none. Variables whose value the script does not give stay as they are written.
    `interpreter` holds Python's own options in front of the program, a -m too; `at` is where the command that starts
    it begins in the text, `known` what the script's variables hold there.
    """

    line: int
    launcher: Literal["torchrun", "accelerate", "python", "vllm", "other"]
    options: Mapping[str, str]
    program: str
    arguments: tuple[str, ...]
    srun: Mapping[str, str] | None = None
    container: str = ""
    interpreter: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)
    known: Mapping[str, str] = field(default_factory=lambda: _EMPTY, compare=False, repr=False)

    def argument(self, *names: str) -> str | None:
        """The value of the program's option of one of these names (--x V, --x=V, -x V); "" where none follows it."""
        found = None
        for place, word in enumerate(self.arguments):
            name, equals, value = word.partition("=")
            if name in names or name.replace("_", "-") in names:
                following = self.arguments[place + 1 : place + 2]
                after = following[0] if following and not following[0].startswith("-") else ""
                found = value if equals else after
        return found


@dataclass(frozen=True)
class _Around:
    """What stands around the words that are read now."""

    line: int
    known: Mapping[str, str]
    srun: Mapping[str, str] | None = None
    container: str = ""
    depth: int = field(default=0)


def runs(command: Command, known: Mapping[str, str]) -> tuple[Run, ...]:
    """What one command starts; empty for a command of the shell's own. `known` maps variables to their values."""
    words = [word for raw in command.words for word in split(raw.raw, known)]
    found = tuple(_runs(words, _Around(command.line, known)))
    held = MappingProxyType(dict(known)) if found else _EMPTY
    return tuple(replace(run, at=command.begin, known=held) for run in found)


def _runs(words: Sequence[str], around: _Around) -> Iterator[Run]:
    if not words or around.depth > _DEEPEST:
        return
    name = words[0].rpartition("/")[2]
    rest = list(words[1:])
    if name == "srun":
        options, rest = read_options("srun", rest)
        yield from _runs(rest, replace(around, srun=MappingProxyType(options)))
    elif name in _CONTAINERS:
        yield from _contained(rest, around)
    elif name in _THROUGH:
        yield from _runs(rest, around)
    elif name == "env":
        yield from _runs(_past_settings(rest), around)
    elif name in _SHELLS and any(_gives_text(word) for word in rest):
        yield from _nested(rest, around)
    else:
        yield from _program(name, words[0], rest, around)


def _past_settings(words: list[str]) -> list[str]:
    first = next((n for n, word in enumerate(words) if "=" not in word and not word.startswith("-")), len(words))
    return words[first:]


def _contained(words: list[str], around: _Around) -> Iterator[Run]:
    _, rest = read_options("container", words)
    if rest[:1] not in (["exec"], ["run"], ["shell"]):
        return
    _, after = read_options("container", rest[1:])
    if after:
        yield from _runs(after[1:], replace(around, container=after[0]))


def _gives_text(word: str) -> bool:
    return word.startswith("-") and not word.startswith("--") and word.endswith("c")


def _nested(words: list[str], around: _Around) -> Iterator[Run]:
    """bash -c TEXT: the commands of the text, in the same surroundings."""
    place = next(n for n, word in enumerate(words) if _gives_text(word))
    inside = replace(around, depth=around.depth + 1)
    for command in commands(tokens("\n".join(words[place + 1 : place + 2]))):
        # Parts of the text that bash expands in the task keep their names here.
        yield from _runs([expand(word.raw, around.known) for word in command.words], replace(inside, line=around.line))


def _program(name: str, first: str, rest: list[str], around: _Around) -> Iterator[Run]:
    if name == "torchrun":
        yield _launched("torchrun", rest, around)
    elif name in ("accelerate", "accelerate-launch"):
        if name == "accelerate-launch" or rest[:1] == ["launch"]:
            yield _launched("accelerate", rest[0 if name == "accelerate-launch" else 1 :], around)
    elif name == "vllm":
        yield Run(around.line, "vllm", _EMPTY, rest[0] if rest else "", tuple(rest[1:]), around.srun, around.container)
    elif name.startswith("python") or first in ("$PYTHON", "${PYTHON}"):
        yield _python(rest, around)
    elif name not in _OWN and (around.srun is not None or around.container):
        yield Run(around.line, "other", _EMPTY, first, tuple(rest), around.srun, around.container)


def _launched(launcher: Literal["torchrun", "accelerate"], words: list[str], around: _Around) -> Run:
    options, rest = read_options(launcher, words)
    program = rest[0] if rest else ""
    if "module" in options:
        options.pop("module")
        program = f"-m {program}"
    return Run(
        around.line, launcher, MappingProxyType(options), program, tuple(rest[1:]), around.srun, around.container
    )


def _python(words: list[str], around: _Around) -> Run:
    options, rest = read_options("python", words)
    own = tuple(words[: len(words) - len(rest)])
    if "module" in options:
        module, rest = (rest[0] if rest else ""), rest[1:]
        launcher = _MODULES.get(module)
        if launcher == "torchrun":
            return replace(_launched("torchrun", rest, around), interpreter=own)
        if launcher == "accelerate":
            return replace(_launched("accelerate", rest, around), interpreter=own)
        if module.startswith("vllm."):
            return Run(around.line, "vllm", _EMPTY, f"-m {module}", tuple(rest), around.srun, around.container)
        return Run(around.line, "python", _EMPTY, f"-m {module}", tuple(rest), around.srun, around.container, own)
    program = rest[0] if rest else "-c" if "command" in options else ""
    return Run(around.line, "python", _EMPTY, program, tuple(rest[1:]), around.srun, around.container, own)
