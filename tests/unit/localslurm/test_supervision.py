"""What only the embedded Slurm has: supervisors that may be killed, a state folder that many processes share."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import embedded
from tests.contract.under_test import SlurmUnderTest

from llmtui.localslurm.controller import Controller
from llmtui.localslurm.job import Job, Request, job_from_dict, job_to_dict
from llmtui.localslurm.processes import alive, owner_of, read_process
from llmtui.localslurm.store import Store


@pytest.fixture
def slurm(tmp_path: Path) -> Iterator[SlurmUnderTest]:
    """An embedded Slurm with its own state folder."""
    under_test = embedded(tmp_path)
    yield under_test
    under_test.clear()


def _state(slurm: SlurmUnderTest) -> Path:
    return slurm.commands.parent


def _record(slurm: SlurmUnderTest, job_id: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_state(slurm) / "jobs" / f"{job_id}.json").read_text())
    return loaded


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while read_process(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    return read_process(pid) is None


def test_a_killed_supervisor_never_leaves_a_running_job(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("setsid sleep 300 & echo $! $$; echo ready; wait")
    next_id = slurm.wrap("true", "--exclusive")
    pids = [int(word) for word in slurm.wait_for_file(f"slurm-{job_id}.out", "ready").split()[:2]]
    os.kill(_record(slurm, job_id)["owner"]["pid"], signal.SIGKILL)
    assert slurm.wait(job_id) == "NODE_FAIL"
    assert slurm.squeue(job_id, "%r|%R") == "NodeDown|127.0.0.1"
    assert slurm.sacct(job_id, "State,ExitCode")[:2] == [["NODE_FAIL", "1:0"], ["CANCELLED", ""]]
    shown = slurm.shown(job_id)
    assert (shown["Reason"], shown["FailedNode"], shown["ExitCode"]) == ("NodeDown", "127.0.0.1", "0:1")
    assert [_gone(pid) for pid in pids] == [True, True]
    assert "DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***" in slurm.log(job_id)
    assert slurm.wait(next_id) == "COMPLETED"


@pytest.mark.parametrize("change", [{"boot": "another boot"}, {"start": 1}])
def test_a_number_that_another_process_has_now_is_no_supervisor(
    slurm: SlurmUnderTest, change: dict[str, object]
) -> None:
    job_id = slurm.wrap("sleep 300")
    record = _record(slurm, job_id)
    os.kill(record["owner"]["pid"], signal.SIGKILL)
    with subprocess.Popen(["sleep", "300"]) as other:
        record["owner"] = {**asdict(owner_of(other.pid)), **change}
        (_state(slurm) / "jobs" / f"{job_id}.json").write_text(json.dumps(record))
        state = slurm.squeue(job_id)
        other.kill()
    assert state == "NODE_FAIL"


def test_a_supervisor_killed_while_ending_a_job_does_not_change_how_it_ended(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("trap '' TERM; echo ready; while :; do sleep 0.1; done")
    slurm.wait_for_file(f"slurm-{job_id}.out", "ready")
    slurm.out("scancel", str(job_id))
    os.kill(_record(slurm, job_id)["owner"]["pid"], signal.SIGKILL)
    assert slurm.wait(job_id) == "CANCELLED"


def test_a_supervisor_that_the_job_was_not_given_to_does_nothing(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300")
    done = slurm.run("sbatch", "--version")
    assert done.returncode == 0
    text = (slurm.commands / "sbatch").read_text().replace("sbatch", "supervise")
    (slurm.commands / "supervise").write_text(text)
    (slurm.commands / "supervise").chmod(0o700)
    assert slurm.run("supervise", str(job_id)).returncode == 1
    assert slurm.squeue(job_id) == "RUNNING"


def test_a_job_submitted_within_a_job_lives_on(slurm: SlurmUnderTest) -> None:
    # sbatch --wait is still there when the outer job ends, so that the inner supervisor is a child of a process of it.
    inner = "sbatch --parsable --wait --wrap 'sleep 0.7; echo inner lives'"
    outer = slurm.wrap(f"{inner} & until grep -q . slurm-$SLURM_JOB_ID.out; do sleep 0.05; done")
    assert slurm.wait(outer) == "COMPLETED"
    assert slurm.log(int(slurm.log(outer))) == "inner lives\n"


def test_options_that_change_what_runs_are_refused(slurm: SlurmUnderTest) -> None:
    for words in (["--begin=tomorrow"], ["-O"], ["--input=file"], ["--uid=1"]):
        done = slurm.run("sbatch", *words, "--wrap", "true")
        assert done.returncode == 1
        assert done.stderr.endswith(" is not supported by the embedded Slurm\n")
    for words in (["scontrol", "suspend", "1"], ["scontrol", "update", "JobId=1", "Nice=1"], ["squeue", "-S", "i"]):
        done = slurm.run(*words)
        assert (done.returncode, "is not supported by the embedded Slurm" in done.stderr) == (1, True)


def test_srun_outside_of_a_job_says_what_to_do(slurm: SlurmUnderTest) -> None:
    done = slurm.run("srun", "true")
    assert done.returncode == 1
    assert "submit that with sbatch" in done.stderr


def test_srun_joins_a_running_job_by_its_id(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-c2")
    done = slurm.run("srun", "--overlap", f"--jobid={job_id}", "sh", "-c", "echo $SLURM_JOB_ID $SLURM_STEP_ID")
    assert done.stdout == f"{job_id} 0\n"


def test_a_state_folder_that_is_not_there(slurm: SlurmUnderTest, tmp_path: Path) -> None:
    (_state(slurm) / "describe.json").rename(tmp_path / "kept")
    for words in (["sbatch", "--wrap", "true"], ["squeue"], ["sacct"], ["sinfo"], ["scancel", "1"]):
        done = slurm.run(*words)
        assert (done.returncode, "Traceback" in done.stderr, "describe.json" in done.stderr) == (1, False, True)
    (tmp_path / "kept").rename(_state(slurm) / "describe.json")


def test_a_record_that_cannot_be_read_is_left_out_and_told(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300")
    (_state(slurm) / "jobs" / "77.json").write_text('{"id": 77')
    done = slurm.run("squeue", "-h", "-o", "%i")
    assert done.stdout == f"{job_id}\n"
    assert "77.json" in done.stderr
    (_state(slurm) / "jobs" / "77.json").unlink()


def test_nothing_of_an_ended_job_stays_in_the_spool(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true")
    assert slurm.wait(job_id) == "COMPLETED"
    assert list((_state(slurm) / "spool").iterdir()) == []
    assert (_state(slurm) / "ended" / f"{job_id}.json").stat().st_mode & 0o077 == 0


def test_of_two_thousand_ended_jobs_none_is_read_without_need(
    slurm: SlurmUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(_state(slurm)))
    old = time.time() - 3600
    for number in range(1000, 3000):
        job = _job(number)
        job.state, job.end_time = "COMPLETED", old
        path = Path(store.folder) / "ended" / f"{number}.json"
        path.write_text(json.dumps(job_to_dict(job)))
        os.utime(path, (old, old))
    read: list[object] = []
    plain = Store._read

    def noted(store: Store, *place: Any) -> Job | None:
        read.append(place)
        return plain(store, *place)

    monkeypatch.setattr(Store, "_read", noted)
    assert store.ended(time.time() - 300) == []
    assert read == []
    assert len(store.ended(old - 1)) == len(read) == 2000, "the same counting sees those that are read"
    assert slurm.sacct(1500, "JobID,State", "-X") == [["1500", "COMPLETED"]]
    assert slurm.out("squeue", "-h", "-t", "all") == ""


def test_jobs_are_read_back_as_they_were_written() -> None:
    job = _job(3)
    job.owner = owner_of(os.getpid())
    assert job_from_dict(json.loads(json.dumps({**job_to_dict(job), "of a later version": 1}))) == job
    assert alive(job.owner)


def test_the_controller_needs_a_description(tmp_path: Path) -> None:
    (tmp_path / "describe.json").write_text('{"cluster": "x"}')
    with pytest.raises(ValueError, match=r"describe\.json"):
        Controller(str(tmp_path))


def test_zombies_are_no_processes() -> None:
    process = subprocess.Popen(["true"])
    deadline = time.monotonic() + 5
    while read_process(process.pid) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert read_process(process.pid) is None
    assert process.wait() == 0


def _job(number: int) -> Job:
    return Job(
        id=number,
        name="a name",
        user="user",
        uid=os.getuid(),
        group="group",
        gid=1,
        request=Request(partition="main", time_limit=60),
        token="token",
        work_dir="/somewhere",
        output="",
        error="",
        command="",
        submit_time=1.0,
    )
