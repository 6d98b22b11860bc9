"""The run folder on the cluster: where it is, and the names of what llmtui and the run write into it."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import replace

from ..domain.cluster import Cluster
from ..domain.record import JobRecord
from ..errors import RequestError
from .paths import Paths

#: Says which job the folder belongs to.
JOB_ID_FILE = "jobid"
EVENTS_FILE = "events.jsonl"


_VARIABLE = re.compile(r"\$([A-Z_]+)")


def run_root(cluster: Cluster, account: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The folder for run folders, without placeholders and site variables ($SCRATCH).

    Raises RequestError when the cluster file names none, when it needs an account and there is none, and when a
    variable of the site is not set here.
    """
    template = cluster.run_root
    if not template:
        keys = f"name: {cluster.name}, extends: {cluster.name} and run_root: /FOLDER"
        raise RequestError(
            f"where run folders belong on {cluster.name} is not known",
            hint=f"write {own_file(cluster.name)} with the keys {keys}",
        )
    if "{account}" in template and not account:
        raise RequestError(
            "the run folder of this cluster needs an account", hint="set placement.account", field="placement.account"
        )
    unset = [name for name in _VARIABLE.findall(template) if not environ.get(name)]
    if unset:
        raise RequestError(
            f"run folders on {cluster.name} are under ${unset[0]}, which is not set here",
            hint=f"log in to {cluster.name}, or set run_root in {own_file(cluster.name)}",
        )
    filled = template.replace("{account}", account or "").replace("{user}", getpass.getuser())
    return _VARIABLE.sub(lambda found: environ[found[1]], filled)


def own_file(name: str) -> str:
    """Where a user's own file of that cluster lies."""
    return str(Paths.default().config / "clusters" / f"{name}.yaml")


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
