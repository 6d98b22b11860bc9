"""Held jobs: --hold, scontrol hold and release.

Whoever runs the Slurm may hold as an administrator: the reason is then JobHeldAdmin.
"""

from __future__ import annotations

from tests.contract.under_test import SlurmUnderTest

_HELD = ("PENDING|JobHeldUser|0", "PENDING|JobHeldAdmin|0")


def _held(slurm: SlurmUnderTest, job_id: int) -> bool:
    return slurm.squeue(job_id, "%T|%r|%Q") in _HELD


def test_a_job_is_submitted_held_and_released(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true", "--hold")
    assert slurm.squeue(job_id, "%T|%r|%R|%Q") == "PENDING|JobHeldUser|(JobHeldUser)|0"
    shown = slurm.shown(job_id)
    assert (shown["Priority"], shown["Reason"], shown["EligibleTime"]) == ("0", "JobHeldUser", "Unknown")
    slurm.out("scontrol", "release", str(job_id))
    assert slurm.wait(job_id) == "COMPLETED"


def test_a_waiting_job_is_held_and_lets_others_pass(slurm: SlurmUnderTest) -> None:
    first = slurm.wrap("sleep 300", "--exclusive")
    slurm.wait(first, "RUNNING")
    job_id, later = slurm.wrap("true"), slurm.wrap("true")
    slurm.out("scontrol", "hold", str(job_id))
    slurm.wait_for(lambda: _held(slurm, job_id))
    slurm.out("scancel", str(first))
    assert slurm.wait(later) == "COMPLETED"
    assert _held(slurm, job_id)
    slurm.out("scontrol", "release", f"jobid={job_id}")
    assert slurm.wait(job_id) == "COMPLETED"


def test_several_at_once_and_by_name(slurm: SlurmUnderTest) -> None:
    blocker = slurm.wrap("sleep 300", "--exclusive", "-J", "blocker")
    slurm.wait(blocker, "RUNNING")
    one, two = slurm.wrap("true", "-J", "pair"), slurm.wrap("true", "-J", "pair")
    slurm.out("scontrol", "hold", f"{one},{two}")
    slurm.wait_for(lambda: _held(slurm, one) and _held(slurm, two))
    slurm.out("scontrol", "release", str(one), str(two))
    slurm.wait_for(lambda: not _held(slurm, one) and not _held(slurm, two))
    slurm.out("scontrol", "uhold", "jobname=pair")
    assert slurm.becomes(one, "%T|%r|%Q", "PENDING|JobHeldUser|0")
    assert slurm.becomes(two, "%T|%r|%Q", "PENDING|JobHeldUser|0")


def test_a_held_array_and_a_cancelled_held_job(slurm: SlurmUnderTest) -> None:
    array = slurm.wrap("true", "--array=1-3", "-H")
    assert slurm.squeue(array, "%i|%r") == f"{array}_[1-3]|JobHeldUser"
    job_id = slurm.wrap("true", "-H")
    slurm.out("scancel", str(job_id))
    assert slurm.squeue(job_id) == "CANCELLED"


def test_what_cannot_be_held_or_released(slurm: SlurmUnderTest) -> None:
    for word in ("hold", "release"):
        done = slurm.run("scontrol", word, "999999")
        text = "Invalid job id specified for job 999999\nslurm_suspend error: Invalid job id specified\n"
        assert (done.returncode, done.stdout + done.stderr) == (1, text)
    job_id = slurm.wrap("true")
    slurm.wait(job_id)
    done = slurm.run("scontrol", "hold", str(job_id))
    assert done.returncode == 1
    assert f"Job has already finished for job {job_id}\n" in done.stdout + done.stderr


def test_test_only_takes_a_held_job(slurm: SlurmUnderTest) -> None:
    done = slurm.run("sbatch", "--test-only", "--hold", "--requeue", "--signal=B:USR1@60", "--wrap", "true")
    assert (done.returncode, "to start at" in done.stderr) == (0, True)
    assert slurm.out("squeue", "-h", "--me") == ""
