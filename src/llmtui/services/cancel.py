"""cancel: ask Slurm to end one job."""

from __future__ import annotations

from ..domain.record import JobRecord
from ..domain.remotetext import safe_line
from ..errors import CannotTellError, RequestError
from ..slurm import commands
from .link import Link


def cancel(link: Link, record: JobRecord) -> None:
    """Run scancel. Raises RequestError when there is nothing to cancel, CannotTellError when scancel fails.

    scancel exits 0 for ids that it does not know, so what counts is the state afterwards.
    """
    if record.job_id is None:
        raise RequestError(f"run {record.id[:8]} has no job in the queue: {record.submission}")
    if not record.active:
        raise RequestError(f"job {record.cluster}/{record.job_id} has already ended {record.state}")
    result = link.slurm(commands.scancel(record.job_id))
    if result.outcome != "ok":
        raise CannotTellError(f"scancel: {safe_line(result.complaint)}", hint="the job may still run; look again")
