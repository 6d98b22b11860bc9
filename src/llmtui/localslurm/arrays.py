"""Job arrays: what `--array` says, and the part of an array that one record stands for (sbatch manual, -a)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

#: Indices are below it (slurm.conf, MaxArraySize; its default).
MAX_ARRAY_SIZE = 1001
_PART = re.compile(r"(\d{1,9})(?:-(\d{1,9})(?::(\d{1,9}))?)?", re.ASCII)
_SPECIFICATION = re.compile(r"\[?([\d,:-]*)\]?(?:%(\d{1,9}))?(?:,([\d,:-]+))?", re.ASCII)
#: Steps shorter than this are written out, index by index (seen in 22.05).
_FEW, _SHORT = 5, 12


@dataclass
class Array:
    """One record of an array: the task `task`, or all those in `waiting` that have not been started (`task` None).

    `limit` is how many tasks may run at a time (0 is any number); `count`, `low`, `high` and `step` are the array's as
    it was submitted.
    """

    id: int
    task: int | None = None
    waiting: list[int] = field(default_factory=list)
    limit: int = 0
    count: int = 0
    low: int = 0
    high: int = 0
    step: int = 1

    @property
    def tasks(self) -> list[int]:
        """The indices that the record stands for."""
        return self.waiting if self.task is None else [self.task]

    @property
    def text(self) -> str:
        """squeue's %K: `4`, or `5-9%2` of tasks that wait together."""
        if self.task is not None:
            return str(self.task)
        return ranges(self.waiting) + (f"%{self.limit}" if self.limit else "")


def read_array(text: str) -> Array:
    """The array that a specification describes, its id still 0. Raises ValueError."""
    match = _SPECIFICATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    parts = [part for part in (match[1] or "0").split(",") + (match[3] or "").split(",") if part]
    tasks = sorted({task for part in parts for task in _indices(part)})
    if not tasks:
        raise ValueError(text)
    step = parts[0].partition(":")[2] if len(parts) == 1 else ""
    return Array(0, None, tasks, int(match[2] or 0), len(tasks), tasks[0], tasks[-1], int(step or 1))


def read_indices(text: str) -> frozenset[int]:
    """The indices in a list such as `1,3-5`. Raises ValueError."""
    return frozenset(task for part in text.split(",") for task in _indices(part))


def ranges(tasks: Iterable[int]) -> str:
    """Indices in Slurm's short form: 1-3,5 or, of many at the same distance, 1-399:2."""
    numbers = sorted(set(tasks))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    listed = ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
    steps = {after - before for before, after in pairwise(numbers)}
    if len(numbers) > _FEW and len(steps) == 1 and len(runs) > 1 and len(listed) > _SHORT:
        return f"{numbers[0]}-{numbers[-1]}:{steps.pop()}"
    return listed


def _indices(part: str) -> range:
    match = _PART.fullmatch(part)
    low, high, step = (int(match[1]), int(match[2] or match[1]), int(match[3] or 1)) if match else (0, -1, 1)
    if not low <= high < MAX_ARRAY_SIZE or step < 1:
        raise ValueError(part)
    return range(low, high + 1, step)
