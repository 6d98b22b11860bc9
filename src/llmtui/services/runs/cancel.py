"""cancel: ask Slurm to end jobs of runs, and never one that only has the same number."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...slurm import commands, lookup
from ..journal.records import Records
from ..reach.link import Link
from ..submission.attempts import after, ask, claimed, given_up
from ..submission.search import claim_of
from ..watching.answers import QUERY_S, strict_complaint


def cancel(link: Link, records: Records, chosen: Sequence[JobRecord]) -> dict[str, LlmtuiError]:
    """Cancel all jobs of these runs of one cluster, with one squeue and one scancel; by run id, why one was not.

    That is a RequestError where there is nothing to cancel, a CannotTellError where Slurm does not answer. scancel
    exits 0 for ids that it does not know, so the records only say that Slurm was asked; what counts is the state
    afterwards. Raises UnreachableError, JournalError.
    """
    refused: dict[str, LlmtuiError] = {}
    jobs: dict[int, JobRecord] = {}
    for record in chosen:
        # The others go first: one of them would do the run's work as soon as its own job is gone.
        own = [record.job_id] if record.job_id is not None and record.active else []
        numbers = [*record.others, *own]
        if not numbers:
            refused[record.id] = _nothing(record)
        elif any(number in jobs for number in numbers):
            text = f"{record.cluster} has given the number {numbers[-1]} twice; cancel one run at a time"
            refused[record.id] = RequestError(text)
        else:
            jobs |= dict.fromkeys(numbers, record)
    errors = _scancel(link, jobs) if jobs else {}
    for job_id, error in errors.items():
        refused.setdefault(jobs[job_id].id, error)
    asked = frozenset(jobs) - frozenset(errors)
    changes = {jobs[job_id].id: partial(_asked, asked=asked, at=time.time()) for job_id in asked}
    records.update_many(changes)
    return refused


def _nothing(record: JobRecord) -> RequestError:
    if record.job_id is None:
        return RequestError(f"run {record.id[:8]} has no job in the queue: {record.submission}")
    return RequestError(f"job {record.cluster}/{record.job_id} has already ended {record.state}")


def cancel_others(link: Link, records: Records, record: JobRecord) -> JobRecord:
    """Cancel what Slurm holds of this run besides its own job; the record afterwards.

    The run's own job is the one that has claimed the run folder, where one has. Raises RequestError where there is
    nothing to cancel, CannotTellError when Slurm does not answer.
    """
    if not record.others:
        raise RequestError(f"Slurm holds no other job of run {record.id[:8]}", hint="there is nothing to cancel")
    first = claim_of(link, record)
    if first in record.others:
        record = records.update(record.id, partial(_first, job_id=first, now=time.time()))
    refused = _scancel(link, dict.fromkeys(record.others, record))
    for job_id in record.others:
        if job_id not in refused:
            record = records.update(record.id, partial(JobRecord.without, other=job_id))
    for error in refused.values():
        raise error
    return record


def _first(record: JobRecord, job_id: int, now: float) -> JobRecord:
    if job_id not in record.others:
        return record
    ids = [job for job in (job_id, record.job_id, *record.others) if job is not None]
    return claimed(record, tuple(dict.fromkeys(ids)), now)


def withdraw(link: Link, records: Records, record: JobRecord) -> JobRecord:
    """Give up a submission that is not known to have begun: if it has not, nobody can begin it any more.

    If it has, the record says what is known of it, and once the queue was searched in vain, or an hour has passed, it
    is GIVEN_UP. Raises RequestError for a run whose submission is known.
    """
    if record.submission != "SUBMIT_UNKNOWN":
        raise RequestError(f"run {record.id[:8]} has nothing to withdraw: {record.submission}")
    answer = ask(link, record, "close", 0)

    def changed(old: JobRecord) -> JobRecord:
        mine = old.submission == "SUBMIT_UNKNOWN" and old.attempt == record.attempt
        now = time.time()
        return given_up(after(old, answer, now), answer, now) if mine else old

    return records.update(record.id, changed)


def _scancel(link: Link, jobs: Mapping[int, JobRecord]) -> dict[int, LlmtuiError]:
    """Cancel these jobs of these runs; by number, why one was not."""
    listed = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    places = lookup.parse_squeue_places(listed.out.raw)
    problem = strict_complaint(listed) or ("its answer is incomplete" if places is None else "")
    if problem or places is None:
        return {job_id: _untold(record, job_id, problem) for job_id, record in jobs.items()}
    refused: dict[int, LlmtuiError] = {}
    for job_id, record in jobs.items():
        # Numbers come again after years, and Slurm's memory is shorter than a journal.
        folder = places.get(job_id)
        if folder is None:
            text = f"job {record.cluster}/{job_id} is not in the queue any more"
            refused[job_id] = RequestError(text, hint=f"llmtui show {record.id[:8]} tells how it ended")
        elif lookup.last_part(folder) != record.id:
            text = f"job {record.cluster}/{job_id} is another job by now, in {safe_line(folder)}"
            refused[job_id] = RequestError(text, hint="nothing was cancelled" if len(jobs) == 1 else "it goes on")
    ours = [job_id for job_id in jobs if job_id not in refused]
    result = link.slurm(commands.scancel(ours)) if ours else None
    if result is not None and result.outcome != "ok":
        text, hint = f"scancel: {safe_line(result.complaint)}", "the job may still run; look again"
        refused |= {job_id: CannotTellError(text, hint=hint) for job_id in ours}
    return refused


def _untold(record: JobRecord, job_id: int, problem: str) -> CannotTellError:
    return CannotTellError(
        f"squeue: {safe_line(problem)}; whether {record.cluster}/{job_id} is this run's job cannot be told",
        hint="nothing was cancelled; try again",
    )


def _asked(record: JobRecord, asked: frozenset[int], at: float) -> JobRecord:
    for other in record.others:
        record = record.without(other) if other in asked else record
    return replace(record, cancelling_at=at) if record.active and record.job_id in asked else record
