"""The rendered scripts of every shape on real Slurms in the image of their sites, with fakes for what sites provide.

Slurm is real: its parser, its limits, its placement, its environment, srun. `module`, `singularity` and the launchers
are fakes that say what they were asked for; tests/runtime runs the real launchers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.golden.shapes import shapes
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.fakes import prepare
from tests.realslurm.launchers import DROP
from tests.realslurm.needs import need
from tests.realslurm.rendered import Run, problems, shown, submit, world_size, write
from tests.realslurm.sites import SITES

from llmtui.domain.bundle import SCRIPT
from llmtui.domain.plan import Plan

pytestmark = pytest.mark.realslurm
_LIMIT_S = 150


def _submit_all(slurm: RealSlurm, plans: Mapping[str, Plan], folder: Path) -> dict[str, Run]:
    runs = {}
    for shape, plan in plans.items():
        write(plan, folder / shape)
        runs[shape] = submit(slurm, plan, folder / shape)
    return runs


def _found(slurm: RealSlurm, run: Run) -> list[str]:
    job = shown(slurm, run.job_id)
    found = problems(run, job, slurm.out("scontrol", "show", "hostnames", job["NodeList"]).split())
    return [*found, run.log()] if found else []


def _submit_with_a_lost_rank(slurm: RealSlurm, plan: Plan, folder: Path) -> Run:
    write(plan, folder)
    (folder / DROP).write_text(str(world_size(plan) - 1))
    return submit(slurm, plan, folder)


def _refused(slurm: RealSlurm, plan: Plan, folder: Path) -> str:
    """What --test-only says of the script with a partition that this site does not have."""
    write(plan, folder)
    text = (folder / SCRIPT).read_text()
    (folder / SCRIPT).write_text(text.replace(f"--partition={plan.partition.name}\n", "--partition=nosuch\n"))
    done = slurm.run("sbatch", "--test-only", SCRIPT, cwd=folder)
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize("name", SITES)
def test_every_shape_of_a_site(name: str, tmp_path: Path, subtests: pytest.Subtests) -> None:
    need()
    site = replace(SITES[name], options=[*SITES[name].options, prepare(tmp_path / "fakes")])
    plans = {shape: plan for shape, plan in shapes().items() if plan.cluster.name == name}
    largest = max(plans.values(), key=world_size)
    with real_slurm(site) as slurm:
        runs = _submit_all(slurm, plans, tmp_path)
        lost = _submit_with_a_lost_rank(slurm, largest, tmp_path / "lost")
        assert "invalid partition specified: nosuch" in _refused(slurm, largest, tmp_path / "refused")
        slurm.daemons.until("all jobs ended", lambda: not slurm.out("squeue", "-h"), _LIMIT_S)
        for shape, run in runs.items():
            with subtests.test(shape):
                assert _found(slurm, run) == []
        assert any(text.startswith("ranks [0, 1") for text in _found(slurm, lost))
