"""again: another attempt of a run of which no job can have come, and of no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths

from .conftest import Answer

Run = Callable[..., Answer]
SCRIPT = b"#!/bin/bash\n#SBATCH --time=1 --output=slurm-%j.out\necho again\n"


def _run(tmp_path: Path, submission: str, **changes: object) -> Records:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    (folder / "job.sh").write_bytes(SCRIPT)
    records = Records(Paths.default().records)
    left = {"job_id": None, "run_dir": str(folder), "script_sha256": hashlib.sha256(SCRIPT).hexdigest(), **changes}
    records.create(record(7, submission=submission, task="script", events_path="", **left))
    return records


def test_a_refused_run_becomes_a_job(llmtui: Run, tmp_path: Path) -> None:
    records = _run(tmp_path, "REJECTED", problem="invalid qos")
    answer = llmtui("again", "job-7", "--wait")
    assert answer.code == 0, answer.err
    first, *_, last = answer.out.splitlines()
    left = records.find("job-7")
    assert first == f"{left.id} local/{left.job_id} SUBMITTED"
    assert last.startswith("COMPLETED")
    assert (left.attempt, (tmp_path / "run" / f"slurm-{left.job_id}.out").read_text()) == (2, "again\n")


@pytest.mark.parametrize(
    ("submission", "job_id", "hint"),
    [("SUBMITTED", 5, "llmtui show 00000000"), ("SUBMIT_UNKNOWN", None, "llmtui show 00000000")],
)
def test_a_run_that_may_have_a_job_is_left_alone(
    llmtui: Run, tmp_path: Path, submission: str, job_id: int | None, hint: str
) -> None:
    records = _run(tmp_path, submission, job_id=job_id)
    answer = llmtui("again", "job-7")
    assert (answer.code, answer.out) == (2, "")
    assert f"run 00000000 cannot be submitted again: {submission}" in answer.err
    assert hint in answer.err
    assert records.find("job-7").attempt == 1
    assert not (tmp_path / "run" / "submit.lock").exists()
