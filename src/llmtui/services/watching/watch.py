"""Bring the records of one cluster up to date: look once, change what the look is evidence for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from ...domain.record import JobRecord
from ...slurm.runs import requeue_s
from ..journal.records import Records
from ..reach.link import Link
from ..runs.metrics import last_error
from ..submission.pairs import explain_cancelled
from ..submission.recover import find_submitted, follow_claims, was_second
from ..submission.search import Searched
from .budget import EVERYTHING, Leave, Outcome
from .outlived import follow_outlived
from .sight import Gone, Sight, look
from .transition import after_failure, after_look, after_return, may_return

#: Runs whose own error is read at a time: each is a read on the cluster.
_ERRORS_READ = 20


def refresh_jobs(
    link: Link,
    records: Records,
    ours: Sequence[JobRecord],
    now: float,
    leave: Leave = EVERYTHING,
    answered_at: float | None = None,
) -> Outcome:
    """Bring these records of one cluster up to date; `now` is seconds since the epoch.

    `answered_at` is when the cluster's queue last told any window of our jobs, None where that is not known. Those
    that have ended are looked up only on the side: somebody may have put the job back into the queue.
    """
    unknown = [record for record in ours if record.submission == "SUBMIT_UNKNOWN"]
    active = [record for record in ours if record.submission == "SUBMITTED" and record.unsettled]
    outlived = [record for record in ours if record.outlived]
    # The look's own squeue is the search's where there is nothing to look at.
    look_follows = bool(active or outlived)
    leave = leave if look_follows else replace(leave, calls=leave.calls + 1)
    found = find_submitted(link, records, unknown, now, leave)
    if found.problem:
        mark_stale(records, active, found.problem, now)
    if found.problem or not (active or outlived):
        return Outcome(not found.problem, found.owed, found.slow, found.accounting, found.queue, found.min_job_age_s)
    return _combined(found, _look(link, records, ours, active, now, found.left, answered_at))


def _look(
    link: Link,
    records: Records,
    ours: Sequence[JobRecord],
    active: Sequence[JobRecord],
    now: float,
    leave: Leave,
    answered_at: float | None,
) -> Sight:
    watched, double = _by_number(active)
    late_s = requeue_s(leave.min_job_age_s)
    ended = [record for record in ours if may_return(record, now, late_s) and record.job_id not in watched]
    outlived = [record for record in ours if record.outlived]
    double_ids = {job_id for record in (*watched.values(), *outlived) for job_id in record.others}
    returned = double_ids.union(record.job_id for record in ended if record.job_id)
    sight = look(link, watched, now, leave, returned, answered_at)
    changed = _update(records, watched.values(), partial(after_look, sight=sight, now=now))
    changed += _update(records, ended, partial(after_return, sight=sight, now=now, late_s=late_s))
    changed += _update(records, double, partial(_after_other, now=now))
    _add_errors(link, records, changed)
    over = [record for record in changed if not record.active]
    # One whose claim could not be read just then is looked at again.
    second = [record for record in ended if was_second(record)]
    if over or second:
        follow_claims(link, records, [*over, *second], now)
    follow_outlived(link, records, [*over, *outlived], sight, now)
    if over:
        explain_cancelled(records)
    return sight


def _combined(found: Searched, sight: Sight) -> Outcome:
    accounting = found.accounting if sight.accounting is None else sight.accounting
    owed, slow = found.owed + sight.owed, found.slow or sight.slow
    return Outcome(not sight.problem, owed, slow, accounting, min_job_age_s=found.min_job_age_s)


def mark_stale(records: Records, active: Sequence[JobRecord], problem: str, now: float) -> None:
    """Say of these records that nothing new could be learnt, since when and why."""
    _update(records, active, partial(after_failure, problem=problem, now=now))


def _by_number(active: Sequence[JobRecord]) -> tuple[dict[int, JobRecord], list[JobRecord]]:
    """Records by job id; apart, those whose number a later job of ours has: the site began to count anew."""
    newest = {record.job_id: record for record in sorted(active, key=lambda record: record.created_at)}
    watched = {job_id: record for job_id, record in newest.items() if job_id is not None}
    return watched, [record for record in active if record.job_id in watched and watched[record.job_id] is not record]


def _after_other(record: JobRecord, now: float) -> JobRecord:
    job_id = record.job_id or 0
    return after_look(record, Sight(gone={job_id: Gone("a later job has its number; see its output")}), now)


def _update(records: Records, old: Iterable[JobRecord], change: Callable[[JobRecord], JobRecord]) -> list[JobRecord]:
    """Write what changes; a record that stays as it is costs neither a read nor a write."""
    changes = {record.id: change for record in old if change(record) != record}
    return list(records.update_many(changes).values()) if changes else []


def _add_errors(link: Link, records: Records, changed: Sequence[JobRecord]) -> None:
    """What the runs themselves said of their failure; read here, while nobody waits for the journal."""
    failed = [record for record in changed if not record.active and record.state != "COMPLETED" and not record.problem]
    errors = {record.id: last_error(link.transport, record.events_path) for record in failed[:_ERRORS_READ]}
    said = {run_id: partial(_with_error, error=error) for run_id, error in errors.items() if error}
    if said:
        records.update_many(said)


def _with_error(record: JobRecord, error: str) -> JobRecord:
    return record if record.active or record.problem else replace(record, problem=error)
