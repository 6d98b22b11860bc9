"""The run folder on the cluster: where it is, and the names of what llmtui and the run write into it."""

from __future__ import annotations

import getpass
from dataclasses import replace

from ..domain.record import JobRecord
from ..errors import RequestError

#: Says which job the folder belongs to.
JOB_ID_FILE = "jobid"
EVENTS_FILE = "events.jsonl"


def run_root(template: str, account: str | None) -> str:
    """The folder for run folders. Raises RequestError when the template needs an account and there is none."""
    if "{account}" in template and not account:
        raise RequestError(
            "the run folder of this cluster needs an account", hint="set placement.account", field="placement.account"
        )
    return template.replace("{account}", account or "").replace("{user}", getpass.getuser())


def adopt(record: JobRecord, job_id: int, at: float) -> JobRecord:
    """The record once its job id is known; `at` is seconds since the epoch."""
    return replace(
        record,
        submission="SUBMITTED",
        job_id=job_id,
        submitted_at=record.submitted_at or at,
        log_path=f"{record.run_dir}/slurm-{job_id}.out",
        problem="",
    )
