"""The command that trains, out of everything that a script starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...domain.command import read_command
from ...errors import RequestError
from ...render.script.blocks import Block, blocks
from ...render.script.commands import Command, Word, commands
from ...render.script.runs import Run
from ...render.script.values import expand, exposed, split
from ...render.script.words import tokens
from ...render.scriptfile import ScriptFile
from .report import Report
from .written import Values, put_in, values_before

#: What sbatch hands on to the script from its own command line.
_ARGUMENT = re.compile(r"\$(?:[@*1-9]|\{[@*1-9]\})")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")
#: Modules and files that prepare something; training starts elsewhere.
_HELPERS = frozenset({"-m pip", "-m venv", "-c", "-", ""})
_DEEPEST = 4
_OF_CLUSTERS = frozenset("HOME USER PWD TMPDIR SCRATCH WORK HOSTNAME LOCAL_SCRATCH RANDOM SIF PYTHON".split())


@dataclass(frozen=True)
class Found:
    """What trains: `text` as script.command, None where nothing can be; `command` is the part that became it.

    `around` are the loops, branches and groups that it stands in, `values` the variables that are sure there.
    """

    run: Run
    text: str | None
    command: Command
    around: tuple[Block, ...]
    blocks: tuple[Block, ...]
    values: Values

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.command.line


def training_run(script: ScriptFile) -> Run | None:
    """The run that a job file can hold: one under a launcher first, then a step of Slurm's, then plain Python."""

    def weight(run: Run) -> int:
        return 2 if run.launcher in ("torchrun", "accelerate") else int(run.srun is not None)

    started = [run for run in script.runs if run.launcher != "vllm" and run.program not in _HELPERS]
    most = max((weight(run) for run in started), default=0)
    return next((run for run in reversed(started) if weight(run) == most), None)


def command_of(script: ScriptFile, run: Run, report: Report) -> Found:
    """script.command for the run; what stands around it and cannot come along is listed."""
    command = next(each for each in script.commands if each.begin == run.at and each.words)
    every = blocks(tokens(script.text), script.text)
    around = tuple(block for block in every if block.holds(command.begin))
    values = values_before(script.commands, command, every, script.text)
    found = Found(run, None, command, around, every, values)
    words = _taken_words(script, found, report)
    _notes(script, found, report)
    if words is None:
        return found
    first = ["python3"] if run.launcher != "other" else []
    text = " ".join([*first, *words])
    why = _in_the_way(script, found, text)
    if why:
        report.leave(command.line, text, f"no script.command is written: {why}")
        return found
    return Found(run, text, command, around, every, values)


def _notes(script: ScriptFile, found: Found, report: Report) -> None:
    for block in found.around:
        if block.kind in ("loop", "if", "case"):
            report.notes.append(
                f"line {block.line}: the command stands under `{block.head}`, which is not carried over"
            )
    own = {word.raw.partition("=")[0] for word in found.command.assignments}
    used = {match[1] for word in found.command.words for match in _VARIABLE.finditer(exposed(word.raw))}
    for name in sorted((used & own) - set(found.values)):
        report.notes.append(
            f"line {found.line}: bash reads ${name} in the arguments before {name}= there takes effect; in the job it "
            "has the new value: write what you mean"
        )
    given = {word.raw.partition("=")[0].rstrip("+") for each in script.commands for word in each.assignments}
    unset = sorted(name for name in used - given - _set_by_loops(script, found.around) if not _usual(name))
    if unset:
        names = ", ".join(f"${name}" for name in unset)
        report.notes.append(f"line {found.line}: the script gives {names} no value: a job that lacks one of them stops")


def _usual(name: str) -> bool:
    """Whether a cluster or Slurm sets it."""
    return name.startswith("SLURM_") or name in _OF_CLUSTERS


def _in_the_way(script: ScriptFile, found: Found, text: str) -> str:
    """Why the words cannot be script.command, "" where they can."""
    used = {match[1] for match in _VARIABLE.finditer(exposed(text))}
    lost = sorted(used & _set_by_loops(script, found.around))
    if lost:
        names = ", ".join(f"${name}" for name in lost)
        return f"{names} is set by the loop around it and unset in the job: write one command with its value"
    try:
        read_command(text)
    except RequestError as error:
        return f"{error.message}; {error.hint}"
    return ""


def _set_by_loops(script: ScriptFile, around: Sequence[Block]) -> set[str]:
    loops = [block for block in around if block.kind == "loop"]
    names = {block.sets for block in loops if block.sets}
    for command in script.commands:
        if any(loop.holds(command.begin) for loop in loops):
            names |= {word.raw.partition("=")[0].rstrip("+") for word in command.assignments if not command.words}
            names |= {word.raw for word in command.words[1:] if command.name in ("read", "mapfile", "readarray")}
    return names


