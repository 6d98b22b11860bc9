"""A controller that stands still: sbatch gives up, the job is in the queue all the same, and nobody submits another."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.realslurm.cluster import RealSlurm

from llmtui.errors import CannotTellError
from llmtui.remote.local import LocalTransport
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.recover import find_submitted
from llmtui.services.submission.submit import submit
from llmtui.services.watching.budget import QueryLog

from .overssh import calls, jobs, slow_sbatch
from .runs import EMBEDDED, SCRIPT_TEXT, draft


def _naive(folder: Path, bin_folder: Path) -> subprocess.Popen[bytes]:
    folder.mkdir()
    (folder / "job.sh").write_bytes(SCRIPT_TEXT)
    return subprocess.Popen([str(bin_folder / "sbatch"), "job.sh"], cwd=folder, stderr=subprocess.DEVNULL)


def test_taken_by_a_controller_that_answers_too_late(
    slurm: RealSlurm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in slurm.environment.items():
        monkeypatch.setenv(name, value)
    commands = slow_sbatch(tmp_path, slurm, 0.0)
    link, records = Link(EMBEDDED, LocalTransport(commands), QueryLog()), Records(tmp_path / "records")
    controller = slurm.daemons.pid("slurmctld")
    os.kill(controller, signal.SIGSTOP)
    try:
        # The planted fault: a client that takes a time-out for a refusal.
        naive = _naive(tmp_path / "naive", commands)
        with pytest.raises(CannotTellError, match="Socket timed out"):
            submit(link, records, draft(tmp_path / "runs"), lambda text: None)
        assert naive.wait(30) == 1
    finally:
        os.kill(controller, signal.SIGCONT)
    slurm.daemons.until("an answer", lambda: slurm.run("squeue", "-h").returncode == 0, 30)
    _naive(tmp_path / "again", commands).wait(30)
    subprocess.run([str(commands / "sbatch"), "job.sh"], cwd=tmp_path / "naive", check=True, stdout=subprocess.DEVNULL)
    (unknown,) = records.load().records
    assert unknown.submission == "SUBMIT_UNKNOWN"
    find_submitted(link, records, [unknown], time.time())
    (found,) = records.load().records
    queue, called = jobs(slurm), calls(tmp_path / "calls")
    print(f"ours {queue[found.id]}, naive {queue['naive']}")
    assert (found.submission, [found.job_id]) == ("SUBMITTED", queue[found.id])
    assert called[found.id] == 1
    assert (len(queue["naive"]), called["naive"]) == (2, 2)
