"""srun inside a job: tasks over nodes, exit codes, environment, signals."""

from __future__ import annotations

import time

import pytest
from tests.contract.under_test import SlurmUnderTest

_TWO_BY_TWO = ("-N2", "--ntasks-per-node=2")


def _run(slurm: SlurmUnderTest, command: str, *words: str) -> str:
    return slurm.log(slurm.wrap(command, "-p", slurm.multi, *words))


def test_two_nodes_of_two_tasks(slurm: SlurmUnderTest) -> None:
    show = "echo $SLURM_PROCID $SLURM_LOCALID $SLURM_NODEID $SLURMD_NODENAME $SLURM_STEP_ID $SLURM_NTASKS"
    log = _run(slurm, f"scontrol show hostnames; srun sh -c '{show}' | sort; srun -l true", *_TWO_BY_TWO)
    # srun may say that it waited for the step before it.
    first, second, *tasks = [line for line in log.splitlines() if not line.startswith("srun: ")]
    assert tasks == [f"0 0 0 {first} 0 4", f"1 1 0 {first} 0 4", f"2 0 1 {second} 0 4", f"3 1 1 {second} 0 4"]


def test_step_variables_and_records(slurm: SlurmUnderTest) -> None:
    names = ("NUM_NODES", "NUM_TASKS", "TASKS_PER_NODE", "NODELIST", "ID")
    show = "echo " + " ".join(f"$SLURM_STEP_{name}" for name in names)
    job_id = slurm.wrap(f"srun -N1 -n2 sh -c '{show}'; srun true; exit 5", "-p", slurm.multi, *_TWO_BY_TWO)
    lines = slurm.log(job_id).splitlines()
    first = slurm.out("scontrol", "show", "hostnames", slurm.squeue(job_id, "%N")).split()[0]
    assert lines == [f"1 2 2 {first} 0"] * 2
    rows = slurm.sacct(job_id, "JobID,JobName,State,NNodes,NTasks")
    assert rows[2:] == [[f"{job_id}.0", "sh", "COMPLETED", "1", "2"], [f"{job_id}.1", "true", "COMPLETED", "2", "4"]]


@pytest.mark.parametrize(
    ("words", "tasks"),
    [("", 4), ("-n3", 3), ("-N2", 4), ("-n1 -N1", 1), ("--ntasks-per-node=1 -N2", 2), ("-n 8 -O", 8)],
)
def test_how_many_tasks(slurm: SlurmUnderTest, words: str, tasks: int) -> None:
    if "per-node" in words and not slurm.since(24, 11):
        tasks = 4
    log = _run(slurm, f"srun {words} sh -c 'echo $SLURM_NTASKS' 2>srun.err", "-N2", "-n4")
    assert log.splitlines() == [str(tasks)] * tasks


def test_a_task_count_that_does_not_fit_goes_before_the_tasks_of_a_node(slurm: SlurmUnderTest) -> None:
    log = _run(slurm, "srun --ntasks-per-node=1 sh -c 'echo $SLURM_NTASKS'", "-N2", "-n4")
    first, *tasks = sorted(log.splitlines(), reverse=True)
    assert first.lower().startswith("srun: warning: can't honor --ntasks-per-node set to 1 which doesn't match")
    assert tasks == ["4"] * 4


def test_a_node_that_is_named_is_one_of_the_steps_nodes(slurm: SlurmUnderTest) -> None:
    second = "$(scontrol show hostnames | tail -1)"
    show = "sh -c 'echo $SLURMD_NODENAME'"
    log = _run(slurm, f"echo {second}; srun -w {second} -n1 {show}; srun -w {second} {show} | sort -u", "-N2")
    name, alone, *both = [line for line in log.splitlines() if not line.startswith("srun: ")]
    assert (alone, len(both), name in both) == (name, 2, True)


def test_more_tasks_than_cpus_are_refused(slurm: SlurmUnderTest) -> None:
    log = _run(slurm, "srun -n9 true; echo $?")
    assert "error: Unable to create step" in log
    assert "More processors requested than permitted" in log
    assert log.endswith("1\n")


