"""A run that Slurm took more than once, on the screens: its line says so, and c asks which jobs are meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from llmtui.tui.screens.cancel import CancelScreen

from .fakes import FakeSession, running
from .screens import grid, opened, press, until

DOUBLE = replace(running(1, name="twice", state="PENDING"), others=(55,))
WORDS = "Slurm holds job 55 of this run as well"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_its_line_says_so_on_both_screens(session: FakeSession, size: tuple[int, int]) -> None:
    session.listed = (DOUBLE,)
    async with opened(session, size=size) as pilot:
        await press(pilot, "f6")
        assert f"{WORDS} (c cancels it)" in grid(pilot.app)
        await press(pilot, "enter")
        assert f"{WORDS} (c cancels it)" in grid(pilot.app)
        session.listed = (replace(DOUBLE, others=()),)
        await press(pilot, "r")
        assert WORDS not in grid(pilot.app)


async def test_only_its_duplicates_are_cancelled(session: FakeSession) -> None:
    session.listed = (DOUBLE,)
    async with opened(session) as pilot:
        await press(pilot, "f6", "c")
        assert isinstance(pilot.app.screen, CancelScreen)
        assert WORDS in grid(pilot.app)
        await press(pilot, "escape")
        assert (session.cut, session.cancelled) == ([], [])
        await press(pilot, "c", "d")
        assert (session.cut, session.cancelled) == ([55], [])
        await until(pilot, lambda: WORDS not in grid(pilot.app))


async def test_all_of_it_is_cancelled(session: FakeSession) -> None:
    session.listed = (DOUBLE,)
    async with opened(session) as pilot:
        await press(pilot, "f6", "enter", "c", "enter")
        assert (session.cut, session.cancelled) == ([], [DOUBLE.id])
        await until(pilot, lambda: "CANCELLED" in grid(pilot.app))


async def test_of_a_run_that_has_ended_only_duplicates_are_left(session: FakeSession) -> None:
    session.listed = (replace(running(1, state="COMPLETED"), others=(55, 56)),)
    async with opened(session) as pilot:
        await press(pilot, "f6", "c")
        shown = grid(pilot.app)
        assert "Slurm holds jobs 55, 56 of this run as well" in shown
        assert "cancels all of the run" not in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CancelScreen)
        await press(pilot, "d")
        assert (session.cut, session.cancelled) == ([55, 56], [])
