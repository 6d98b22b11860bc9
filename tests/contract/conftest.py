"""The Slurms that the suite runs against."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.under_test import SlurmUnderTest
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.needs import need
from tests.realslurm.site import Node, Partition, Site

from llmtui.domain.machine import Machine, MachineGpu
from llmtui.localslurm import install

#: Described, not real: nothing here uses a GPU, and the embedded Slurm binds no CPUs.
MACHINE = Machine("testhost", 4, 64 << 30, (MachineGpu("NVIDIA H100", 80 << 30, "nvidia"),) * 2)

_ORDINARY = (
    "needs a Slurm of root's with control groups: an ordinary user's holds no job to its memory, loses sight of "
    "processes that leave their session, and gives --export=NONE no login's environment"
)


def embedded(folder: Path) -> SlurmUnderTest:
    """The embedded Slurm with a state folder of its own."""
    work = folder / "work dir"
    work.mkdir()
    return SlurmUnderTest(
        commands=install(folder / "state", MACHINE),
        work=work,
        single="main",
        multi="multi",
        gpu="nvidia_h100",
        cpus=4,
        time_limit="0:01",
    )


def real_site() -> Site:
    """The machine that is described to the embedded Slurm, as a site of its own; node names differ between workers."""
    first, second = (f"c{os.getpid()}n{number}" for number in (1, 2))
    gpu = "nvidia_h100"
    return Site(
        "contract",
        [Node(first, 4, 65536, f"gpu:{gpu}:2"), Node(second, 4, 65536)],
        [Partition("main", [first]), Partition("multi", [first, second])],
        [
            "SelectTypeParameters=CR_Core_Memory",
            # Without a share of their own, jobs that name no memory would each take a whole node's.
            "DefMemPerCPU=1024",
            "AccountingStorageEnforce=qos",
            f"AccountingStorageTRES=gres/gpu,gres/gpu:{gpu}",
        ],
        accounts=("project_2001659", "acc", "proj"),
    )


@pytest.fixture(scope="session")
def cluster() -> Iterator[RealSlurm]:
    """A real Slurm with its accounting database, one for each worker."""
    need(database=True)
    with real_slurm(real_site()) as running:
        yield running


def real(folder: Path, cluster: RealSlurm) -> SlurmUnderTest:
    """The real Slurm; every test has a work folder of its own."""
    work = folder / "work dir"
    work.mkdir()
    return SlurmUnderTest(
        commands=cluster.commands,
        work=work,
        single="main",
        multi="multi",
        gpu="nvidia_h100",
        cpus=4,
        time_limit="1",
        environment=cluster.environment,
        # Time limits are looked at every 30 seconds, and the shortest is a minute.
        patience_s=120.0,
        lacks="" if cluster.place.cgroups else _ORDINARY,
    )


@pytest.fixture(params=["embedded", pytest.param("real", marks=pytest.mark.realslurm)])
def slurm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SlurmUnderTest]:
    """A Slurm without jobs; what a test leaves behind is cancelled."""
    started = request.getfixturevalue("cluster") if request.param == "real" else None
    under_test = real(tmp_path, started) if started else embedded(tmp_path)
    yield under_test
    under_test.clear()
