"""What Slurm's controller does, done by whichever command comes along, with the lock held.

Every pass first looks for jobs whose supervisor is gone, then starts what fits.
"""

from __future__ import annotations

import signal
import time

from .job import Job
from .logfile import cancelled_line, write_line
from .nodes import Description, Partition, read_description
from .processes import Members, alive, boot_id, boot_time, send
from .requeue import put_back
from .scheduler import Scheduler
from .store import Store

#: squeue and scontrol know an ended job for so long, in seconds (slurm.conf, MinJobAge).
MIN_JOB_AGE_S = 300
#: Between SIGTERM and SIGKILL, in seconds (slurm.conf, KillWait; 30 s on most clusters).
KILL_WAIT_S = 2
#: Processes that even SIGKILL does not end (a dead file system) hold the lock no longer than this, in seconds.
_BURY_S = 2.0


class Controller:
    """The jobs of one state folder and the machine that they run on. Raises OSError and ValueError when made."""

    def __init__(self, state: str) -> None:
        self.store = Store(state)
        self.description: Description = read_description(state)

    def refresh(self) -> list[Job]:
        """Bring every active job up to date; the active jobs after that."""
        with self.store.locked():
            return self.advance()

    def advance(self) -> list[Job]:
        """refresh() for whoever holds the lock already."""
        jobs = self.store.active()
        for job in jobs:
            if job.holds_nodes and not (job.owner and alive(job.owner)):
                self._bury(job)
        jobs = [job for job in jobs if job.active]
        Scheduler(self.store, self.description, jobs).run()
        jobs = [job for job in jobs if job.active]
        self.store.sweep(jobs, MIN_JOB_AGE_S)
        return jobs

    def known(self) -> list[Job]:
        """Active jobs and those that ended less than MinJobAge ago, as squeue and scontrol see them."""
        active = self.refresh()
        seen = {job.id for job in active}
        recent = self.store.ended(time.time() - MIN_JOB_AGE_S)
        return active + [job for job in recent if job.id not in seen]

    def cancel(self, job: Job, uid: int, tasks: frozenset[int] | None = None) -> None:
        """End a job on a user's word, or these tasks of an array that wait together. Needs the lock."""
        if not job.waiting and job.state not in ("PENDING", "RUNNING"):
            return
        if tasks is not None and job.array and job.array.task is None and not tasks.issuperset(job.array.waiting):
            job.array.waiting = [task for task in job.array.waiting if task not in tasks]
            self.store.save(job)
            return
        job.completing = not job.waiting
        job.state, job.cancelled_by, job.end_time = "CANCELLED", uid, time.time()
        self.store.save(job)
        if job.owner is not None:
            send(job.owner.pid, signal.SIGUSR1)

    def partition_of(self, job: Job) -> Partition | None:
        """The partition that the job was submitted to, if it still exists."""
        return self.description.partition(job.request.partition)

    def _bury(self, job: Job) -> None:
        """Its supervisor was killed or the machine went down: end what is left of it."""
        members = Members(job.token)
        give_up = time.monotonic() + _BURY_S
        while members.signal(signal.SIGKILL) and time.monotonic() < give_up:
            time.sleep(0.02)
        now, state = _end_of(job), job.state
        if state == "RUNNING":
            job.state, job.reason = "NODE_FAIL", "NodeDown"
            job.exit_code, job.exit_signal, job.end_time = 0, 1, now
            write_line(job, cancelled_line(job, now, "DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS"))
        job.completing, job.batch_end = False, now
        job.batch_state = job.batch_state or "CANCELLED"
        for step in job.steps:
            if step.end_time is None:
                step.state, step.end_time = "CANCELLED", now
        if state == "PENDING" or (state == "RUNNING" and job.requeue):
            put_back(self.store, job, "REQUEUED" if state == "PENDING" else "NODE_FAIL", None)
        else:
            self.store.save(job)


def _end_of(job: Job) -> float:
    """When a job whose supervisor is gone has ended: now, or when the machine went down, known as its next start."""
    now = time.time()
    if job.owner is None or job.owner.boot == boot_id():
        return now
    return max(job.start_time or 0.0, min(now, boot_time()))


def refused(job: Job) -> bool:
    """A submission that was turned down: it has a row of its own, but no script that ran."""
    return job.state == "FAILED" and job.start_time is None
