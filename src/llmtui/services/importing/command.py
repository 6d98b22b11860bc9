"""The command that trains, out of everything that a script starts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...render.script.commands import Command
from ...render.script.runs import Run
from ...render.script.values import split
from ...render.script.words import tokens
from ...render.scriptfile import ScriptFile
from .report import Report

_PLAIN = re.compile(r"[A-Za-z0-9_./:=,@%+~^-]+")
#: What sbatch hands on to the script from its own command line.
_ARGUMENTS = re.compile(r"\"?\$\{?[@*1-9]\}?\"?")
#: Modules and files that prepare something; training starts elsewhere.
_HELPERS = frozenset({"-m pip", "-m venv", "-c", ""})


@dataclass(frozen=True)
class Found:
    """What trains: `text` as script.command, the parts of the script that became it, and the lines they stand on."""

    run: Run
    text: str
    command: Command
    lines: tuple[int, int]


def training_run(script: ScriptFile) -> Run | None:
    """The run that a job file can hold: one under a launcher first, then a step of Slurm's, then plain Python."""

    def weight(run: Run) -> int:
        return 2 if run.launcher in ("torchrun", "accelerate") else int(run.srun is not None)

    started = [run for run in script.runs if run.launcher != "vllm" and run.program not in _HELPERS]
    most = max((weight(run) for run in started), default=0)
    return next((run for run in reversed(started) if weight(run) == most), None)


def command_of(script: ScriptFile, run: Run, report: Report) -> Found:
    """script.command for the run; redirections and sbatch's own arguments are left, and listed."""
    command = next((each for each in script.commands if each.line == run.line and each.words), script.commands[0])
    program = run.program.split(" ") if run.program.startswith("-m ") else [run.program]
    expanded = [*program, *run.arguments]
    words = _as_written(command, expanded, script.values) or [quoted(word) for word in expanded]
    kept = [word for word in words if not _ARGUMENTS.fullmatch(word)]
    for word in words:
        if word not in kept:
            report.leave(run.line, word, "arguments of sbatch are not known here: write them into script.command")
    lines = (command.line, _last_line(script, command))
    _redirections(script, lines, report)
    first = ["python3"] if run.launcher != "other" else []
    return Found(run, " ".join([*first, *kept]), command, lines)


def _as_written(command: Command, expanded: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The words as they stand in the script, where they do and their variables have no value there; [] otherwise."""
    pairs: list[tuple[str, str]] = []
    for word in command.words:
        parts = split(word.raw, known)
        alone = len(parts) == 1 and not any(f"${name}" in word.raw or f"${{{name}" in word.raw for name in known)
        pairs += [(part, word.raw if alone else quoted(part)) for part in parts]
    tail = pairs[-len(expanded) :]
    return [raw.replace("\\\n", "") for _, raw in tail] if [part for part, _ in tail] == list(expanded) else []


def quoted(text: str) -> str:
    """A shell word for it in which $VARIABLES stay what they are."""
    if _PLAIN.fullmatch(text):
        return text
    if "$" not in text and "`" not in text:
        return shlex.quote(text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _last_line(script: ScriptFile, command: Command) -> int:
    last = max(word.line + word.raw.count("\n") for word in command.all_words)
    while last < len(script.lines) and script.lines[last - 1].endswith("\\"):
        last += 1
    return last


def span(script: ScriptFile, command: Command) -> tuple[int, int]:
    """First and last line of a command."""
    return command.line, _last_line(script, command)


def _redirections(script: ScriptFile, lines: tuple[int, int], report: Report) -> None:
    text = "\n".join(script.lines[lines[0] - 1 : lines[1]])
    found = [token.raw for token in tokens(text) if token.kind == "redirect"]
    if found:
        report.leave(lines[0], " ".join(found), "redirections are not kept: all output goes into the job's log")
