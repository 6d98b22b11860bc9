"""What Slurm says about jobs: one squeue for all of them, sacct by id for those that ended or are gone.

A job has ended only on evidence: a terminal state from sacct, squeue or scontrol. To be absent is no evidence, and a
query that failed changes nothing but how fresh the record is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..domain.record import JobRecord, JobStatus
from ..slurm import commands
from ..slurm.parse import parse_sacct, parse_scontrol_job, parse_squeue
from .link import Link
from .metrics import last_error
from .pairs import explain_cancelled
from .records import Records
from .recover import find_submitted

#: scontrol is asked job by job, so at most this many times a refresh.
_SCONTROL_CALLS = 8


@dataclass(frozen=True)
class Sight:
    """What one look at a cluster showed.

    `statuses` are trusted answers by job id; `gone` are ids that no command knows; `problem` says why the rest, if
    any, could not be told.
    """

    statuses: Mapping[int, JobStatus] = field(default_factory=dict)
    gone: Mapping[int, str] = field(default_factory=dict)
    problem: str = ""


def refresh_jobs(link: Link, records: Records, active: Sequence[JobRecord], now: float) -> bool:
    """Bring these records of one cluster up to date; whether Slurm answered."""
    find_submitted(link, records, [record for record in active if record.submission == "SUBMIT_UNKNOWN"], now)
    watched = {record.job_id: record for record in active if record.submission == "SUBMITTED"}
    job_ids = [job_id for job_id in watched if job_id is not None]
    if not job_ids:
        return True
    sight = look(link, job_ids)
    for job_id in job_ids:
        records.update(watched[job_id].id, lambda old: apply(link, old, sight, now))
    explain_cancelled(records)
    return not sight.problem


def mark_stale(records: Records, active: Sequence[JobRecord], problem: str) -> None:
    """Say of these records that nothing new could be learnt, and why."""
    for record in active:
        if record.submission == "SUBMITTED":
            records.update(record.id, lambda old: replace(old, seen="stale", problem=problem) if old.active else old)


def look(link: Link, job_ids: Collection[int]) -> Sight:
    """Ask Slurm about these jobs."""
    result = link.slurm(commands.squeue())
    # squeue may print an error and exit 0 (seen with an unknown user in 22.05 to 26.05).
    if result.outcome != "ok" or (not result.out and "error" in result.err.raw):
        return Sight(problem=f"squeue: {result.complaint or result.err.line()}")
    answer = parse_squeue(result.out.raw, job_ids)
    whole = not result.truncated and not answer.dropped
    live = {job_id: status for job_id, status in answer.jobs.items() if not status.terminal}
    ended = {job_id: status for job_id, status in answer.jobs.items() if status.terminal}
    absent = set(job_ids) - set(answer.jobs) if whole else set()
    found, gone = _evidence(link, ended, absent)
    return Sight({**live, **found}, gone, "" if whole else "squeue's answer was incomplete")


def apply(link: Link, record: JobRecord, sight: Sight, now: float) -> JobRecord:
    """The record after a look; `now` is seconds since the epoch. A record that has ended meanwhile stays."""
    job_id = record.job_id
    if job_id is None or not record.active:
        return record
    if job_id in sight.statuses:
        status = sight.statuses[job_id]
        if status.time_limit_s is None:
            status = replace(status, time_limit_s=record.time_limit_s)
        seen = record.with_status(status, now)
        failed = status.terminal and status.state != "COMPLETED"
        return replace(seen, problem=last_error(link.transport, record.events_path)) if failed else seen
    if job_id in sight.gone:
        return replace(record, seen="vanished", problem=sight.gone[job_id])
    return replace(record, seen="stale", problem=sight.problem)


def _evidence(
    link: Link, ended: Mapping[int, JobStatus], absent: Iterable[int]
) -> tuple[dict[int, JobStatus], dict[int, str]]:
    """Terminal statuses with exit codes for jobs that left the queue, and what is known of the others."""
    wanted = sorted({*ended, *absent})
    if not wanted:
        return {}, {}
    result = link.slurm(commands.sacct(wanted))
    answer = parse_sacct(result.out.raw, wanted) if result.outcome == "ok" else parse_sacct("", ())
    found = {job_id: status for job_id, status in answer.jobs.items() if status.terminal}
    lacking = [job_id for job_id in wanted if job_id not in found]
    for job_id in lacking[:_SCONTROL_CALLS]:
        status = _ask_controller(link, job_id)
        if status is not None and (status.terminal or job_id not in ended):
            found[job_id] = status
    found = {**{job_id: status for job_id, status in ended.items() if job_id not in found}, **found}
    why = f"sacct: {result.complaint}" if result.outcome != "ok" else "sacct does not say that it ended"
    gone = {job_id: f"no longer in squeue, and {why}" for job_id in wanted if job_id not in found}
    return found, gone


def _ask_controller(link: Link, job_id: int) -> JobStatus | None:
    result = link.slurm(commands.scontrol_show_job(job_id))
    return parse_scontrol_job(result.out.raw, job_id) if result.outcome == "ok" else None
