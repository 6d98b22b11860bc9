"""Back into the queue: a run is ended and kept for sacct, and the job waits again under the same id."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace

from .errors import RefusedError
from .job import Job
from .processes import send
from .store import Store

#: A requeued job does not start again at once (two minutes in Slurm), in seconds.
DELAY_S = 2.0
HELD = "job requeued in held state"


def requeue(store: Store, job: Job, *, hold: bool = False) -> None:
    """Put a running or ended job back. Needs the lock. Raises RefusedError with Slurm's words."""
    if job.state == "PENDING":
        raise RefusedError("Job is pending execution")
    if not job.requeue:
        raise RefusedError("Requested operation is presently disabled")
    if job.completing:
        raise RefusedError("Job can not be altered now, try again later")
    if not job.active and not os.path.isdir(store.spool(job.base_id)):
        raise RefusedError("Job has already finished")
    job.held = HELD if hold else job.held
    if not job.active:
        put_back(store, job, job.state, None)
        return
    job.state, job.reason, job.completing, job.end_time = "PENDING", "None", True, time.time()
    store.save(job)
    if job.owner is not None:
        send(job.owner.pid, signal.SIGUSR1)


def put_back(store: Store, job: Job, state: str, begin_time: float | None) -> None:
    """The run is over, in this state: keep it, and make the job wait until `begin_time`. Needs the lock."""
    store.keep_run(replace(job, state=state, completing=False))
    job.state, job.completing, job.begin_time = "PENDING", False, begin_time
    job.reason = job.waited_for = job.held or ("BeginTime" if begin_time else "None")
    job.submit_time, job.start_time, job.end_time = time.time(), None, None
    job.exit_code, job.exit_signal, job.cancelled_by = 0, 0, None
    job.shares, job.steps, job.owner, job.dependencies = [], [], None, []
    job.batch_end, job.batch_state, job.max_rss = None, "", 0
    job.token = os.urandom(16).hex()
    job.restarts += 1
    store.reopen(job)
