"""What a look at a cluster makes of a record: a state changes on evidence only."""

from __future__ import annotations

from dataclasses import replace

from ...domain.record import JobRecord, JobStatus
from ...domain.states import BASE_STATES, COUNTING_STATES, ENDED, HALTED_STATES, QUEUED_STATES, STARTING_STATES
from ...slurm.runs import REQUEUE_S
from .enough import UNWATCHED, in_vain
from .sight import UNREAD, Sight

#: A job that nobody knows for so long, though accounting answers, is lost, in seconds.
LOST_S = 600.0
LOST = "lost by the scheduler: look at its output; neither squeue nor sacct tells how it ended"
#: Two windows may look at the same time; the later look counts. In seconds.
_SAME_TIME_S = 120.0
_BEGUN = COUNTING_STATES | HALTED_STATES | (BASE_STATES - QUEUED_STATES) | {ENDED}
_BEFORE = QUEUED_STATES | STARTING_STATES


def after_look(record: JobRecord, sight: Sight, now: float) -> JobRecord:
    """The record after a look that began at `now`, in seconds since the epoch. One that has ended meanwhile stays.

    An end that only the script's mark tells of, and that counts by now, gives way to evidence alone.
    """
    job_id = record.job_id
    if job_id is None or not record.unsettled or record.submission != "SUBMITTED" or _seen_later(record, now):
        return record
    if job_id in sight.statuses:
        return _others(_told(record, sight.statuses[job_id], now, answered=sight.accounting is True), sight)
    if not record.active:
        return record
    if job_id in sight.waiting:
        return record.in_sight()
    if job_id in sight.gone:
        return _absent(record, sight, now)
    problem = UNREAD if job_id in sight.unread else sight.problem
    return after_failure(record, problem, now) if problem else record


def _others(record: JobRecord, sight: Sight) -> JobRecord:
    """The record without those of its other jobs that the queue does not list, where it tells of all jobs."""
    return record.without(*set(record.others) - set(sight.listed)) if sight.queue == "all" else record


def after_failure(record: JobRecord, problem: str, now: float) -> JobRecord:
    """The record after a look that told nothing: only its freshness changes."""
    if not record.active or record.submission != "SUBMITTED":
        return record
    since = now if record.stale_since is None else record.stale_since
    return replace(record, seen="stale", stale_since=since, problem=problem)


def after_return(record: JobRecord, sight: Sight, now: float, late_s: float = REQUEUE_S) -> JobRecord:
    """A record of a job that had ended, and that the queue lists again: somebody put it back.

    Later than `late_s` after its end the same number in the queue is another job's.
    """
    if record.job_id is None or record.status is None or not record.status.terminal or _seen_later(record, now):
        return record
    live = sight.statuses.get(record.job_id)
    ended_at = record.status_at or 0.0
    if live is None or live.terminal or live.provisional or now - ended_at > late_s:
        return record
    return _told(record, live, now)


def may_return(record: JobRecord, now: float, late_s: float = REQUEUE_S) -> bool:
    """Whether an ended job could still be put back into the queue, which it can until `late_s` seconds later."""
    ended = record.submission == "SUBMITTED" and record.status is not None and record.status.terminal
    return ended and record.status_at is not None and abs(now - record.status_at) < late_s


def _told(record: JobRecord, status: JobStatus, now: float, *, answered: bool = False) -> JobRecord:
    if status.time_limit_s is None:
        status = replace(status, time_limit_s=record.time_limit_s)
    told = record.with_status(replace(status, restarts=_restarts(record.status, status)), now)
    if not status.unconfirmed:
        return told
    sought = in_vain(record, now, answered=answered)
    return replace(
        told,
        unseen_since=now if record.unseen_since is None else record.unseen_since,
        sought=sought.sought,
        sought_at=sought.sought_at,
        unwatched=sought.unwatched,
    )


def _restarts(old: JobStatus | None, new: JobStatus) -> int:
    """How often the job began anew: what is counted for us or what we saw, whichever is more; it never falls."""
    if old is None:
        return new.restarts
    back = old.state in _BEGUN and new.state in _BEFORE
    later = old.start is not None and new.start is not None and new.start - old.start > 1.0
    again = old.state in _BEGUN and new.state in _BEGUN and later and not (new.terminal or new.unconfirmed)
    return max(old.restarts + (back or again), new.restarts)


def _absent(record: JobRecord, sight: Sight, now: float) -> JobRecord:
    gone = sight.gone[record.job_id or 0]
    since = next(at for at in (record.unseen_since, gone.seen_at, now) if at is not None)
    problem = LOST if gone.looked and now - since > LOST_S else gone.why
    absent = in_vain(record, now, answered=gone.looked)
    if absent.unwatched:
        problem = f"{problem}; {UNWATCHED}"
    if record.unconfirmed:
        # What its script left was read before, and is evidence still.
        return absent
    return replace(absent, seen="vanished", unseen_since=since, stale_since=None, problem=problem)


def _seen_later(record: JobRecord, now: float) -> bool:
    """Whether another window's look, which began after ours, is in the record already."""
    return record.status_at is not None and 0.0 < record.status_at - now < _SAME_TIME_S
