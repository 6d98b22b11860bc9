"""Job ids as the commands take them: 123, 123_4, 123_[5-9], 123_* and 123.0."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .arrays import read_indices
from .job import Job

_WORD = re.compile(r"(\d{1,9})(?:_(?:(\d{1,9})|\[([\d,-]+)\]|(\*?)))?(?:\.(\d{1,6}))?", re.ASCII)
_COMMA = re.compile(r",(?![^\[]*\])")


@dataclass(frozen=True)
class JobId:
    """`tasks` None is the whole job or array; `step` None is no step of it."""

    job: int
    tasks: frozenset[int] | None = None
    step: int | None = None

    def means(self, job: Job) -> bool:
        """Whether the record is the job, or holds one of the array's tasks that are meant."""
        if self.tasks is None:
            return self.job in (job.id, job.base_id)
        return job.array is not None and job.base_id == self.job and bool(self.tasks.intersection(job.array.tasks))


def id_words(text: str) -> list[str]:
    """The ids in a list, as they are written: a comma within brackets parts nothing."""
    return _COMMA.split(text)


def read_job_ids(text: str) -> list[JobId]:
    """Ids parted by commas. Raises ValueError with the word that is none."""
    return [_read(word) for word in id_words(text)]


def single_tasks(job: Job, tasks: Iterable[int]) -> list[Job]:
    """The record as one for each of its tasks among `tasks`, as squeue --array shows it."""
    if job.array is None or job.array.task is not None:
        return [job]
    chosen = set(tasks).intersection(job.array.waiting)
    return [replace(job, array=replace(job.array, task=task)) for task in sorted(chosen)]


def narrowed(job: Job, ids: Iterable[JobId]) -> list[Job]:
    """The parts of the record that the ids mean: itself, or the tasks of it that were asked for."""
    meant = [item for item in ids if item.means(job)]
    if not meant:
        return []
    if any(item.tasks is None for item in meant):
        return [job]
    return single_tasks(job, {task for item in meant for task in item.tasks or ()})


def _read(word: str) -> JobId:
    match = _WORD.fullmatch(word.strip())
    if match is None:
        raise ValueError(word)
    job, task, tasks, _, step = match.groups()
    try:
        chosen = read_indices(task or tasks) if task or tasks else None
    except ValueError:
        raise ValueError(word) from None
    return JobId(int(job), chosen, int(step) if step else None)
