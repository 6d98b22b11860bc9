"""A journal, stand-ins for Slurm's commands, and a real Slurm for those tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.needs import need
from tests.realslurm.site import Node, Partition, Site

from llmtui.domain.record import JobRecord
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link

from .processes import Process, process
from .runs import EMBEDDED, staged
from .stubs import Stubs


@dataclass(frozen=True)
class Desk:
    """One user's journal, and the stand-ins that their jobs go to."""

    folder: Path
    stubs: Stubs
    records: Records
    link: Link

    def staged(self, **how: object) -> JobRecord:
        return staged(self.folder / "runs", self.records, **how)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    stubs = Stubs(tmp_path)
    return Desk(tmp_path, stubs, Records(tmp_path / "records"), stubs.link(EMBEDDED))


@pytest.fixture(scope="session")
def llmtuis() -> Iterator[tuple[Process, Process]]:
    """Two llmtui processes."""
    with process() as first, process() as second:
        yield first, second


@pytest.fixture(scope="session")
def slurm() -> Iterator[RealSlurm]:
    """A real Slurm without a database, in which every job waits: what counts is what there is in the queue.

    Its commands wait for a controller that is silent as long as MessageTimeout says, and squeue twice as long.
    """
    need()
    site = Site("once", [Node("o1", 64, 65536)], [Partition("all", ["o1"])], ["MinJobAge=7200", "MessageTimeout=5"])
    with real_slurm(site, ordinary=True) as running:
        running.out("scontrol", "update", "PartitionName=all", "State=DOWN")
        yield running
