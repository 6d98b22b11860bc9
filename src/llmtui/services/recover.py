"""Submissions that an earlier llmtui did not see the end of; looked up, never repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..domain.record import JobRecord
from ..slurm import commands
from ..slurm.parse import parse_job_id, parse_work_dirs
from .link import Link
from .records import Records
from .runfolder import JOB_ID_FILE, adopt

_STOPPED = "llmtui ended before this job was submitted; nothing is in the queue"


def settle_abandoned(records: Records, found: Sequence[JobRecord]) -> None:
    """Name what was left half-way by a process that is gone: SUBMITTING becomes SUBMIT_UNKNOWN."""
    for record in found:
        early = record.submission in {"DRAFT", "STAGING", "STAGED"} and not record.problem
        if (early or record.submission == "SUBMITTING") and not records.being_submitted(record.id):
            records.update(record.id, _settled)


def find_submitted(link: Link, records: Records, unknown: Sequence[JobRecord], now: float) -> None:
    """Adopt the jobs of SUBMIT_UNKNOWN records: by the id file in the run folder, else by the folder in squeue."""
    by_folder: dict[str, tuple[int, ...]] | None = None
    for record in unknown:
        job_ids = _from_file(link, record)
        if not job_ids:
            by_folder = _folders(link) if by_folder is None else by_folder
            job_ids = by_folder.get(record.run_dir, ())
        if job_ids:
            records.update(record.id, partial(_adopted, job_id=min(job_ids), now=now))


def _settled(record: JobRecord) -> JobRecord:
    if record.submission == "SUBMITTING":
        return replace(
            record, submission="SUBMIT_UNKNOWN", problem="llmtui ended while sbatch was running; looking for the job"
        )
    if record.submission in {"DRAFT", "STAGING", "STAGED"}:
        return replace(record, problem=_STOPPED)
    return record


def _adopted(record: JobRecord, job_id: int, now: float) -> JobRecord:
    return adopt(record, job_id, now) if record.submission == "SUBMIT_UNKNOWN" else record


def _from_file(link: Link, record: JobRecord) -> tuple[int, ...]:
    try:
        data, _ = link.transport.read_at(f"{record.run_dir}/{JOB_ID_FILE}", 0, 64)
    except OSError:
        return ()
    job_id = parse_job_id(data.decode("ascii", errors="replace"))
    return () if job_id is None else (job_id,)


def _folders(link: Link) -> dict[str, tuple[int, ...]]:
    result = link.slurm(commands.squeue_work_dirs())
    return parse_work_dirs(result.out.raw) if result.outcome == "ok" else {}
