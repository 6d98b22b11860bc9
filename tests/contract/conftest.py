"""The Slurms that the suite runs against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.under_test import SlurmUnderTest

from llmtui.domain.machine import Machine, MachineGpu
from llmtui.localslurm import install

#: Described, not real: nothing here uses a GPU, and the embedded Slurm binds no CPUs.
MACHINE = Machine("testhost", 4, 64 << 30, (MachineGpu("NVIDIA H100", 80 << 30, "nvidia"),) * 2)


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


@pytest.fixture(params=["embedded"])
def slurm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SlurmUnderTest]:
    """A Slurm without jobs; what a test leaves behind is cancelled."""
    makers = {"embedded": embedded}
    under_test = makers[request.param](tmp_path)
    yield under_test
    under_test.clear()
