"""The trace on the Build screen: progress, result, and how it ends."""

from __future__ import annotations

from textual.pilot import Pilot

from .fakes import FakeSession
from .screens import grid, opened, press, until
from .test_build import type_into


async def _begun(pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+t")
    await until(pilot, lambda: "tracing: step 1 of 3" in grid(pilot.app))


async def test_a_trace_shows_how_far_it_is_and_marks_the_bar(session: FakeSession) -> None:
    async with opened(session, (120, 40)) as pilot:
        before = grid(pilot.app)
        assert "traced" not in before
        await _begun(pilot)
        session.trace_may_end.set()
        await until(pilot, lambda: "traced" in grid(pilot.app))
        after = grid(pilot.app)
        assert "tracing" not in after
        assert "in backward" in after


async def test_an_edit_ends_the_trace_and_its_figures_belong_to_its_job(session: FakeSession) -> None:
    async with opened(session, (120, 40)) as pilot:
        await _begun(pilot)
        await type_into(pilot, "training.max_length", "77")
        await until(pilot, lambda: "tracing" not in grid(pilot.app))
        session.trace_may_end.set()
        await pilot.pause(0.2)
        assert "traced" not in grid(pilot.app)


async def test_the_key_ends_a_trace_that_runs(session: FakeSession) -> None:
    async with opened(session, (80, 24)) as pilot:
        await _begun(pilot)
        await press(pilot, "ctrl+t")
        assert "tracing" not in grid(pilot.app)
