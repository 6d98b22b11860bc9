"""Whose job has a number that a job of ours had: numbers come again when a site begins to count anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ...domain.record import JobRecord
from ...slurm import lookup
from ..reach.link import Link
from .answers import QUERY_S, strict_complaint
from .budget import Leave

#: A job that nobody has seen for so long may be over, and its number another's, in seconds.
_DOUBT_S = 600.0


@dataclass(frozen=True)
class Whose:
    """Which of the doubtful numbers are `others`' jobs by now, and of which that could not be told.

    `calls` is how many commands it took, `owed` says that there was no leave for it.
    """

    others: Collection[int] = ()
    untold: Collection[int] = ()
    calls: int = 0
    owed: bool = False


def whose(link: Link, listed: Mapping[int, JobRecord], now: float, leave: Leave) -> Whose:
    """Compare the run folders of jobs in the queue with those of records that were not seen for long."""
    doubtful = {job_id: record for job_id, record in listed.items() if _unseen_s(record, now) > _DOUBT_S}
    if not doubtful:
        return Whose()
    if not leave.calls:
        return Whose(untold=frozenset(doubtful), owed=True)
    result = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    places = None if strict_complaint(result) else lookup.parse_squeue_places(result.out.raw)
    if places is None:
        return Whose(untold=frozenset(doubtful), calls=1)
    runs = {job_id: lookup.last_part(places[job_id]) for job_id in doubtful if job_id in places}
    others = frozenset(job_id for job_id, run_id in runs.items() if run_id != doubtful[job_id].id)
    return Whose(others, frozenset(set(doubtful) - set(runs)), 1)


def _unseen_s(record: JobRecord, now: float) -> float:
    return 0.0 if record.unseen_since is None else now - record.unseen_since
