"""A task's own numbers, read before the task exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script.commands import Command, Word
from ..script.values import exposed
from .rule import Hit, Rule
from .subject import Subject

_OF_A_TASK = re.compile(r"\$\{?(SLURM_(?:NODEID|PROCID|LOCALID))\b")


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or not script.options:
        return
    asked = script.asked
    one_task = asked.nodes == 1 and (asked.tasks_per_node or 1) == 1
    for command in script.commands if not one_task else ():
        for word in _read_here(command):
            for match in _OF_A_TASK.finditer(exposed(word.raw)):
                what = f"{match[1]} is read by the batch shell, where it is 0 for every task"
                yield Hit(what, word.line + word.raw.count("\n", 0, match.start()))


def _read_here(command: Command) -> tuple[Word, ...]:
    """Words that the batch shell expands: srun's, and the values of variables; what a function holds runs later."""
    if command.function:
        return ()
    return command.all_words if command.name in ("srun", "export") else command.assignments


RULE = Rule(
    "early-rank",
    "error",
    "SLURM_NODEID, SLURM_PROCID and SLURM_LOCALID are read inside the task: the batch shell gives all tasks its own 0.",
    "write srun bash -c '... \"$SLURM_NODEID\" ...' in single quotes, or \\$SLURM_NODEID inside double ones",
    _check,
)
