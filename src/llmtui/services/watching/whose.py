"""Whose job has a number that a job of ours had: numbers come again when a site begins to count anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ...domain.record import JobRecord
from ...slurm import lookup
from ..reach.link import Link
from .answers import QUERY_S, strict_complaint
from .budget import Leave

#: A job that the queue has not listed for so long may be over, and its number another's, in seconds.
_DOUBT_S = 600.0
#: The same where nobody has looked: a site that begins to count anew needs longer than that for its maintenance.
_AWAY_S = 3600.0


@dataclass(frozen=True)
class Whose:
    """Which of the doubtful numbers are `others`' jobs by now, and of which that could not be told.

    `seen_at` is when each of these runs' own jobs was last known of, in seconds since the epoch. `calls` is how many
    commands it took, `owed` says that there was no leave for it.
    """

    others: Collection[int] = ()
    untold: Collection[int] = ()
    seen_at: Mapping[int, float] = field(default_factory=dict)
    calls: int = 0
    owed: bool = False


def whose(
    link: Link, listed: Mapping[int, JobRecord], now: float, leave: Leave, answered_at: float | None = None
) -> Whose:
    """Compare the run folders of jobs in the queue with those of records that were not seen for long.

    The folder's last part is the run id, which no other job has: name, user and times need not be compared.
    `answered_at` is when the queue last told of our jobs there, in seconds since the epoch, as far as is known.
    """
    seen_at = {job_id: _seen_at(record, answered_at) for job_id, record in listed.items()}
    doubtful = {job_id for job_id, at in seen_at.items() if now - at > _patience_s(listed[job_id])}
    if not doubtful:
        return Whose()
    seen_at = {job_id: seen_at[job_id] for job_id in doubtful}
    if not leave.calls:
        return Whose(untold=frozenset(doubtful), seen_at=seen_at, owed=True)
    result = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    places = None if strict_complaint(result) else lookup.parse_squeue_places(result.out.raw)
    if places is None:
        return Whose(untold=frozenset(doubtful), seen_at=seen_at, calls=1)
    runs = {job_id: lookup.last_part(places[job_id]) for job_id in doubtful if job_id in places}
    others = frozenset(job_id for job_id, run_id in runs.items() if run_id != listed[job_id].id)
    return Whose(others, frozenset(doubtful - set(runs)), seen_at, 1)


def _seen_at(record: JobRecord, answered_at: float | None) -> float:
    """When the job was last known to have its number: a record that says nothing new is not written."""
    if record.unseen_since is not None:
        return record.unseen_since
    looked = (answered_at or 0.0) if record.status is not None else 0.0
    return max(record.status_at or 0.0, record.submitted_at or record.created_at, looked)


def _patience_s(record: JobRecord) -> float:
    return _AWAY_S if record.unseen_since is None else _DOUBT_S