def test_the_highest_exit_code_counts_and_each_failure_is_told(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("srun -n3 sh -c 'exit $SLURM_PROCID'; echo code $?; sleep 0.5", "-n3")
    lines = slurm.log(job_id).splitlines()
    node = slurm.squeue(job_id, "%N")
    assert sorted(lines) == [
        "code 2",
        f"srun: error: {node}: task 1: Exited with exit code 1",
        f"srun: error: {node}: task 2: Exited with exit code 2",
    ]
    assert slurm.sacct(job_id, "State,ExitCode,DerivedExitCode")[0] == ["COMPLETED", "0:0", "2:0"]
    assert slurm.sacct(job_id, "State,ExitCode")[2] == ["FAILED", "2:0"]


def test_a_task_that_a_signal_ends(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("srun sh -c 'kill -KILL $$'; test $? -ne 0 && echo noticed")
    assert slurm.log(job_id).splitlines()[0].endswith("task 0: Killed")
    assert slurm.log(job_id).endswith("noticed\n")


def test_kill_on_bad_exit_ends_the_other_tasks(slurm: SlurmUnderTest) -> None:
    started = time.monotonic()
    log = _run(slurm, "srun -K1 sh -c '[ $SLURM_PROCID = 0 ] && exit 4; sleep 300'; echo over", "-N2")
    assert "task 0: Exited with exit code 4" in log
    assert log.endswith("over\n")
    assert time.monotonic() - started < 15


def test_wait_ends_tasks_some_seconds_after_the_first(slurm: SlurmUnderTest) -> None:
    log = _run(slurm, "srun --wait=1 sh -c '[ $SLURM_PROCID = 0 ] || sleep 300'; echo over", "-N2")
    assert log.endswith("over\n")


def test_label_puts_the_rank_before_each_line(slurm: SlurmUnderTest) -> None:
    log = _run(slurm, "srun -l sh -c 'echo one; echo two >&2'", "-N2")
    assert sorted(log.splitlines()) == ["0: one", "0: two", "1: one", "1: two"]


def test_output_files_of_tasks(slurm: SlurmUnderTest) -> None:
    _run(slurm, "srun -o 'task-%t.txt' sh -c 'echo $SLURM_PROCID'", "-N2")
    assert [(slurm.work / f"task-{rank}.txt").read_text() for rank in (0, 1)] == ["0\n", "1\n"]


def test_cancelling_reaches_the_tasks_once(slurm: SlurmUnderTest) -> None:
    # Into a file: srun ends at once, and with it the way of the tasks' output into the log.
    task = (
        "trap 'echo got TERM >>told; sleep 0.4; echo over >>told; exit 0' TERM; echo ready; while :; do sleep 0.1; done"
    )
    job_id = slurm.wrap(f'srun sh -c "{task}"')
    slurm.wait_for_file(f"slurm-{job_id}.out", "ready")
    slurm.out("scancel", str(job_id))
    assert slurm.wait(job_id) == "CANCELLED"
    assert slurm.wait_for_file("told", "over") == "got TERM\nover\n"


@pytest.mark.parametrize(("signal", "told"), [("USR1", "task ends\n"), ("TERM", "")])
def test_srun_passes_a_signal_on_but_kills_its_tasks_at_sigterm(slurm: SlurmUnderTest, signal: str, told: str) -> None:
    task = "trap 'echo task ends >>told; exit 0' TERM USR1; echo ready; while :; do sleep 0.1; done"
    wait = "until grep -q ready slurm-$SLURM_JOB_ID.out; do sleep 0.1; done"
    log = _run(slurm, f'touch told; srun sh -c "{task}" & {wait}; kill -s {signal} $!; wait $!; echo script ends')
    assert (slurm.work / "told").read_text() == told
    assert log.endswith("script ends\n")
    assert ("srun: Job step aborted" in log) == (signal == "TERM")


def test_srun_without_an_environment_finds_no_program(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    job_id = slurm.wrap("srun sh -c 'echo never'; echo $?; srun --export=ALL sh -c 'echo back'", "--export=NONE")
    lines = slurm.log(job_id).splitlines()
    assert any(line.endswith("error: execve(): sh: No such file or directory") for line in lines)
    assert lines[-2:] == ["2", "back"]


def test_the_environment_of_the_script_reaches_the_tasks(slurm: SlurmUnderTest) -> None:
    assert _run(slurm, "export MINE='a b'; srun sh -c 'echo $MINE'") == "a b\n"
    assert _run(slurm, "export MINE=1; srun --export=OTHER=2,PATH sh -c 'echo $MINE$OTHER'") == "2\n"


def test_gpus_of_each_task(slurm: SlurmUnderTest) -> None:
    job_id = slurm.wrap("srun sh -c 'echo $SLURM_PROCID $CUDA_VISIBLE_DEVICES' | sort", "-n2", "--gpus-per-task=1")
    assert slurm.log(job_id) == "0 0\n1 1\n"


def test_unknown_options_are_refused(slurm: SlurmUnderTest) -> None:
    log = _run(slurm, "srun --no-such-option true; echo $?")
    assert log.splitlines()[0] == "srun: unrecognized option '--no-such-option'"
    assert log.splitlines()[-1] != "0"
