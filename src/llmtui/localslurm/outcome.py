"""How a job ended, and its record of that."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, field

from .controller import Controller
from .job import SIG_OOM, Job, signal_reason
from .requeue import DELAY_S, put_back


@dataclass
class Outcome:
    """How the script ended: `state` is "" when its exit status decides."""

    state: str = ""
    code: int = 0
    signal: int = 0
    end_time: float = 0.0
    max_rss: dict[str, int] = field(default_factory=dict)


def close(controller: Controller, job_id: int, outcome: Outcome) -> float | None:
    """Write how the job ended and start what waited for its place.

    When it goes back into the queue: the moment at which it may start again, in seconds since the epoch.
    """
    with controller.store.locked():
        job = controller.store.find(job_id)
        if job is None or not job.active:
            return None
        if job.state == "RUNNING":
            job.state, job.reason = _judge(outcome)
            job.end_time = outcome.end_time
        job.exit_code, job.exit_signal = outcome.code, outcome.signal
        if job.state == "OUT_OF_MEMORY":
            job.exit_code, job.exit_signal = 0, SIG_OOM
        job.completing, job.batch_end = False, outcome.end_time
        job.batch_state = _batch_state(outcome)
        job.max_rss = outcome.max_rss.get("", 0)
        _close_steps(job, outcome)
        if job.state == "PENDING":
            put_back(controller.store, job, "REQUEUED", time.time() + DELAY_S)
        else:
            controller.store.save(job)
        controller.advance()
        return job.begin_time if job.state == "PENDING" else None


def _judge(outcome: Outcome) -> tuple[str, str]:
    """State and reason of a job that nobody cancelled (words of 24.11)."""
    reasons = {"TIMEOUT": "TimeLimit", "OUT_OF_MEMORY": "OutOfMemory"}
    if outcome.state:
        return outcome.state, reasons.get(outcome.state, "None")
    if outcome.signal:
        return "FAILED", signal_reason(outcome.signal)
    return ("FAILED", "NonZeroExitCode") if outcome.code else ("COMPLETED", "None")


def _batch_state(outcome: Outcome) -> str:
    if outcome.state == "OUT_OF_MEMORY":
        return outcome.state
    return "CANCELLED" if outcome.signal else "FAILED" if outcome.code else "COMPLETED"


def _close_steps(job: Job, outcome: Outcome) -> None:
    for step in job.steps:
        step.max_rss = outcome.max_rss.get(str(step.id), 0)
        if step.end_time is None:
            step.end_time = outcome.end_time
            oom = outcome.state == "OUT_OF_MEMORY"
            step.state = "OUT_OF_MEMORY" if oom else "CANCELLED"
            step.exit_signal = SIG_OOM if oom else int(signal.SIGKILL)
