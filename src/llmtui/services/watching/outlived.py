"""Runs whose own job has ended while Slurm holds others of them: one may do the run's work, or none is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ...domain.record import JobRecord
from ..journal.records import Records
from ..reach.link import Link
from ..submission.recover import goes_to
from ..submission.search import read_claim
from .continued import may_go_on
from .sight import Sight

#: An answer without any job may be none, and so is believed once it was given again, so many seconds later.
_AGAIN_S = 60.0
#: A claim that cannot be read for so long after the end keeps nobody waiting, in seconds.
_UNREAD_S = 86400.0


def follow_outlived(link: Link, records: Records, found: Sequence[JobRecord], sight: Sight, now: float) -> None:
    """Make the job that has claimed the folder the run's job, or the only one that may; forget those that have ended.

    `sight` is a look for which the others were asked about, `now` when it began, in seconds since the epoch.
    """
    changes = {}
    for record in found:
        if not record.outlived or record.job_id is None:
            continue
        try:
            change = partial(_after, ours=record.job_id, claim=read_claim(link, record), sight=sight, now=now)
        except OSError:
            if record.status_at is None or abs(now - record.status_at) < _UNREAD_S:
                continue
            change = partial(_after, ours=record.job_id, claim=record.job_id, sight=sight, now=now)
        if change(record) != record:
            changes[record.id] = change
    if changes:
        records.update_many(changes)


def _after(record: JobRecord, ours: int, claim: int | None, sight: Sight, now: float) -> JobRecord:
    if not record.outlived or record.job_id != ours:
        return record
    if claim in record.others:
        return _goes_to(record, ours, claim, now)
    left = set(record.others) & set(sight.listed)
    over = set(record.others) - left
    if sight.queue == "none" and over:
        if record.unseen_since is None:
            return replace(record, unseen_since=now)
        over = over if now - record.unseen_since >= _AGAIN_S else set()
    if sight.queue == "part" or not over:
        over = set()
    # Who finds the folder claimed by the job that has ended does nothing.
    if claim is None and len(left) == 1 and left | over == set(record.others):
        return _goes_to(record.without(*over), ours, left.pop(), now)
    return replace(record.without(*over), unseen_since=None) if over else record


def _goes_to(record: JobRecord, ours: int, job_id: int, now: float) -> JobRecord:
    went_on = may_go_on(record, now)
    later = replace(goes_to(record, ours, job_id, now), cancelling_at=None, unseen_since=None)
    if not went_on:
        return later
    past = tuple(number for number in later.past_others if number != ours)
    return replace(later, former=(*later.former, ours), past_others=past)
