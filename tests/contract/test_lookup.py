"""A job is found by its folder in squeue and sacct, and a submission that was refused is not taken for one."""

from __future__ import annotations

from tests.contract.under_test import SlurmUnderTest

from llmtui.slurm import lookup

RUN = "0123456789abcdef" * 2


def test_jobs_by_their_run_folder(slurm: SlurmUnderTest) -> None:
    folder = slurm.work / RUN
    folder.mkdir()
    refused = slurm.run("sbatch", "-D", str(folder), "--gres=gpu:99", "--wrap", "true")
    assert refused.returncode == 1
    ended = slurm.wrap("true", "-D", str(folder))
    waiting = slurm.wrap("true", "-D", str(folder), "--hold")
    slurm.wrap("true")
    slurm.wait(ended)
    slurm.recorded(ended)
    found = lookup.parse_squeue_folders(slurm.out(*lookup.squeue_folders()), {RUN})
    assert found is not None
    assert set(found[RUN]) == {ended, waiting}
    recorded = lookup.parse_sacct_folders(slurm.out(*lookup.sacct_folders(2)), {RUN})
    assert recorded is not None
    # A job that was never eligible is not listed by a real sacct: both have to be asked.
    assert {ended} <= set(recorded[RUN]) <= {ended, waiting}
    assert lookup.parse_message_timeout(slurm.out(*lookup.scontrol_config()))
