"""What a job waits for: the words of `--dependency` (sbatch manual, -d) and how squeue shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .arrays import read_indices

#: Kinds that name jobs; `singleton` names none.
KINDS = ("after", "afterany", "afternotok", "afterok", "aftercorr")
_JOB = re.compile(r"(\d{1,9})(?:_(?:(\d{1,9}|\*)|\[([\d,-]+)\]))?(?:\+(\d{1,6}))?", re.ASCII)


@dataclass
class Dependency:
    """One condition. `task` None is a job or an array as a whole, `minutes` is only for `after`.

    `array` says whether the job is an array; `either` whether this condition and those beside it need only one to be
    met; `failed` whether it never can be.
    """

    kind: str
    job: int = 0
    task: int | None = None
    array: bool = False
    minutes: int = 0
    either: bool = False
    failed: bool = False

    @property
    def text(self) -> str:
        """One condition as squeue shows it: afterok:20(unfulfilled)."""
        state = "(failed)" if self.failed else "(unfulfilled)"
        if self.kind == "singleton":
            return f"singleton{state}"
        task = "" if not self.array else "_*" if self.task is None else f"_{self.task}"
        return f"{self.kind}:{self.job}{task}{f'+{self.minutes}' if self.minutes else ''}{state}"


def read_dependencies(text: str) -> list[Dependency]:
    """The conditions in the order given; "?" between any two means that one is enough. Raises ValueError."""
    either = "?" in text
    words = re.split(r"[,?]", text) if text else []
    found = [item for word in words for item in _read_one(word)]
    for item in found:
        item.either = either
    return found


def dependency_text(dependencies: list[Dependency]) -> str:
    """What is left to wait for; "(null)" for nothing."""
    joint = "?" if any(item.either for item in dependencies) else ","
    return joint.join(item.text for item in dependencies) or "(null)"


def _read_one(word: str) -> list[Dependency]:
    kind, *jobs = word.split(":")
    kind = kind.lower()
    if kind == "singleton" and not jobs:
        return [Dependency(kind)]
    if kind not in KINDS or not jobs:
        raise ValueError(word)
    return [item for job in jobs for item in _read_job(kind, job)]


def _read_job(kind: str, word: str) -> list[Dependency]:
    match = _JOB.fullmatch(word)
    if match is None:
        raise ValueError(word)
    number, task, tasks, minutes = match.groups()
    indices: list[int | None] = [None]
    if tasks:
        indices = sorted(read_indices(tasks))  # type: ignore[assignment]
    elif task and task != "*":
        indices = [int(task)]
    return [Dependency(kind, int(number), index, bool(task or tasks), int(minutes or 0)) for index in indices]
