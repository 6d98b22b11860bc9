"""Whether what a job depends on has happened (sbatch manual, --dependency)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import Enum

from .dependency import Dependency
from .errors import RefusedError
from .job import Job
from .store import Store

WAITS, NEVER = "Dependency", "DependencyNeverSatisfied"
_SECONDS = 60


class Verdict(Enum):
    """Of one condition: not yet, met, or never to be met."""

    OPEN = "open"
    MET = "met"
    FAILED = "failed"


class Conditions:
    """Judges dependencies at one moment; `jobs` are the active ones. Needs the lock."""

    def __init__(self, store: Store, jobs: Sequence[Job]) -> None:
        self._store = store
        self._jobs = jobs
        self._arrays: dict[int, list[Job]] = {}

    def settle(self, job: Job) -> str:
        """Drop what is met and mark what has failed; the reason that the job waits for, "" for none.

        The conditions of `aftercorr` on an array stay: each task has its own (next_task).
        """
        common = [item for item in job.dependencies if not _by_task(job, item)]
        verdicts = [Verdict.FAILED if item.failed else self._judge(job, item) for item in common]
        if any(item.either for item in common) and Verdict.MET in verdicts:
            job.dependencies = []
            return ""
        for item, verdict in zip(common, verdicts, strict=True):
            item.failed = verdict is Verdict.FAILED
            if verdict is Verdict.MET:
                job.dependencies.remove(item)
        left = [item for item in job.dependencies if not _by_task(job, item)]
        failed = [item for item in left if item.failed]
        if failed and (len(failed) == len(left) or not failed[0].either):
            return NEVER
        return WAITS if left else ""

    def next_task(self, job: Job, tasks: Sequence[int]) -> tuple[int | None, list[int]]:
        """The first of these tasks of an array that may start, and those before it that never can."""
        own = [item for item in job.dependencies if _by_task(job, item)]
        never: list[int] = []
        for task in tasks:
            verdicts = {self._of_task(item, task) for item in own}
            if Verdict.FAILED in verdicts:
                never.append(task)
            elif Verdict.OPEN not in verdicts:
                return task, never
        return None, never

    def _judge(self, job: Job, item: Dependency) -> Verdict:
        if item.kind == "singleton":
            return Verdict.OPEN if any(_before(other, job) for other in self._jobs) else Verdict.MET
        if item.kind == "aftercorr" and job.array and job.array.task is not None:
            return self._of_task(item, job.array.task)
        return _verdict(item, self._records(item.job, item.task, array=item.array))

    def _of_task(self, item: Dependency, task: int) -> Verdict:
        return _verdict(item, self._records(item.job, task if item.task is None else item.task, array=item.array))

    def _records(self, number: int, task: int | None, *, array: bool) -> list[Job]:
        """The records of the job, the task or the whole array that is meant."""
        if not array:
            job = next((job for job in self._jobs if job.id == number), None) or self._store.find(number)
            return [job] if job else []
        here = [job for job in self._jobs if job.base_id == number]
        if task is not None:
            here = [job for job in here if job.array and task in job.array.tasks]
        if here:
            return here
        if number not in self._arrays:
            self._arrays[number] = self._store.array(number)
        return [
            job for job in self._arrays[number] if task is None or (job.array is not None and task == job.array.task)
        ]


def check(dependencies: list[Dependency], store: Store) -> None:
    """Find what is named, and note which are arrays. Raises RefusedError for a job or a task that never was."""
    for item in dependencies:
        if item.kind == "singleton":
            continue
        job = store.find(item.job)
        whole = job is not None and job.array is not None and job.base_id == item.job
        if job is None or (item.array and not whole):
            raise RefusedError("Job dependency problem")
        if item.task is not None and not any(
            item.task in record.array.tasks for record in store.array(item.job) if record.array
        ):
            raise RefusedError("Job dependency problem")
        item.array = whole


def _by_task(job: Job, item: Dependency) -> bool:
    return item.kind == "aftercorr" and job.array is not None and job.array.task is None


def _before(other: Job, job: Job) -> bool:
    """An earlier job of the same name and user that is not over: singleton waits for it."""
    same = (other.name, other.uid) == (job.name, job.uid) and other.base_id != job.base_id
    return same and other.active and (other.holds_nodes or other.base_id < job.base_id)


def _verdict(item: Dependency, records: Sequence[Job]) -> Verdict:
    """A record that is not there belonged to a task that was cancelled before its start."""
    if item.kind == "after":
        started = [_started(job) for job in records]
        now = time.time()
        return Verdict.MET if all(at + item.minutes * _SECONDS <= now for at in started) else Verdict.OPEN
    if any(job.active for job in records):
        return Verdict.OPEN
    if item.kind == "afterany":
        return Verdict.MET
    good = bool(records) and all(job.state == "COMPLETED" for job in records)
    return Verdict.MET if good == (item.kind != "afternotok") else Verdict.FAILED


def _started(job: Job) -> float:
    """When it began, in seconds since the epoch; the far future while it waits, its end if it never ran."""
    if job.start_time is not None:
        return job.start_time
    return float("inf") if job.active else job.end_time or 0.0
