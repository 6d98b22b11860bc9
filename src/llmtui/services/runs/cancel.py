"""cancel: ask Slurm to end the jobs of a run, and never one that only has the same number."""

from __future__ import annotations

import time
from functools import partial

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, RequestError
from ...slurm import commands, lookup
from ..journal.records import Records
from ..reach.link import Link
from ..submission.attempts import after, ask, claimed
from ..submission.search import claim_of
from ..watching.answers import QUERY_S, strict_complaint


def cancel(link: Link, record: JobRecord) -> None:
    """Run scancel. Raises RequestError when there is nothing to cancel, CannotTellError when Slurm does not answer.

    scancel exits 0 for ids that it does not know, so what counts is the state afterwards.
    """
    if record.job_id is None:
        raise RequestError(f"run {record.id[:8]} has no job in the queue: {record.submission}")
    if not record.active:
        raise RequestError(f"job {record.cluster}/{record.job_id} has already ended {record.state}")
    _scancel(link, record, record.job_id)


def cancel_all(link: Link, records: Records, record: JobRecord) -> None:
    """Cancel a run's job and every other that Slurm holds of it. Raises what `cancel` raises.

    The others go first: one of them would do the run's work as soon as its own job is gone.
    """
    if record.others:
        record = cancel_others(link, records, record)
        if not record.active:
            return
    cancel(link, record)


def cancel_others(link: Link, records: Records, record: JobRecord) -> JobRecord:
    """Cancel what Slurm holds of this run besides its own job; the record afterwards. Raises what `cancel` raises.

    The run's own job is the one that has claimed the run folder, where one has.
    """
    if not record.others:
        raise RequestError(f"Slurm holds no other job of run {record.id[:8]}", hint="there is nothing to cancel")
    first = claim_of(link, record)
    if first in record.others:
        record = records.update(record.id, partial(_first, job_id=first, now=time.time()))
    for job_id in record.others:
        _scancel(link, record, job_id)
        record = records.update(record.id, partial(JobRecord.without, other=job_id))
    return record


def _first(record: JobRecord, job_id: int, now: float) -> JobRecord:
    if job_id not in record.others:
        return record
    ids = [job for job in (job_id, record.job_id, *record.others) if job is not None]
    return claimed(record, tuple(dict.fromkeys(ids)), now)


def withdraw(link: Link, records: Records, record: JobRecord) -> JobRecord:
    """Give up a submission that is not known to have begun: if it has not, nobody can begin it any more.

    If it has, the record says what is known of it. Raises RequestError for a run whose submission is known.
    """
    if record.submission != "SUBMIT_UNKNOWN":
        raise RequestError(f"run {record.id[:8]} has nothing to withdraw: {record.submission}")
    answer = ask(link, record, "close", 0)

    def changed(old: JobRecord) -> JobRecord:
        mine = old.submission == "SUBMIT_UNKNOWN" and old.attempt == record.attempt
        return after(old, answer, time.time()) if mine else old

    return records.update(record.id, changed)


def _scancel(link: Link, record: JobRecord, job_id: int) -> None:
    listed = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    places = lookup.parse_squeue_places(listed.out.raw)
    problem = strict_complaint(listed) or ("its answer is incomplete" if places is None else "")
    if problem or places is None:
        raise CannotTellError(
            f"squeue: {safe_line(problem)}; whether {record.cluster}/{job_id} is this run's job cannot be told",
            hint="nothing was cancelled; try again",
        )
    # Numbers come again after years, and Slurm's memory is shorter than a journal. What is not listed has ended.
    folder = places.get(job_id)
    if folder is not None and lookup.last_part(folder) != record.id:
        raise RequestError(
            f"job {record.cluster}/{job_id} is another job by now, in {safe_line(folder)}", hint="nothing was cancelled"
        )
    result = link.slurm(commands.scancel([job_id]))
    if result.outcome != "ok":
        raise CannotTellError(f"scancel: {safe_line(result.complaint)}", hint="the job may still run; look again")
