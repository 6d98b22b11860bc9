"""Run folders with a small script in them, and their records."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import replace
from pathlib import Path

from tests.fakes.drafts import quick_draft
from tests.fakes.plans import model

from llmtui.domain.bundle import MANIFEST, RUN, SCRIPT, JobBundle
from llmtui.domain.cluster import Cluster, Partition
from llmtui.domain.record import JobRecord
from llmtui.services.journal.records import Records
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.submission.recover import find_submitted, settle_abandoned

SCRIPT_TEXT = b"#!/bin/bash\n#SBATCH --time=1\n#SBATCH --output=/dev/null\n#SBATCH --export=NONE\ntrue\n"
#: One that takes turns at once: the pace of submissions is tested for itself.
EMBEDDED = Cluster("here", "Here", embedded=True, partitions=(Partition("all"),), default_partition="all")


def draft(root: Path, cluster: Cluster = EMBEDDED) -> Draft:
    """A job of that small script, whose run folders are in `root`."""
    root.mkdir(parents=True, exist_ok=True)
    made = quick_draft(replace(cluster, run_root=str(root)), model(), root)
    return replace(made, bundle=JobBundle({SCRIPT: SCRIPT_TEXT, RUN: b"{}", MANIFEST: b"{}"}))


def staged(folder: Path, records: Records, *, submission: str = "SUBMITTING", created_at: float = 1000.0) -> JobRecord:
    """A run whose files are in place, as the journal holds it just before sbatch."""
    run_id = secrets.token_hex(16)
    run_dir = folder / run_id
    run_dir.mkdir(parents=True, mode=0o700)
    (run_dir / SCRIPT).write_bytes(SCRIPT_TEXT)
    record = JobRecord(
        id=run_id,
        name="quick",
        cluster=EMBEDDED.name,
        model="demo",
        task="script",
        run_dir=str(run_dir),
        created_at=created_at,
        submission=submission,  # type: ignore[arg-type]
        script_sha256=hashlib.sha256(SCRIPT_TEXT).hexdigest(),
        submitting_at=created_at,
    )
    return records.write(record)


def grown_old(record: JobRecord, seconds: float) -> None:
    """Let the attempt's folder look as if nothing had happened in it for so long."""
    path = Path(record.run_dir) / "submit.lock" / f"attempt-{record.attempt}"
    if not path.exists():
        return
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def settled(link: Link, records: Records, run_id: str, now: float) -> JobRecord:
    """What a llmtui that is started anew makes of the run in the next ten minutes of polls."""
    for _ in range(10):
        settle_abandoned(records, [records.get(run_id)])
        record = records.get(run_id)
        if record.submission != "SUBMIT_UNKNOWN" or record.resubmittable:
            return record
        find_submitted(link, records, [record], now)
        grown_old(record, 61.0)
        now += 61.0
    return records.get(run_id)