def _taken_words(script: ScriptFile, found: Found, report: Report) -> list[str] | None:
    """Program and arguments as written, with Python's own options where a launcher leaves Python to the command."""
    run, command = found.run, found.command
    module = run.program.startswith("-m ")
    launched = run.launcher in ("torchrun", "accelerate")
    tail = [run.program.removeprefix("-m "), *run.arguments]
    if not launched:
        tail = [*run.interpreter, *tail]
    for source in _sources(command, run.known, 0):
        aligned = _aligned(source.words, tail, run.known, found.values)
        if aligned is not None:
            break
    else:
        report.leave(command.line, text_of(script, command), "its words are not plain here: write it in script.command")
        return None
    before, words = aligned
    _before(before, found, report)
    if source is not command:
        _beside(command, source, run.known, report)
    kept = [word for word in words if not _ARGUMENT.search(exposed(word))]
    for word in words:
        if word not in kept:
            report.leave(command.line, word, "arguments of sbatch are not known here: write them into script.command")
    return ["-m", *kept] if module and launched else kept


def _aligned(
    words: Sequence[Word], tail: list[str], known: Mapping[str, str], values: Values
) -> tuple[list[str], list[str]] | None:
    """What stands before `tail`, the texts of the last words, and those words as written; None where they are others.

    Texts are worked out with all of `known`, as the run was; words hold only values that are sure.
    """
    after: list[str] = []
    written: list[str] = []
    for place in range(len(words) - 1, -1, -1):
        parts, put = split(words[place].raw, known), put_in(words[place].raw, values)
        after, written = [*parts, *after], [*put, *written]
        if len(after) < len(tail):
            continue
        over = len(after) - len(tail)
        if after[over:] != tail or (over and len(put) != len(parts)):
            return None
        before = [part for word in words[:place] for part in split(word.raw, known)]
        return [*before, *after[:over]], written[over:]
    return None


def _sources(command: Command, known: Mapping[str, str], depth: int) -> Iterator[Command]:
    """The command, and those in a text that it gives to a shell: the words of the run stand in one of them."""
    yield command
    for word in command.words[1:] if depth < _DEEPEST else ():
        if " " in word.raw and word.raw[0] in "'\"":
            for inner in commands(tokens(expand(word.raw, known))):
                yield from _sources(inner, known, depth + 1)


def _before(before: list[str], found: Found, report: Report) -> None:
    """List what stands before the program and says more than its launcher."""
    run, line = found.run, found.line
    own = [option for option in run.interpreter if not option.startswith("-m")]
    if run.launcher in ("torchrun", "accelerate"):
        if "-u" in run.interpreter:
            report.take(line, "-u", "job.sh sets PYTHONUNBUFFERED=1")
        others = [option for option in own if option not in ("-u", "torch.distributed.run")]
        others = [option for option in others if not option.startswith(("torch.", "accelerate."))]
        if others:
            report.leave(line, " ".join(others), f"{run.launcher} starts Python itself, without options")
    names = ("torchrun", "accelerate", "accelerate-launch")
    starts = next((n for n, part in enumerate(before) if part.rpartition("/")[2] in names), None)
    if starts is None:
        starts = next((n for n, part in enumerate(before) if "python" in part.rpartition("/")[2].lower()), len(before))
    text = " ".join(before[:starts])
    if text and text not in ("srun", "exec", "srun --"):
        report.leave(
            line, text, "llmtui writes srun and the container with their options; the rest is not carried over"
        )


def _beside(command: Command, source: Command, known: Mapping[str, str], report: Report) -> None:
    """List what else stands in the text for `bash -c`, and around it."""
    for word in command.words:
        inner_text = expand(word.raw, known)
        inner = commands(tokens(inner_text)) if " " in word.raw and word.raw[0] in "'\"" else ()
        if source in inner:
            rest = inner_text[: source.begin].strip(), inner_text[source.end :].strip()
            for text in (*rest, *source.redirections, *(each.raw for each in source.assignments)):
                if text:
                    report.leave(command.line, text, "the shell around the command is not carried over")
    outer = " ".join(word.raw for word in command.words if not (" " in word.raw and word.raw[0] in "'\""))
    report.leave(command.line, outer, "llmtui writes srun and the container with their options")


def text_of(script: ScriptFile, command: Command) -> str:
    """A command as it stands in the script, on one line."""
    return " ".join(script.text[command.begin : command.end].replace("\\\n", " ").split())
