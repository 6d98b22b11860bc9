"""How often looking at a cluster makes sense: by what its jobs are doing."""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.cluster import Cluster
from ...domain.record import JobRecord
from ...domain.states import HALTED_STATES, QUEUED_STATES
from .budget import ACTIVE_S, EMBEDDED_S, IDLE_S, Rules

#: A new job may start at once, so it is looked at closely for so long, in seconds.
_NEW_S = 120.0
#: What is not known (a submission, a job's end) is mostly known soon; after so long it is no hurry, in seconds.
_UNCLEAR_S = 600.0


def rules_of(cluster: Cluster, records: Iterable[JobRecord], now: float) -> Rules:
    """The rules for a cluster with these records that are not over; `now` is seconds since the epoch."""
    if cluster.embedded:
        return Rules(min(EMBEDDED_S, float(cluster.min_poll_seconds)), forced_s=0.0, per_minute=None)
    busy = any(is_busy(record, now) for record in records)
    return Rules(ACTIVE_S if busy else IDLE_S, float(cluster.min_poll_seconds))


def is_busy(record: JobRecord, now: float) -> bool:
    """Whether the job's state may change at any moment: not so for one that waits its turn, or for what it leaves."""
    if record.outlived:
        return False
    if record.cancelling_at is not None and abs(now - record.cancelling_at) < _UNCLEAR_S:
        return True
    if record.submission != "SUBMITTED":
        return abs(now - record.created_at) < _UNCLEAR_S
    if record.submitted_at is not None and abs(now - record.submitted_at) < _NEW_S:
        return True
    if record.unseen_since is not None:
        return abs(now - record.unseen_since) < _UNCLEAR_S
    return record.status is not None and record.state not in QUEUED_STATES | HALTED_STATES
