"""cancel: ask Slurm to end jobs of runs, and never one that only has the same number."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...remote.transport import Result
from ...slurm import commands, lookup
from ..journal.records import Records
from ..reach.link import Link
from ..submission.attempts import after, ask, claimed, given_up
from ..submission.search import claim_of
from ..watching.answers import QUERY_S, strict_complaint

#: The job that a line of scancel's is about: "Kill job error on job id 9: Access/permission denied".
_CONCERNS = re.compile(r"\bjob id (\d{1,10})\b", re.ASCII)


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
    done = _scancel(link, jobs) if jobs else _Done()
    for job_id, error in done.refused.items():
        refused.setdefault(jobs[job_id].id, error)
    asked = {jobs[job_id].id for job_id in done.asked}
    for record in {jobs[job_id].id: jobs[job_id] for job_id in done.gone}.values():
        if record.id not in asked:
            refused.setdefault(record.id, _gone(record, record.job_id) if record.active else _nothing(record))
    changed = {jobs[job_id].id for job_id in done.asked | done.gone}
    records.update_many({run_id: partial(_after, done=done, at=time.time()) for run_id in changed})
    return refused


def _nothing(record: JobRecord) -> RequestError:
    if record.job_id is None:
        return RequestError(f"run {record.id[:8]} has no job in the queue: {record.submission}")
    return RequestError(f"job {record.cluster}/{record.job_id} has already ended {record.state}")


def cancel_others(link: Link, records: Records, record: JobRecord) -> JobRecord:
    """Cancel what Slurm holds of this run besides its own job; the record afterwards.

    The run's own job is the one that has claimed the run folder, where one has. Raises RequestError where there is
    nothing to cancel or all of them have gone, which the record then says; CannotTellError when Slurm does not answer.
    """
    if not record.others:
        raise RequestError(f"Slurm holds no other job of run {record.id[:8]}", hint="there is nothing to cancel")
    first = claim_of(link, record)
    if first in record.others:
        record = records.update(record.id, partial(_first, job_id=first, now=time.time()))
    others = record.others
    done = _scancel(link, dict.fromkeys(others, record))
    record = records.update(record.id, partial(_after, done=done, at=time.time()))
    for error in done.refused.values():
        raise error
    if not done.asked:
        raise _gone(record, *others)
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


@dataclass(frozen=True)
class _Done:
    """Jobs that Slurm was asked to cancel, those that its queue does not hold any more, and why others were not asked.

    `silent` says that the queue told of no job at all, which may be no answer.
    """

    asked: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    refused: Mapping[int, LlmtuiError] = field(default_factory=dict)
    silent: bool = False


def _scancel(link: Link, jobs: Mapping[int, JobRecord]) -> _Done:
    """Cancel these jobs of these runs."""
    listed = link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
    places = lookup.parse_squeue_places(listed.out.raw)
    problem = strict_complaint(listed) or ("its answer is incomplete" if places is None else "")
    if problem or places is None:
        return _Done(refused={job_id: _untold(record, job_id, problem) for job_id, record in jobs.items()})
    refused: dict[int, LlmtuiError] = {}
    for job_id, record in jobs.items():
        # Numbers come again after years, and Slurm's memory is shorter than a journal.
        folder = places.get(job_id)
        if folder is not None and lookup.last_part(folder) != record.id:
            text = f"job {record.cluster}/{job_id} is another job by now, in {safe_line(folder)}"
            refused[job_id] = RequestError(text, hint="nothing was cancelled" if len(jobs) == 1 else "it goes on")
    gone = frozenset(job_id for job_id in jobs if job_id not in places)
    ours = [job_id for job_id in jobs if job_id not in refused and job_id not in gone]
    if ours:
        refused |= _complaints(link.slurm(commands.scancel(ours)), ours)
    return _Done(frozenset(ours) - frozenset(refused), gone, refused, not places)


def _complaints(result: Result, ours: Sequence[int]) -> dict[int, LlmtuiError]:
    """Why jobs were not cancelled, by number: all of them, unless scancel says of some that it concerns only those.

    One scancel goes through all its jobs whatever becomes of one, and exits with an error where there was any.
    """
    if result.outcome == "ok":
        return {}
    hint = "the job may still run; look again"
    lines = [(line, {int(number) for number in _CONCERNS.findall(line)}) for line in result.err.lines()]
    own = {job_id: line for line, numbers in lines for job_id in ours if job_id in numbers}
    if result.outcome != "failed" or not own:
        own = dict.fromkeys(ours, safe_line(result.complaint))
    said = {job_id: line.removeprefix("scancel: ").removeprefix("error: ") for job_id, line in own.items()}
    return {job_id: CannotTellError(f"scancel: {text}", hint=hint) for job_id, text in said.items()}


def _gone(record: JobRecord, *job_ids: int | None) -> RequestError:
    which = ", ".join(f"{record.cluster}/{job_id}" for job_id in job_ids)
    text = f"job {which} is not in the queue any more" if len(job_ids) == 1 else f"jobs {which} are not in the queue"
    return RequestError(text, hint=f"llmtui show {record.id[:8]} tells what is known of the run")


def _untold(record: JobRecord, job_id: int, problem: str) -> CannotTellError:
    return CannotTellError(
        f"squeue: {safe_line(problem)}; whether {record.cluster}/{job_id} is this run's job cannot be told",
        hint="nothing was cancelled; try again",
    )


def _after(record: JobRecord, done: _Done, at: float) -> JobRecord:
    # Of a run whose own job has ended the queue need not list anything.
    believed = not done.silent or not record.active
    record = record.without(*done.asked, *(done.gone if believed else ()))
    return replace(record, cancelling_at=at) if record.active and record.job_id in done.asked else record
