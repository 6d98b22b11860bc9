"""Signals: --signal before the time limit, scancel --signal, and whom each of them reaches."""

from __future__ import annotations

import pytest
from tests.contract.under_test import SlurmUnderTest

_LOOP = "while :; do sleep 0.1; done"
_TASK = f"trap 'echo step USR1' USR1; trap 'echo step TERM; exit 0' TERM; echo ready; {_LOOP}"
_BATCH = (
    "trap 'echo batch USR1' USR1; trap 'echo batch TERM; exit 3' TERM\n"
    "srun bash task.sh &\nwhile :; do wait; sleep 0.1; done\n"
)


def _running(slurm: SlurmUnderTest, *words: str) -> int:
    """A job whose script and whose task say which signals they get."""
    (slurm.work / "task.sh").write_text(_TASK)
    (slurm.work / "job.sh").write_text(f"#!/bin/bash\n{_BATCH}")
    job_id = slurm.submit(*words, "job.sh")
    slurm.wait_for_file(f"slurm-{job_id}.out", "ready")
    return job_id


def _says(slurm: SlurmUnderTest, job_id: int, text: str) -> list[str]:
    """Who has got a signal, once `text` is in the log."""
    lines = slurm.wait_for_file(f"slurm-{job_id}.out", text).splitlines()
    return sorted({line for line in lines if line.startswith(("batch ", "step "))})


@pytest.mark.parametrize("name", ["USR1", "SIGUSR1", "usr1", "10"])
def test_scancel_signals_the_steps_and_not_the_script(slurm: SlurmUnderTest, name: str) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", f"--signal={name}", str(job_id))
    assert _says(slurm, job_id, "step USR1") == ["step USR1"]
    assert slurm.squeue(job_id) == "RUNNING"


def test_scancel_signals_the_script_alone(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", "--batch", "-s", "USR1", str(job_id))
    assert _says(slurm, job_id, "batch USR1") == ["batch USR1"]
    assert slurm.squeue(job_id) == "RUNNING"


def test_scancel_signals_everything(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", "--full", "-s", "USR1", str(job_id))
    slurm.wait_for(lambda: _says(slurm, job_id, "USR1") == ["batch USR1", "step USR1"])


def test_scancel_signals_one_step(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", "-s", "USR1", f"{job_id}.0")
    assert _says(slurm, job_id, "step USR1") == ["step USR1"]


def test_term_by_name_ends_the_steps_and_not_the_job(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", "--signal=TERM", str(job_id))
    assert _says(slurm, job_id, "step TERM") == ["step TERM"]
    assert slurm.squeue(job_id) == "RUNNING"


def test_the_script_alone_is_ended(slurm: SlurmUnderTest) -> None:
    job_id = _running(slurm)
    slurm.out("scancel", "--batch", "--signal=TERM", str(job_id))
    assert slurm.wait(job_id) == "FAILED"
    assert slurm.shown(job_id)["ExitCode"] == "3:0"
    assert "batch TERM" in slurm.log(job_id)


@pytest.mark.parametrize("hold", [True, False])
def test_kill_by_name_is_a_cancel(slurm: SlurmUnderTest, hold: bool) -> None:
    job_id = slurm.wrap("sleep 300", *(["--hold"] if hold else []))
    slurm.wait(job_id, "PENDING" if hold else "RUNNING")
    slurm.out("scancel", "--signal=KILL", str(job_id))
    assert slurm.wait(job_id) == "CANCELLED"


def test_what_cannot_be_signalled(slurm: SlurmUnderTest) -> None:
    waiting = slurm.wrap("true", "--hold")
    done = slurm.run("scancel", "--signal=USR1", str(waiting))
    text = f"scancel: error: Kill job error on job id {waiting}: Job can not be altered now, try again later\n"
    assert (done.returncode != 0, done.stderr) == (True, text)
    assert slurm.squeue(waiting) == "PENDING"
    done = slurm.run("scancel", "--signal=USR1", "999999")
    text = "scancel: error: Kill job error on job id 999999: Invalid job id specified\n"
    assert (done.returncode != 0, done.stderr) == (True, text)
    done = slurm.run("scancel", "--signal=NONSENSE", str(waiting))
    assert (done.returncode, done.stderr) == (1, "Unknown job signal: NONSENSE\n")


@pytest.mark.parametrize("text", ["NONSENSE", "B:", "@5", "USR1@x", "USR1@-1", "10@99999"])
def test_time_signals_that_are_none(slurm: SlurmUnderTest, text: str) -> None:
    done = slurm.run("sbatch", f"--signal={text}", "--wrap", "true")
    assert (done.returncode, done.stderr) == (255, "sbatch: error: Invalid --signal specification\n")


@pytest.mark.parametrize(
    ("option", "line"), [("B:USR1@55", "batch USR1"), ("USR1@55", "step USR1"), ("R:USR1@55", "step USR1")]
)
def test_a_signal_before_the_time_limit(slurm: SlurmUnderTest, option: str, line: str) -> None:
    # A cluster looks at the clock every half minute at best: what is due at second five comes within the minute.
    job_id = _running(slurm, "-t", "1", f"--signal={option}")
    assert _says(slurm, job_id, "USR1") == [line]
    assert slurm.squeue(job_id) == "RUNNING"


def test_the_script_saves_its_work_and_requeues_itself_in_time(slurm: SlurmUnderTest) -> None:
    (slurm.work / "job.sh").write_text(
        "#!/bin/bash\n#SBATCH --signal=B:USR1@55 -t 1 --requeue --open-mode=append\n"
        '[ -z "$SLURM_RESTART_COUNT" ] || { echo resumed; exit; }\n'
        "trap 'echo saved; scontrol requeue $SLURM_JOB_ID; exit' USR1\nsleep 300 &\nwait\n"
    )
    job_id = slurm.submit("job.sh")
    slurm.wait_for_file(f"slurm-{job_id}.out", "saved")
    slurm.wait_for(lambda: slurm.shown(job_id)["Restarts"] == "1")
    slurm.start_again(job_id)
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.log(job_id).endswith("resumed\n")
