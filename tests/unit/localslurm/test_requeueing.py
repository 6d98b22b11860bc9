"""The embedded Slurm's own promises about requeue, arrays and exported functions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import embedded
from tests.contract.under_test import SlurmUnderTest

_AGAIN = 'echo run ${SLURM_RESTART_COUNT:-0}; [ "${SLURM_RESTART_COUNT:-0}" -gt 0 ] || sleep 300'


@pytest.fixture
def slurm(tmp_path: Path) -> Iterator[SlurmUnderTest]:
    """An embedded Slurm with its own state folder."""
    under_test = embedded(tmp_path)
    yield under_test
    under_test.clear()


def _record(slurm: SlurmUnderTest, job_id: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((slurm.commands.parent / "jobs" / f"{job_id}.json").read_text())
    return loaded


def _running(slurm: SlurmUnderTest, *words: str) -> int:
    job_id = slurm.wrap(_AGAIN, "--requeue", "--open-mode=append", *words)
    slurm.wait_for_file(f"slurm-{job_id}.out", "run 0\n")
    return job_id


def test_a_killed_supervisor_requeues_a_job_that_may_be(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    os.kill(_record(slurm, job_id)["owner"]["pid"], signal.SIGKILL)
    assert slurm.wait(job_id) == "COMPLETED"
    rows = slurm.sacct(job_id, "State,ExitCode,Restarts", "-X", "-D")
    assert rows == [["NODE_FAIL", "1:0", "0"], ["COMPLETED", "0:0", "1"]]
    assert "DUE TO NODE FAILURE" in slurm.log(job_id)
    assert slurm.log(job_id).endswith("run 1\n")


def test_a_supervisor_killed_during_a_requeue_does_not_lose_the_job(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap(f"trap '' TERM; {_AGAIN}", "--requeue", "--open-mode=append")
    slurm.wait_for_file(f"slurm-{job_id}.out", "run 0\n")
    slurm.out("scontrol", "requeue", str(job_id))
    os.kill(_record(slurm, job_id)["owner"]["pid"], signal.SIGKILL)
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.log(job_id).endswith("run 1\n")


def test_a_requeued_job_starts_again_though_nobody_runs_a_command(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scontrol", "requeue", str(job_id))
    slurm.wait_for_file(f"slurm-{job_id}.out", "run 1\n")


def test_of_eight_requeues_at_once_one_counts(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: slurm.run("scontrol", "requeue", str(job_id)), range(8)))
    assert sorted(item.returncode for item in done) == [0, *[1] * 7]
    assert {item.stderr for item in done} == {"", f"Job is pending execution for job {job_id}\n"}
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.shown(job_id)["Restarts"] == "1"


def test_hold_and_release_at_once_leave_a_whole_record(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--hold", "--array=0-19")
    words = [("hold" if number % 2 else "release", f"{job_id}_{number // 2}") for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda pair: slurm.run("scontrol", *pair), words))
    # A task that a release has let run to its end cannot be held any more.
    over = "slurm_suspend error: Job has already finished\n"
    assert all(item.stderr == "" or item.stderr.endswith(over) for item in done)
    lines = slurm.out("squeue", "-h", "-r", "-t", "all", "-j", str(job_id), "-o", "%i").split()
    assert sorted(lines) == sorted(f"{job_id}_{task}" for task in range(20))


def test_a_thousand_waiting_tasks_are_one_record_and_listed_fast(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=0-1000%4", "--hold")
    assert len(list((slurm.commands.parent / "jobs").iterdir())) == 1
    alone = min(_seconds(slurm, "sbatch", "--version") for _ in range(3))
    assert min(_seconds(slurm, "squeue", "-r") for _ in range(3)) < alone + 0.5
    assert slurm.out("squeue", "-h", "-r").count(f" {job_id}_") == 1001


def test_the_script_is_kept_while_the_array_or_a_requeue_needs_it(slurm: SlurmUnderTest) -> None:
    spool = slurm.commands.parent / "spool"
    array = slurm.wrap("true", "--array=0-2%1")
    single = slurm.wrap("true", "--requeue")
    slurm.wait(single)
    slurm.wait_for(lambda: slurm.out("squeue", "-h", "-j", str(array)) == "")
    assert [path.name for path in spool.iterdir()] == [str(single)]
    record = slurm.commands.parent / "ended" / f"{single}.json"
    data = json.loads(record.read_text())
    record.write_text(json.dumps({**data, "end_time": time.time() - 3600}))
    done = slurm.run("squeue", "-h")
    assert (done.returncode, list(spool.iterdir())) == (0, [])
    done = slurm.run("scontrol", "requeue", str(single))
    assert (done.returncode, done.stderr) == (1, f"Job has already finished for job {single}\n")


def test_an_array_outlives_a_crash_between_two_writes(slurm: SlurmUnderTest) -> None:
    array = slurm.wrap("sleep 300", "--array=0-1%1")
    slurm.wait_for(lambda: "R" in slurm.out("squeue", "-h", "-o", "%t").split())
    # As if the command had been killed after it wrote the task, before it took the task off the array's list.
    path = slurm.commands.parent / "jobs" / f"{array}.json"
    data = _record(slurm, array)
    data["array"]["waiting"] = [0, 1]
    path.write_text(json.dumps(data))
    slurm.out("scontrol", "hold", f"{array}_1")
    slurm.out("scancel", f"{array}_0")
    time.sleep(0.5)
    lines = slurm.out("squeue", "-h", "-r", "-t", "all", "-o", "%i %T").splitlines()
    assert sorted(lines) == [f"{array}_0 CANCELLED", f"{array}_1 PENDING"]


def test_exported_functions_reach_the_script_and_its_tasks(slurm: SlurmUnderTest) -> None:
    (slurm.work / "job.sh").write_text(
        "#!/bin/bash\nmine() { echo mine of the script; }\nexport -f mine\nbash -c mine\nsrun bash -c mine\n"
        "srun --export=ALL,X=1 bash -c mine\nyours\nsrun bash -c yours\n"
    )
    command = ["bash", "-c", "yours() { echo yours; }; export -f yours; sbatch --parsable job.sh"]
    environment = {**os.environ, "PATH": f"{slurm.commands}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=slurm.work, env=environment, capture_output=True, text=True, check=True)
    assert slurm.log(int(done.stdout)) == "mine of the script\n" * 3 + "yours\n" * 2


def test_a_start_up_file_of_bash_is_not_sourced_by_the_commands(slurm: SlurmUnderTest) -> None:
    (slurm.work / "env.sh").write_text("echo sourced >>sourced.txt\n")
    done = slurm.run("squeue", "-h", env={"BASH_ENV": str(slurm.work / "env.sh")})
    assert (done.returncode, done.stdout) == (0, "")
    assert not (slurm.work / "sourced.txt").exists()
    # The same variable does act on a script of bash without that care.
    subprocess.run(["bash", "-c", "true"], cwd=slurm.work, env={"BASH_ENV": "env.sh", "PATH": os.defpath}, check=True)
    assert (slurm.work / "sourced.txt").exists()


@pytest.mark.parametrize(
    "words",
    [
        "--cpu-bind=none",
        "--cpu-bind=verbose,mask_cpu:0x1",
        "--gpu-bind=closest",
        "--gpu-bind=none",
        "--kill-on-bad-exit=1",
        "-K",
        "--wait=60",
        "-W0",
        "--gpus-per-task=1",
        "--mpi=none",
        "--export=ALL,X=1",
        "--distribution=block:block",
        "--hint=nomultithread",
        "--exact -c1",
        "--overlap --mem=0",
        "--unbuffered",
    ],
)
def test_options_of_rendered_scripts_are_accepted_by_srun(slurm: SlurmUnderTest, words: str) -> None:
    job_id = slurm.wrap(f"srun {words} sh -c 'echo task $SLURM_PROCID'", "--gpus-per-node=1", "--gpu-bind=closest")
    assert slurm.log(job_id) == "task 0\n"


def _seconds(slurm: SlurmUnderTest, *words: str) -> float:
    started = time.monotonic()
    slurm.out(*words)
    return time.monotonic() - started
