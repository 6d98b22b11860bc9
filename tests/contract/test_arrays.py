"""Job arrays: ids, listings, environment, files and how one task or all of them are ended."""

from __future__ import annotations

import pytest
from tests.contract.under_test import ENDED, SlurmUnderTest


def _list(slurm: SlurmUnderTest, job_id: int | str, *words: str, fields: str = "%i") -> list[str]:
    return sorted(slurm.out("squeue", "-h", "-j", str(job_id), "-o", fields, *words).split())


def _states(slurm: SlurmUnderTest, job_id: int) -> dict[str, str]:
    lines = _list(slurm, job_id, "-r", "-t", "all", fields="%i=%T")
    return dict(line.split("=") for line in lines)


def _wait(slurm: SlurmUnderTest, job_id: int) -> dict[str, str]:
    """Wait until every task of the array has ended."""
    slurm.wait_for(lambda: all(state in ENDED for state in _states(slurm, job_id).values()))
    return _states(slurm, job_id)


def test_an_array_that_waits_is_one_line(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=1-7:2,8%2", "--hold")
    assert slurm.out("squeue", "-h", "-j", str(job_id), "-o", "%i|%F|%K|%A|%T") == (
        f"{job_id}_[1,3,5,7-8%2]|{job_id}|1,3,5,7-8%2|{job_id}|PENDING\n"
    )
    assert _list(slurm, job_id, "-r") == [f"{job_id}_{task}" for task in (1, 3, 5, 7, 8)]
    assert _list(slurm, f"{job_id}_3") == [f"{job_id}_3"]
    assert _list(slurm, f"{job_id}_4") == []


def test_many_indices_at_one_distance_are_written_short(slurm: SlurmUnderTest) -> None:
    assert _list(slurm, slurm.wrap("true", "--array=1-399:2", "--hold"), fields="%K") == ["1-399:2"]


@pytest.mark.parametrize("text", ["3-1", "x", "0-10:0", "0-99999", "-1"])
def test_specifications_that_are_none(slurm: SlurmUnderTest, text: str) -> None:
    done = slurm.run("sbatch", f"--array={text}", "--wrap", "true")
    line = "sbatch: error: Batch job submission failed: Invalid job array specification\n"
    assert (done.returncode, done.stderr) == (1, line)
    done = slurm.run("sbatch", "--test-only", f"--array={text}", "--wrap", "true")
    assert (done.returncode, done.stderr) == (1, "allocation failure: Invalid job array specification\n")


def test_test_only_takes_an_array_as_one_task(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--test-only", "--array=1-9%2", "--wrap", "true")
    assert (done.returncode, " using 1 processors on nodes " in done.stderr) == (0, True)
    assert slurm.out("squeue", "-h", "--me") == ""


def test_tasks_run_with_their_own_environment_and_files(slurm: SlurmUnderTest) -> None:
    names = [f"SLURM_ARRAY_{name}" for name in ("JOB_ID", "TASK_ID", "TASK_COUNT", "TASK_MIN", "TASK_MAX", "TASK_STEP")]
    show = "echo " + " ".join(f"${name}" for name in names)
    job_id = slurm.wrap(f"srun sh -c '{show}'; echo $SLURM_JOB_ID", "--array=2-6:4", "-o", "%A_%a.txt")
    assert set(_wait(slurm, job_id).values()) == {"COMPLETED"}
    logs = {task: (slurm.work / f"{job_id}_{task}.txt").read_text().splitlines() for task in (2, 6)}
    assert {task: log[0] for task, log in logs.items()} == {task: f"{job_id} {task} 2 2 6 4" for task in (2, 6)}
    # The last task to start keeps the array's own number.
    assert len({logs[2][1], logs[6][1]}) == 2
    assert logs[6][1] == str(job_id)


def test_a_file_of_its_own_for_every_task_by_default(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("echo $SLURM_ARRAY_TASK_ID", "--array=0-1")
    _wait(slurm, job_id)
    assert [(slurm.work / f"slurm-{job_id}_{task}.out").read_text() for task in (0, 1)] == ["0\n", "1\n"]


def test_no_more_tasks_at_a_time_than_the_limit(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "--array=0-3%1")
    slurm.wait_for(lambda: _list(slurm, job_id, fields="%i|%r") == [f"{job_id}_0|None", _limited(job_id)])
    slurm.out("scancel", f"{job_id}_0")
    slurm.wait_for(lambda: f"{job_id}_1=RUNNING" in _list(slurm, job_id, "-r", fields="%i=%T"))
    assert _states(slurm, job_id)[f"{job_id}_2"] == "PENDING"


def _limited(job_id: int) -> str:
    return f"{job_id}_[1-3%1]|JobArrayTaskLimit"


def test_tasks_that_wait_are_cancelled_one_by_one_or_in_a_range(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=1-9", "--hold")
    slurm.out("scancel", f"{job_id}_4")
    assert _list(slurm, job_id) == [f"{job_id}_[1-3,5-9]"]
    slurm.out("scancel", f"{job_id}_[2,6-8]", f"{job_id}_77")
    assert _list(slurm, job_id) == [f"{job_id}_[1,3,5,9]"]
    slurm.out("scancel", str(job_id))
    assert slurm.out("squeue", "-h", "-j", str(job_id)) == ""


def test_the_whole_array_is_cancelled_with_its_running_tasks(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "--array=0-5%2")
    slurm.wait_for(lambda: list(_states(slurm, job_id).values()).count("RUNNING") == 2)
    slurm.out("scancel", str(job_id))
    assert set(_wait(slurm, job_id).values()) == {"CANCELLED"}


def test_a_running_task_is_cancelled_alone(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "--array=0-1")
    slurm.wait_for(lambda: list(_states(slurm, job_id).values()).count("RUNNING") == 2)
    raw = _list(slurm, f"{job_id}_0", fields="%A")[0]
    slurm.out("scancel", f"{job_id}_0")
    slurm.wait_for(lambda: _states(slurm, job_id) == {f"{job_id}_0": "CANCELLED", f"{job_id}_1": "RUNNING"})
    assert _list(slurm, raw, "-t", "all") == [f"{job_id}_0"]


def test_scontrol_shows_an_array_and_its_tasks(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=1-3%2", "--hold")
    assert slurm.out("scontrol", "show", "job", str(job_id)).startswith(
        f"JobId={job_id} ArrayJobId={job_id} ArrayTaskId=1-3%2 ArrayTaskThrottle=2 JobName=wrap\n"
    )
    text = slurm.out("scontrol", "show", "job", f"{job_id}_2")
    assert text.startswith(f"JobId={job_id} ArrayJobId={job_id} ArrayTaskId=2 ArrayTaskThrottle=2 JobName=wrap\n")
    assert f"   StdOut={slurm.work}/slurm-{job_id}_2.out\n" in text
    done = slurm.run("scontrol", "show", "job", f"{job_id}_9")
    assert (done.returncode, done.stdout + done.stderr) == (1, f"Job {job_id}_9 not found\n")


def _rows(slurm: SlurmUnderTest, ids: str, fields: str, *words: str) -> list[str]:
    return sorted(slurm.out("sacct", "-n", "-P", "-j", ids, "-o", fields, *words).splitlines())


def test_rows_of_sacct(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("exit $SLURM_ARRAY_TASK_ID", "--array=0-1")
    _wait(slurm, job_id)
    expected = [
        f"{job_id}_0.batch|COMPLETED|0:0",
        f"{job_id}_0|COMPLETED|0:0",
        f"{job_id}_1.batch|FAILED|1:0",
        f"{job_id}_1|FAILED|1:0",
    ]
    slurm.wait_for(lambda: _rows(slurm, str(job_id), "JobID,State,ExitCode") == expected)
    assert len(set(_rows(slurm, str(job_id), "JobIDRaw", "-X")) - {str(job_id)}) == 1
    assert _rows(slurm, f"{job_id}_1", "JobID", "-X") == [f"{job_id}_1"]


def test_sacct_shows_what_waits_as_one_row(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=2-5%3", "--hold")
    assert slurm.sacct(job_id, "JobID,JobIDRaw,State") == [[f"{job_id}_[2-5%3]", str(job_id), "PENDING"]]


def test_wait_returns_the_highest_exit_code_of_the_tasks(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--parsable", "--wait", "--array=0-3", "--wrap", "exit $SLURM_ARRAY_TASK_ID")
    assert (done.returncode, done.stdout.strip().isdecimal()) == (3, True)


def test_one_task_is_held_and_released(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--array=0-2", "--hold")
    slurm.out("scontrol", "release", f"{job_id}_1")
    slurm.wait_for(lambda: _states(slurm, job_id).get(f"{job_id}_1") == "COMPLETED")
    assert sorted(_states(slurm, job_id).items()) == [
        (f"{job_id}_0", "PENDING"),
        (f"{job_id}_1", "COMPLETED"),
        (f"{job_id}_2", "PENDING"),
    ]
