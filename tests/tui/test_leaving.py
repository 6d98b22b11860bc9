"""Leaving while a Slurm command on this machine hangs: the app does not wait for its time limit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui.domain.record import JobRecord
from llmtui.remote.local import LocalTransport
from llmtui.services.reach.connections import Connections
from llmtui.services.session import Session
from llmtui.services.watching import sight
from llmtui.tui.app import LlmtuiApp

from .fakes import FakeSession
from .links import FakeOpener
from .screens import until

#: What squeue has to answer, and what leaving may take, in seconds.
LIMIT_S = 4.0
PROMPT_S = 1.5


class Unclosed(LocalTransport):
    """The planted fault: closing it does nothing."""

    def close(self) -> None:
        return


class Hanging(FakeSession):
    """The real look at a cluster that is on this machine, whose squeue never answers."""

    def __init__(self, home: Path, make: Callable[[Path], LocalTransport]) -> None:
        super().__init__(home)
        self.begun = home / "begun"
        squeue = home / "squeue"
        squeue.write_text(f"#!/bin/sh\necho $$ >>{self.begun}\nsleep 60.5\n")
        squeue.chmod(0o755)
        self.connections = Connections(FakeOpener(), lambda cluster: make(home))
        self.records.write(record(7, cluster="lumi"))
        self.listed = self.records.load().records

    def refresh(self, force: bool = False) -> tuple[JobRecord, ...]:
        return Session.refresh(self, force)


async def leave(session: Hanging) -> float:
    """Seconds from the end of the app's last key to its end, while squeue hangs."""
    app = LlmtuiApp(session, now=lambda: session.now)
    async with app.run_test() as pilot:
        await until(pilot, session.begun.exists)
        leaving_at = time.monotonic()
    # asyncio.run, which ends the app, waits for its threads in this way.
    await asyncio.get_running_loop().shutdown_default_executor()
    return time.monotonic() - leaving_at


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "QUERY_S", LIMIT_S)


async def test_leaving_does_not_wait_for_a_hanging_squeue(tmp_path: Path) -> None:
    session = Hanging(tmp_path, LocalTransport)
    assert await leave(session) < PROMPT_S
    (pid,) = session.begun.read_text().split()
    assert not Path(f"/proc/{pid}").exists()
    (kept,) = session.records.load().records
    assert (kept.active, kept.status) == (True, None), "no answer is no end"


async def test_the_measurement_sees_a_command_that_is_waited_for(tmp_path: Path) -> None:
    assert await leave(Hanging(tmp_path, Unclosed)) > PROMPT_S
