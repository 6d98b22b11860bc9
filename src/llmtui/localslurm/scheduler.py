"""Which waiting jobs start now: first come, first served in each partition; of an array one task after the other."""

from __future__ import annotations

import os
import time
from dataclasses import replace

from .conditions import NEVER, WAITS, Conditions
from .job import Job
from .launch import start_supervisor
from .nodes import Description, Partition
from .placement import free_nodes, impossible, place, standing_reason
from .processes import owner_of
from .store import Store


class Scheduler:
    """One pass over the active jobs; `jobs` grows by the tasks of arrays that start. Needs the lock."""

    def __init__(self, store: Store, description: Description, jobs: list[Job]) -> None:
        self._store = store
        self._description = description
        self._jobs = jobs
        self._conditions = Conditions(store, jobs)
        self._blocked: set[str] = set()

    def run(self) -> None:
        """Start what may start and fits, and note why the others wait."""
        for job in sorted((job for job in self._jobs if job.waiting), key=lambda job: (job.base_id, job.id)):
            reason = self._try_start(job)
            while not reason and job.waiting:
                reason = self._try_start(job)
            if reason and job.waiting and reason != job.reason:
                job.reason = job.waited_for = reason
                self._store.save(job)
            if reason == "Resources":
                self._blocked.add(job.request.partition)

    def _try_start(self, job: Job) -> str:
        """Start the job or one task of it, or the reason why it has to wait."""
        reason = self._not_eligible(job)
        if reason:
            return reason
        task, reason = self._choose(job)
        if reason:
            return reason
        partition = self._description.partition(job.request.partition)
        if partition is None:
            return "PartitionDown"
        return self._standing(job, partition) or self._start(job, task, partition)

    def _not_eligible(self, job: Job) -> str:
        if job.held:
            return job.held
        before = [replace(item) for item in job.dependencies]
        reason = self._conditions.settle(job)
        if reason == NEVER and job.kill_on_invalid_dep:
            self._give_up(job)
        elif before != job.dependencies:
            self._store.save(job)
        if not reason and job.begin_time is not None and time.time() < job.begin_time:
            return "BeginTime"
        return reason

    def _choose(self, job: Job) -> tuple[int | None, str]:
        """The array task to start next (None for a plain job), or why none may start."""
        array = job.array
        if array is None or array.task is not None:
            return None, self._over_limit(job)
        started = {other.array.task for other in self._jobs if other.array and other.base_id == job.base_id}
        if not started.isdisjoint(array.waiting):
            # A command was killed after it had started these and before it could say so.
            array.waiting = [task for task in array.waiting if task not in started]
        task, never = self._conditions.next_task(job, array.waiting)
        if never == array.waiting:
            if job.kill_on_invalid_dep:
                self._give_up(job)
            return None, NEVER
        if never and job.kill_on_invalid_dep:
            array.waiting = [item for item in array.waiting if item not in never]
            self._store.save(job)
        return (None, WAITS) if task is None else (task, self._over_limit(job))

    def _give_up(self, job: Job) -> None:
        """What it depends on can never happen, and it was to be cancelled then."""
        job.state, job.reason, job.end_time = "CANCELLED", NEVER, time.time()
        self._store.save(job)

    def _over_limit(self, job: Job) -> str:
        if job.array is None or not job.array.limit:
            return ""
        running = sum(1 for other in self._jobs if other.base_id == job.base_id and other.holds_nodes)
        return "JobArrayTaskLimit" if running >= job.array.limit else ""

    def _standing(self, job: Job, partition: Partition) -> str:
        reason = standing_reason(job.request, partition)
        if reason:
            return reason
        if impossible(job.request, self._description.members(partition)) is not None:
            return "BadConstraints"
        return "Priority" if job.request.partition in self._blocked else ""

    def _start(self, job: Job, task: int | None, partition: Partition) -> str:
        free = free_nodes(self._description, self._jobs)
        shares = place(job.request, [free[node.name] for node in self._description.members(partition)])
        if shares is None:
            return "Resources"
        alone = job.array is None or task is None or job.array.waiting == [task]
        number = job.id if alone else self._store.take_id()
        try:
            owner = owner_of(start_supervisor(self._store.folder, number))
        except OSError:
            # No process can be had now (limits of the user or the machine); the next pass tries again.
            return "SystemFailure"
        part = job if task is None else take_task(job, task, number)
        part.shares, part.owner = shares, owner
        part.state, part.reason, part.start_time, part.begin_time = "RUNNING", "None", time.time(), None
        self._store.save(part)
        if part is not job:
            self._store.save(job)
            self._jobs.append(part)
        return ""


def take_task(job: Job, task: int, number: int) -> Job:
    """A record for one waiting task of an array; the last one is the array's own record."""
    array = job.array
    if array is None:
        raise ValueError(f"job {job.id} is no array")
    array.waiting = [item for item in array.waiting if item != task]
    part = replace(array, task=task, waiting=[])
    if not array.waiting:
        job.array = part
        return job
    return replace(job, id=number, array=part, token=os.urandom(16).hex(), steps=[], shares=[], dependencies=[])
