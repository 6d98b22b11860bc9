"""A job's state, times and prospects in words and marks; pure."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.record import JobRecord, Metrics
from .glyphs import Glyphs

#: Kind of state by Slurm's word, and by the submission's own before Slurm has said anything.
_KINDS = {
    "PENDING": "waiting",
    "CONFIGURING": "waiting",
    "REQUEUED": "waiting",
    "REQUEUE_HOLD": "waiting",
    "RUNNING": "running",
    "COMPLETING": "running",
    "SUSPENDED": "waiting",
    "COMPLETED": "ended",
    "CANCELLED": "stopped",
    "FAILED": "bad",
    "TIMEOUT": "bad",
    "OUT_OF_MEMORY": "bad",
    "NODE_FAIL": "bad",
    "BOOT_FAIL": "bad",
    "DEADLINE": "bad",
    "PREEMPTED": "bad",
    "REJECTED": "bad",
    "SUBMITTED": "waiting",
    "SUBMITTING": "waiting",
    "STAGING": "waiting",
    "STAGED": "waiting",
    "DRAFT": "waiting",
}
_COLOURS = {
    "waiting": "warning",
    "running": "accent",
    "ended": "success",
    "stopped": "secondary",
    "bad": "error",
    "unclear": "warning",
}


def kind_of(record: JobRecord) -> str:
    """waiting, running, ended, stopped, bad or unclear."""
    if record.seen == "vanished":
        return "unclear"
    return _KINDS.get(record.state, "unclear")


def colour_of(record: JobRecord) -> str:
    """The theme variable for the state; the word says the same."""
    return _COLOURS[kind_of(record)]


def mark_of(record: JobRecord, glyphs: Glyphs) -> str:
    """The sign before the state's word."""
    kind = kind_of(record)
    return glyphs.bad if kind == "bad" else str(getattr(glyphs, kind))


def elapsed_s(record: JobRecord, now: float) -> float | None:
    """Seconds that the job has run: counted on from the last answer while it runs."""
    return record.elapsed_at(now)


def limit_s(record: JobRecord) -> int | None:
    """The time limit in seconds: Slurm's own, or what was asked for."""
    return (record.status.time_limit_s if record.status else None) or record.time_limit_s


@dataclass(frozen=True)
class Prospect:
    """When a running job will be done, at the pace so far; `in_time` False: Slurm will end it first."""

    end: float
    in_time: bool


def prospect(record: JobRecord, metrics: Metrics, now: float) -> Prospect | None:
    """None while there is too little to go by: the first steps are slow, so at least three must be done."""
    run = elapsed_s(record, now)
    step = last_step(metrics)
    most = metrics.facts.max_steps
    limit = limit_s(record)
    if record.state != "RUNNING" or run is None or not most or step < 3:
        return None
    needed = run * most / min(step, most)
    return Prospect(now - run + needed, limit is None or needed <= limit)


def last_step(metrics: Metrics) -> int:
    """The last optimizer step that the run has told of, 0 before the first."""
    return max((point.step for point in metrics.points), default=0)
