"""The states that a job goes through, with reasons, exit codes and what is written into its log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from tests.contract.under_test import SlurmUnderTest

_NOT_A_PROCESS = "ZX"


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0].decode() not in _NOT_A_PROCESS
    except OSError:
        return False


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _runs(pid)


@pytest.mark.parametrize(
    ("command", "state", "reason", "code"),
    [
        ("true", "COMPLETED", "None", "0:0"),
        ("exit 3", "FAILED", "NonZeroExitCode", "3:0"),
        ("kill -SEGV $$", "FAILED", "RaisedSignal:11(Segmentation fault)", "0:11"),
    ],
)
def test_how_a_script_ends(slurm: SlurmUnderTest, command: str, state: str, reason: str, code: str) -> None:
    job_id = slurm.wrap(command)
    assert slurm.wait(job_id) == state
    if reason.startswith("RaisedSignal") and not slurm.since(23, 2):
        reason = "JobLaunchFailure"
    assert slurm.squeue(job_id, "%r") == reason
    assert slurm.sacct(job_id, "State,ExitCode", "-X") == [[state, code]]
    assert slurm.shown(job_id)["ExitCode"] == code


def test_an_ended_job_leaves_plain_squeue(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("true")
    slurm.wait(job_id)
    assert slurm.out("squeue", "-h", "-j", str(job_id)) == ""
    assert slurm.squeue(job_id, "%i %t %R") == f"{job_id} CD {slurm.squeue(job_id, '%N')}"


def test_an_interpreter_that_is_not_there(slurm: SlurmUnderTest) -> None:
    (slurm.work / "bad.sh").write_text("#!/no/such/interpreter\ntrue\n")
    job_id = slurm.submit("bad.sh")
    assert slurm.wait(job_id) == "FAILED"
    assert slurm.sacct(job_id, "ExitCode", "-X") == [["2:0"]]
    text = "error: execve(): bad interpreter(/no/such/interpreter): No such file or directory\n"
    assert slurm.log(job_id).endswith(text)


def test_an_output_file_that_cannot_be_opened(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("touch ran", "-o", ".")
    assert slurm.wait(job_id) == "FAILED"
    assert slurm.sacct(job_id, "ExitCode", "-X") == [["0:53"]]
    assert not (slurm.work / "ran").exists()


def test_jobs_over_their_time_are_ended(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("sleep 300", "-t", slurm.time_limit)
    stubborn = slurm.wrap("trap '' TERM; echo $$; while :; do sleep 0.1; done", "-t", slurm.time_limit)
    assert slurm.wait(job_id) == "TIMEOUT"
    assert slurm.squeue(job_id, "%r|%R") == "TimeLimit|(TimeLimit)"
    assert slurm.sacct(job_id, "State,ExitCode", "-X") == [["TIMEOUT", "0:0"]]
    assert slurm.log(job_id).rstrip().endswith("DUE TO TIME LIMIT ***")
    assert f"error: *** JOB {job_id} ON " in slurm.log(job_id)
    assert slurm.wait(stubborn) == "TIMEOUT"
    assert slurm.sacct(stubborn, "ExitCode")[1] == ["0:9"]
    assert _gone(int(slurm.log(stubborn).splitlines()[0]))


def test_a_waiting_job_is_cancelled_at_once(slurm: SlurmUnderTest) -> None:
    slurm.wait(slurm.wrap("sleep 300", "--exclusive"), "RUNNING")
    job_id = slurm.wrap("true")
    assert slurm.becomes(job_id, "%T|%r", "PENDING|Resources")
    slurm.out("scancel", str(job_id))
    assert slurm.squeue(job_id, "%T|%r|%R") == "CANCELLED|Resources|"
    state, start, end, nodes = slurm.sacct(job_id, "State,Start,End,NodeList", "-X")[0]
    assert (state, nodes) == (f"CANCELLED by {os.getuid()}", "None assigned")
    assert (start == "None") == slurm.since(24, 11)
    assert end != "Unknown"


def test_a_running_job_is_cancelled_with_all_its_processes(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("setsid sleep 300 & echo $! $$; echo ready; wait")
    pids = [int(word) for word in slurm.wait_for_file(f"slurm-{job_id}.out", "ready").split()[:2]]
    done = slurm.run("scancel", "-v", str(job_id))
    assert (done.returncode, done.stderr) == (0, f"scancel: Terminating job {job_id}\n")
    assert slurm.wait(job_id) == "CANCELLED"
    assert slurm.sacct(job_id, "State,ExitCode")[0] == [f"CANCELLED by {os.getuid()}", "0:0"]
    assert slurm.sacct(job_id, "State,ExitCode")[1] == ["CANCELLED", "0:15"]
    assert [_gone(pid) for pid in pids] == [True, True]
    assert f"error: *** JOB {job_id} ON " in slurm.log(job_id)
    assert slurm.shown(job_id)["ExitCode"] == "0:15"


def test_a_cancelled_job_completes_while_it_saves_its_work(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("trap 'sleep 0.7; echo saved; exit 0' TERM; echo ready; while :; do sleep 0.1; done")
    slurm.wait_for_file(f"slurm-{job_id}.out", "ready")
    slurm.out("scancel", str(job_id))
    assert slurm.squeue(job_id, "%T|%t|%r") == "COMPLETING|CG|None"
    assert slurm.wait(job_id) == "CANCELLED"
    assert slurm.log(job_id).endswith("saved\n")


def test_cancelling_what_is_not_there_is_no_error(slurm: SlurmUnderTest) -> None:
    assert slurm.run("scancel", "999999").returncode == 0
    job_id = slurm.wrap("true")
    slurm.wait(job_id)
    assert slurm.run("scancel", str(job_id)).returncode == 0
    assert slurm.squeue(job_id) == "COMPLETED"


def test_jobs_are_cancelled_by_name(slurm: SlurmUnderTest) -> None:
    kept, gone = slurm.wrap("sleep 300", "-J", "kept"), slurm.wrap("sleep 300", "-J", "gone")
    slurm.out("scancel", "-n", "gone")
    assert slurm.wait(gone) == "CANCELLED"
    assert slurm.wait(kept, "RUNNING") == "RUNNING"


def test_a_job_over_its_memory_is_killed(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    code = "import time; x = bytearray(b'x') * (400 << 20); time.sleep(60)"
    job_id = slurm.wrap(f'python3 -c "{code}"', "--mem=150M")
    assert slurm.wait(job_id) == "OUT_OF_MEMORY"
    assert slurm.squeue(job_id, "%r|%R") == "OutOfMemory|(OutOfMemory)"
    assert slurm.sacct(job_id, "State,ExitCode")[:2] == [["OUT_OF_MEMORY", "0:125"]] * 2
    event, whom = ("oom_kill event", "Some of the step tasks have been OOM Killed.")
    if not slurm.since(23, 2):
        event, whom = (
            "oom-kill event(s)",
            "Some of your processes may have been killed by the cgroup out-of-memory handler.",
        )
    assert slurm.log(job_id).endswith(f"error: Detected 1 {event} in StepId={job_id}.batch. {whom}\n")


def test_memory_that_is_shared_counts_once(slurm: SlurmUnderTest) -> None:
    code = "import os, time; x = bytearray(b'x') * (120 << 20); [os.fork() for _ in range(2)]; time.sleep(1.2)"
    job_id = slurm.wrap(f'python3 -c "{code}"; echo $?', "--mem=250M")
    assert (slurm.wait(job_id), slurm.log(job_id)) == ("COMPLETED", "0\n")


def test_what_a_script_leaves_behind_is_ended(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    job_id = slurm.wrap("setsid nohup sleep 300 >/dev/null 2>&1 & echo $!")
    assert slurm.wait(job_id) == "COMPLETED"
    assert _gone(int(slurm.log(job_id)))


def test_what_a_script_leaves_behind_without_its_environment_is_ended(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    job_id = slurm.wrap("env -i setsid sleep 300 >/dev/null 2>&1 & echo $!")
    assert slurm.wait(job_id) == "COMPLETED"
    assert _gone(int(slurm.log(job_id)))


def test_a_signal_for_the_batch_shell_spares_what_it_left_to_run(slurm: SlurmUnderTest) -> None:
    script = "trap 'echo told; exit 0' USR1; (setsid sh -c \"trap 'echo wrong' USR1; echo up; sleep 1; sleep 1\" &); "
    job_id = slurm.wrap(script + "while :; do sleep 0.1; done")
    slurm.wait_for_file(f"slurm-{job_id}.out", "up")
    slurm.out("scancel", "--batch", "--signal=USR1", str(job_id))
    assert slurm.wait(job_id) == "COMPLETED"
    assert slurm.log(job_id) == "up\ntold\n"


def test_a_job_outlives_whoever_submitted_it(slurm: SlurmUnderTest) -> None:
    code = "import os, signal, subprocess, sys; subprocess.run(sys.argv[1:], check=True); os.killpg(0, signal.SIGKILL)"
    words = [str(slurm.commands / "sbatch"), "--parsable", "--wrap", "sleep 0.7; echo survived"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=slurm.work,
        env=slurm.variables_of_a_user(),
        start_new_session=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert slurm.log(int(done.stdout)) == "survived\n"
