"""A link that is frozen: every call that goes through it waits, and the app does not."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from llmtui.domain.record import JobRecord, LogChunk
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.screens.jobtable import JobTable

from .fakes import NOW, FakeSession, running
from .fakesites import ROIHU
from .screens import grid, opened, until

#: No frame may come later than this, in seconds.
MOST_S = 0.1
#: How long the frozen calls wait.
FROZEN_S = 30.0
#: The machine is shared: a gap that our code makes is there every time, one that others make is not.
TRIES = 4


class Frozen(FakeSession):
    """Nothing that needs the cluster comes back before `thaw` is set."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.thaw = threading.Event()
        self.frozen = False
        self.waiting = 0

    def _wait(self) -> None:
        if self.frozen:
            self.waiting += 1
            self.thaw.wait(FROZEN_S)

    def refresh(self, force: bool = False) -> tuple[JobRecord, ...]:
        self._wait()
        return super().refresh(force)

    def cancel(self, record: JobRecord) -> JobRecord:
        self._wait()
        return super().cancel(record)


@asynccontextmanager
async def gaps() -> AsyncIterator[list[float]]:
    """How late the event loop was each time that it should have come round, in seconds."""
    late: list[float] = []

    async def beat() -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(time.perf_counter() - begin - 0.005)

    task = asyncio.create_task(beat())
    try:
        yield late
    finally:
        task.cancel()


async def worst(pilot: Pilot[int], *keys: str) -> float:
    """The longest gap while these keys are pressed, half a second in all at least."""
    async with gaps() as late:
        for key in keys:
            await pilot.press(key)
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
    return max(late)


@contextmanager
def frozen(session: Frozen) -> Iterator[None]:
    session.frozen = True
    session.log.poll = lambda: _after(session)  # type: ignore[method-assign]
    try:
        yield
    finally:
        session.frozen = False
        session.thaw.set()


def _after(session: Frozen) -> LogChunk:
    session._wait()
    return LogChunk("", 0, 0)


@pytest.fixture
def ice(tmp_path: object) -> Frozen:
    session = Frozen(tmp_path)
    session.listed = tuple(replace(running(number, name=f"job-{number}"), cluster="roihu") for number in range(1, 9))
    return session


async def test_keys_are_answered_and_frames_come_while_every_call_waits(ice: Frozen) -> None:
    ice.connections.transport(ROIHU)
    async with opened(ice) as pilot:
        for key in ("f6", "enter", "escape", "f6"):
            await pilot.press(key)
            await asyncio.sleep(0.1)
        with frozen(ice):
            await pilot.press("r", "enter")
            await asyncio.sleep(0.1)
            assert ice.waiting >= 2, "the refresh and the log both wait"
            await pilot.press("escape")
            found = []
            for _ in range(TRIES):
                found.append(await worst(pilot, "down", "down", "up", "r", "down"))
                if found[-1] < MOST_S:
                    break
            assert min(found) < MOST_S, f"gaps of {[round(gap * 1000) for gap in found]} ms"
            assert "job-8" in grid(pilot.app)
            await pilot.press("slash", *"job-3")
            await pilot.pause()
            assert "job-8" not in grid(pilot.app)


async def test_what_is_known_is_shown_while_the_first_look_waits(ice: Frozen) -> None:
    ice.frozen = True
    app = LlmtuiApp(ice, now=lambda: ice.now)
    async with app.run_test(size=(120, 40)) as pilot:
        try:
            await pilot.press("f6")
            await until(pilot, lambda: "job-8" in grid(app))
            assert ice.waiting, "the look has not ended"
        finally:
            ice.thaw.set()


STEPS = {
    "time goes by": ("down", "down", "up"),
    "all are stale": ("r", "down"),
}


async def test_two_thousand_jobs_hold_up_no_key(tmp_path: Path) -> None:
    """As time goes by, and as all of them become stale at once."""
    session = FakeSession(tmp_path)
    session.listed = tuple(running(number, name=f"job-{number}") for number in range(2000, 0, -1))
    async with opened(session) as pilot:
        await pilot.press("f6")
        table = pilot.app.screen.query_one(JobTable)
        await until(pilot, lambda: (table.row_count, table.left) == (2000, 0), 40.0)
        found: dict[str, list[float]] = {}
        for number in range(2 * TRIES):
            session.now += 1.0
            why = f"squeue: no answer {number}"
            session.listed = tuple(
                replace(record, seen="stale", stale_since=NOW, problem=why) for record in session.listed
            )
            for step, keys in STEPS.items():
                found.setdefault(step, []).append(await worst(pilot, *keys))
                await until(pilot, lambda: table.left == 0, 40.0)
            assert table.row_count == 2000
            if all(min(late) < MOST_S for late in found.values()):
                break
        else:
            pytest.fail(f"gaps in seconds: {found}")
        assert why in grid(pilot.app)
        await pilot.press("ctrl+end")
        await until(pilot, lambda: "job-1 " in grid(pilot.app))
        session.now += 60.0
        await until(pilot, lambda: "stale 6 min" in grid(pilot.app))


async def test_a_sleep_in_the_event_loop_is_seen(ice: Frozen) -> None:
    async with opened(ice) as pilot:
        await pilot.press("f6")
        asyncio.get_running_loop().call_later(0.2, time.sleep, 0.25)
        assert await worst(pilot, "down") > 0.2


async def test_the_app_ends_while_a_call_waits_once_its_link_is_closed(ice: Frozen) -> None:
    """Closing the connections is what lets a call that waits come back."""
    ice.connections.transport(ROIHU)
    before = ice.close

    def close() -> None:
        ice.thaw.set()
        before()

    ice.close = close  # type: ignore[method-assign]
    begin = time.monotonic()
    async with opened(ice) as pilot:
        ice.frozen = True
        await pilot.press("f6", "r")
        await asyncio.sleep(0.1)
        assert ice.waiting
        await pilot.press("ctrl+q")
    assert time.monotonic() - begin < FROZEN_S / 2
