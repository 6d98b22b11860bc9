"""Requeue: the same id runs again, what it wrote stays with --open-mode=append, and sacct keeps the earlier run.

A requeued job waits (BeginTime): two minutes on a cluster, some seconds here.
"""

from __future__ import annotations

from tests.contract.under_test import SlurmUnderTest

_AGAIN = 'echo run ${SLURM_RESTART_COUNT:-0}; [ "${SLURM_RESTART_COUNT:-0}" -gt 0 ] || sleep 300'


def _waits(slurm: SlurmUnderTest, job_id: int) -> None:
    slurm.wait_for(lambda: slurm.squeue(job_id) != "COMPLETING")


def _running(slurm: SlurmUnderTest, *words: str) -> int:
    job_id = slurm.wrap(_AGAIN, "--requeue", *words)
    slurm.wait_for_file(f"slurm-{job_id}.out", "run 0\n")
    return job_id


def test_a_running_job_is_put_back_and_runs_again(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm, "--open-mode=append")
    slurm.out("scontrol", "requeue", str(job_id))
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    log = slurm.log(job_id)
    assert log.startswith("run 0\n")
    assert log.endswith("run 1\n")
    assert "error: *** JOB" in log
    assert " DUE TO JOB REQUEUE ***\n" in log
    assert slurm.shown(job_id)["Restarts"] == "1"
    assert slurm.shown(job_id)["Requeue"] == "1"


def test_without_append_the_log_is_cut(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scontrol", "requeue", str(job_id))
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.log(job_id) == "run 1\n"


def test_a_requeued_job_waits_for_its_time(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scontrol", "requeue", str(job_id))
    _waits(slurm, job_id)
    assert slurm.squeue(job_id, "%T|%r|%N") == "PENDING|BeginTime|"
    shown = slurm.shown(job_id)
    assert (shown["Restarts"], shown["RunTime"]) == ("1", "00:00:00")
    assert shown["SubmitTime"] < shown["EligibleTime"]
    slurm.out("scancel", str(job_id))
    assert slurm.wait(job_id) == "CANCELLED"


def test_a_script_requeues_itself(slurm: SlurmUnderTest) -> None:
    script = slurm.work / "again.sh"
    script.write_text(
        "#!/bin/bash\n#SBATCH --requeue --open-mode=append\n"
        "echo count ${SLURM_RESTART_COUNT:-none}\n"
        '[ -n "$SLURM_RESTART_COUNT" ] || { scontrol requeue $SLURM_JOB_ID; echo rc $?; sleep 300; }\n'
        "srun sh -c 'echo task $SLURM_RESTART_COUNT'\n"
    )
    job_id = slurm.submit(script.name)
    slurm.wait_for(lambda: slurm.shown(job_id)["Restarts"] == "1")
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    lines = slurm.log(job_id).splitlines()
    assert lines[0] == "count none"
    assert lines[-2:] == ["count 1", "task 1"]


def test_a_script_that_ends_right_after_its_requeue_still_runs_again(slurm: SlurmUnderTest) -> None:
    code = '[ -n "$SLURM_RESTART_COUNT" ] || scontrol requeue $SLURM_JOB_ID; echo ${SLURM_RESTART_COUNT:-0} >>runs'
    job_id = slurm.wrap(code, "--requeue", "--open-mode=append")
    slurm.wait_for(lambda: slurm.shown(job_id)["Restarts"] == "1")
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    assert (slurm.work / "runs").read_text().split()[-1] == "1"


def test_a_failed_job_runs_again(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("exit ${SLURM_RESTART_COUNT:-9}", "--requeue")
    assert slurm.wait(job_id) == "FAILED"
    slurm.out("scontrol", "requeue", str(job_id))
    slurm.start_again(job_id)
    slurm.wait_for(lambda: slurm.squeue(job_id, "%T|%r") == "FAILED|NonZeroExitCode")
    assert slurm.shown(job_id)["ExitCode"] == "1:0"


def test_a_job_that_may_not_be_requeued(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "--no-requeue")
    slurm.wait(job_id, "RUNNING")
    done = slurm.run("scontrol", "requeue", str(job_id))
    line = f"Requested operation is presently disabled for job {job_id}\n"
    assert (done.returncode, done.stdout + done.stderr) == (1, line)
    assert (slurm.squeue(job_id), slurm.shown(job_id)["Requeue"]) == ("RUNNING", "0")


def test_what_is_waiting_or_unknown_cannot_be_requeued(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--hold", "--requeue")
    done = slurm.run("scontrol", "requeue", str(job_id))
    assert (done.returncode, done.stdout + done.stderr) == (1, f"Job is pending execution for job {job_id}\n")
    done = slurm.run("scontrol", "requeue", "999999")
    assert (done.returncode, done.stdout + done.stderr) == (1, "Invalid job id specified for job 999999\n")
    done = slurm.run("scontrol", "requeue")
    assert (done.returncode, done.stdout + done.stderr) == (1, "too few arguments for keyword:requeue\n")


def test_requeuehold_waits_for_a_release(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scontrol", "requeuehold", str(job_id))
    _waits(slurm, job_id)
    assert slurm.becomes(job_id, "%T|%r|%Q", "PENDING|job requeued in held state|0")
    assert slurm.shown(job_id)["Reason"] == "job_requeued_in_held_state"
    slurm.out("scontrol", "release", str(job_id))
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"


def test_one_task_of_an_array_is_requeued(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap(_AGAIN, "--requeue", "--array=0-1", "--open-mode=append")
    for task in (0, 1):
        slurm.wait_for_file(f"slurm-{job_id}_{task}.out", "run 0\n")
    slurm.out("scontrol", "requeue", f"{job_id}_1")

    def states() -> set[str]:
        return set(slurm.out("squeue", "-h", "-t", "all", "-j", str(job_id), "-o", "%i=%T").split())

    slurm.wait_for(lambda: f"{job_id}_1=PENDING" in states())
    assert f"{job_id}_0=RUNNING" in states()
    slurm.out("scancel", str(job_id))
    slurm.wait_for(lambda: states() == {f"{job_id}_0=CANCELLED", f"{job_id}_1=CANCELLED"})


def test_sacct_shows_earlier_runs_when_asked(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scontrol", "requeue", str(job_id))
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    slurm.recorded(job_id)
    assert slurm.sacct(job_id, "State,ExitCode", "-X") == [["COMPLETED", "0:0"]]
    rows = slurm.sacct(job_id, "JobID,State,ExitCode", "-X", "--duplicates")
    assert rows == [[str(job_id), "REQUEUED", "0:0"], [str(job_id), "COMPLETED", "0:0"]]


def test_a_job_is_cancelled_while_it_is_being_requeued(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("trap '' TERM; echo ready; while :; do sleep 0.1; done", "--requeue")
    slurm.wait_for_file(f"slurm-{job_id}.out", "ready")
    slurm.out("scontrol", "requeue", str(job_id))
    assert slurm.squeue(job_id) == "COMPLETING"
    slurm.out("scancel", str(job_id))
    assert slurm.wait(job_id) == "CANCELLED"
