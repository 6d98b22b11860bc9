"""The search of squeue and sacct for jobs by their run folder, after an sbatch that ended without a clear answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from ..domain.bundle import CLAIM
from ..domain.record import JobRecord
from ..slurm import lookup
from ..slurm.parse import parse_job_id
from .answers import QUERY_S, strict_complaint
from .attempts import taken
from .link import Link
from .records import Records
from .runfolder import JOB_ID_FILE

#: Seconds from one search for the same run to the next, and the least time over which it has to be in vain.
SEARCH_S = 60.0
_DAY_S = 86400.0

Found = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Search:
    """What one search brought for a run.

    `asked` tells whether the database was due, `whole` whether it answered as well: only then absence says something.
    `settle_s` is how long a request may still be under way to the queue, in seconds.
    """

    ids: tuple[int, ...]
    claim: int | None
    asked: bool
    whole: bool
    settle_s: float | None = None


def look_up(link: Link, records: Records, unclear: Sequence[JobRecord], now: float) -> None:
    """Adopt the jobs of these runs, or note that there was none: one squeue for all of them, one sacct a minute."""
    if not unclear:
        return
    run_ids = {record.id for record in unclear}
    queue = _squeue(link, run_ids)
    if queue is None:
        return
    due = [record for record in unclear if record.looked_at is None or abs(now - record.looked_at) >= SEARCH_S]
    database = _sacct(link, run_ids, due, now) if due else None
    settle_s = _settle_s(link) if any(record.missed_at is not None for record in due) else None
    for record in unclear:
        ids = {*queue.get(record.id, ()), *(database or {}).get(record.id, ())}
        whole = database is not None and record in due
        search = Search(tuple(sorted(ids)), claim_of(link, record), record in due, whole, settle_s)
        found = records.update(record.id, partial(_searched, attempt=record.attempt, search=search, now=now))
        if found.submission == "SUBMITTED":
            _note(link, found)


def claim_of(link: Link, record: JobRecord) -> int | None:
    """The job that claimed the run folder, None while there is none or that cannot be read."""
    try:
        data, _ = link.transport.read_at(f"{record.run_dir}/{CLAIM}", 0, 64)
    except OSError:
        return None
    return parse_job_id(data.decode("ascii", errors="replace"))


def _note(link: Link, record: JobRecord) -> None:
    """Leave the id in the run folder, where every client looks before it begins an attempt."""
    # The journal holds it as well, so that a folder which cannot be written loses nothing.
    with suppress(OSError):
        link.transport.put_atomic(f"{record.run_dir}/{JOB_ID_FILE}", f"{record.job_id}\n".encode())


def _searched(record: JobRecord, attempt: int, search: Search, now: float) -> JobRecord:
    if record.submission != "SUBMIT_UNKNOWN" or record.attempt != attempt:
        return record
    if search.claim is not None or search.ids:
        first = search.ids[0] if search.claim is None else search.claim
        return taken(record, (first, *(job_id for job_id in search.ids if job_id != first)), now)
    if search.asked:
        record = replace(record, looked_at=now)
    if not search.whole:
        return record
    if record.missed_at is None:
        text = f"{record.problem}; Slurm has no job of this run so far, which is looked at again in a minute"
        return replace(record, missed_at=now, problem=text)
    if record.resubmittable or search.settle_s is None or now - record.missed_at < max(SEARCH_S, search.settle_s):
        return record
    text = "Slurm has no job of this run, searched for twice: it can be submitted again"
    return replace(record, resubmittable=True, problem=text)


def _squeue(link: Link, run_ids: set[str]) -> Found | None:
    result = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    return None if strict_complaint(result) else lookup.parse_squeue_folders(result.out.raw, run_ids)


def _sacct(link: Link, run_ids: set[str], due: Sequence[JobRecord], now: float) -> Found | None:
    # How long ago by our clock; the cluster subtracts it from its own.
    days = math.ceil(max(0.0, now - min(record.created_at for record in due)) / _DAY_S) + 1
    result = link.slurm(lookup.sacct_folders(days), timeout_s=QUERY_S)
    if result.outcome == "failed" and lookup.no_accounting(result.err.raw):
        return {}
    return None if strict_complaint(result) else lookup.parse_sacct_folders(result.out.raw, run_ids)


def _settle_s(link: Link) -> float | None:
    """Twice the time-out that the controller itself has for a message."""
    result = link.slurm(lookup.scontrol_config(), timeout_s=QUERY_S)
    found = None if strict_complaint(result) else lookup.parse_message_timeout(result.out.raw)
    return None if found is None else 2.0 * found
