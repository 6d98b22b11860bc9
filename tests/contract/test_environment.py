"""The environment of batch scripts (sbatch manual, OUTPUT ENVIRONMENT VARIABLES)."""

from __future__ import annotations

import os

import pytest
from tests.contract.under_test import SlurmUnderTest


def _variables(slurm: SlurmUnderTest, *words: str, env: dict[str, str] | None = None) -> dict[str, str]:
    return slurm.variables(slurm.submit(*words, "--wrap", "env -0", env=env))


def test_what_slurm_sets(slurm: SlurmUnderTest) -> None:
    words = ("-J", "nm", "-A", "acc", "-p", slurm.multi, "-N2", "--ntasks-per-node=2", "-c1", "-t", "10")
    values = _variables(slurm, *words)
    nodes = slurm.out("scontrol", "show", "hostnames", values["SLURM_JOB_NODELIST"]).split()
    expected = {
        "SLURM_JOB_NAME": "nm",
        "SLURM_JOB_ACCOUNT": "acc",
        "SLURM_JOB_PARTITION": slurm.multi,
        "SLURM_NNODES": "2",
        "SLURM_JOB_NUM_NODES": "2",
        "SLURM_NTASKS": "4",
        "SLURM_NPROCS": "4",
        "SLURM_NTASKS_PER_NODE": "2",
        "SLURM_TASKS_PER_NODE": "2(x2)",
        "SLURM_CPUS_PER_TASK": "1",
        "SLURM_CPUS_ON_NODE": "2",
        "SLURM_JOB_CPUS_PER_NODE": "2(x2)",
        "SLURM_NODEID": "0",
        "SLURM_PROCID": "0",
        "SLURM_LOCALID": "0",
        "SLURM_SUBMIT_DIR": str(slurm.work),
        "SLURM_SUBMIT_HOST": os.uname().nodename,
        "SLURM_JOB_UID": str(os.getuid()),
        "SLURMD_NODENAME": nodes[0],
    }
    assert {name: values.get(name) for name in expected} == expected
    assert values["SLURM_JOBID"] == values["SLURM_JOB_ID"]
    assert values["SLURM_NODELIST"] == values["SLURM_JOB_NODELIST"]
    if slurm.since(23, 2):
        assert int(values["SLURM_JOB_END_TIME"]) - int(values["SLURM_JOB_START_TIME"]) == 600
    assert len(nodes) == 2


def test_what_slurm_sets_only_when_asked(slurm: SlurmUnderTest) -> None:
    values = _variables(slurm)
    for name in (
        "NTASKS",
        "NPROCS",
        "NTASKS_PER_NODE",
        "CPUS_PER_TASK",
        "GPUS_PER_NODE",
        "GPUS_ON_NODE",
        "RESTART_COUNT",
        "EXPORT_ENV",
    ):
        assert f"SLURM_{name}" not in values
    assert "SLURM_STEP_ID" not in values


@pytest.mark.parametrize(
    ("option", "per_node"), [("--gres=gpu:2", None), ("--gpus-per-node=2", "2"), ("-n1 --gpus-per-task=2", None)]
)
def test_gpus(slurm: SlurmUnderTest, option: str, per_node: str | None) -> None:
    values = _variables(slurm, *option.split())
    assert values["CUDA_VISIBLE_DEVICES"] == "0,1"
    assert values["SLURM_GPUS_ON_NODE"] == "2"
    assert values.get("SLURM_GPUS_PER_NODE") == per_node


def test_two_jobs_get_different_gpus(slurm: SlurmUnderTest) -> None:
    job_ids = [slurm.wrap("printf $CUDA_VISIBLE_DEVICES; sleep 0.7", "--gres=gpu:1") for _ in range(2)]
    assert {slurm.log(job_id) for job_id in job_ids} == {"0", "1"}


def test_export_all_is_the_default(slurm: SlurmUnderTest) -> None:
    for words in ((), ("--export=ALL",)):
        assert _variables(slurm, *words, env={"MINE": "two words"})["MINE"] == "two words"


def test_export_of_named_variables(slurm: SlurmUnderTest) -> None:
    values = _variables(slurm, "--export=KEPT,SET=a b", env={"KEPT": "1", "DROPPED": "1"})
    assert (values["KEPT"], values["SET"], "DROPPED" in values) == ("1", "a b", False)
    values = _variables(slurm, "--export=ALL,SET=1", env={"KEPT": "1"})
    assert (values["KEPT"], values["SET"]) == ("1", "1")


def test_export_none_leaves_what_a_login_gives(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    values = _variables(slurm, "--export=NONE", env={"MINE": "1", "PYTHONPATH": "/mine"})
    assert "MINE" not in values
    assert "PYTHONPATH" not in values
    assert values["SLURM_EXPORT_ENV"] == "NONE"
    assert {"PATH", "HOME", "USER", "SHELL", "SLURM_JOB_ID"} <= values.keys()


def test_srun_is_found_after_export_none(slurm: SlurmUnderTest) -> None:
    slurm.need_all()
    job_id = slurm.wrap("unset SLURM_EXPORT_ENV; srun sh -c 'echo $SLURM_PROCID'", "--export=NONE")
    assert slurm.log(job_id) == "0\n"


def test_the_commands_leave_no_python_of_theirs_in_a_job(slurm: SlurmUnderTest) -> None:
    values = _variables(slurm, env={"PYTHONPATH": "/mine"})
    assert values["PYTHONPATH"] == "/mine"
    assert not {name for name in values.keys() - os.environ.keys() if name.startswith("LLMTUI_")}
