"""The user's models on clusters: listed from the run folders' dialog, deleted one by one."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from llmtui.errors import RequestError, UnreachableError
from llmtui.services.runs.clean import Size
from llmtui.services.runs.sharedmodels import Shared
from llmtui.tui.glyphs import ASCII
from llmtui.tui.screens.clean import CleanScreen
from llmtui.tui.screens.cleanask import DeleteScreen
from llmtui.tui.screens.cleanmodels import ModelsScreen
from llmtui.units import GIB

from .fakes import FakeSession, running
from .screens import check_grid, grid, opened, press

RECORDS = (running(5, name="llama-8b-reviews"), running(3, name="first-run", state="COMPLETED"))
ROOT = "/scratch/project_462000001/alice/llmtui/models"
MODELS = (
    Shared("local", f"{ROOT}/{'a1' * 16}", True, Size("there", 15 * GIB), 9 * 86400.0, ("1" * 32, "2" * 32)),
    Shared(
        "local",
        f"{ROOT}/{'b2' * 16}",
        True,
        Size("late"),
        3600.0,
        ("3" * 32,),
        (),
        False,
        "job eval (33333333) reads it",
    ),
    Shared("local", f"{ROOT}/.{'c3' * 16}.0123abcd.part", False, Size("there", 2 * GIB), 40 * 86400.0),
)


@pytest.fixture
def session(session: FakeSession) -> FakeSession:
    session.listed = RECORDS
    for record in RECORDS:
        session.records.write(record)
    session.folders.found_models = {"local": MODELS}
    return session


async def test_one_is_deleted_after_a_question(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "m")
        assert isinstance(pilot.app.screen, ModelsScreen)
        shown = grid(pilot.app)
        assert "2 runs" in shown
        assert "broke off" in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DeleteScreen)
        assert "Delete the model of 15.0 GiB for good?" in grid(pilot.app)
        await press(pilot, "enter")
        assert session.folders.dropped == []
        await press(pilot, "enter", "y")
        assert session.folders.dropped == [MODELS[0].path]
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CleanScreen)


async def test_what_a_run_needs_stays_and_says_why(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "m", "end")
        assert "stays: job eval (33333333) reads it" in grid(pilot.app)
        await press(pilot, "enter")
        assert "it cannot be deleted now" in grid(pilot.app)
        session.folders.refuse = RequestError("it stays: a job of run 11111111 waits or runs")
        await press(pilot, "home", "enter", "y")
        shown = grid(pilot.app)
        assert "it was not deleted" in shown
        assert "a job of run 11111111 waits or runs" in shown
        assert session.folders.dropped == []


async def test_a_cluster_that_does_not_answer_and_one_without_any(session: FakeSession) -> None:
    async with opened(session) as pilot:
        session.folders.found_models = {"local": UnreachableError("local cannot be reached")}
        await press(pilot, "f6", "x", "m")
        assert "local: local cannot be reached" in grid(pilot.app)
        session.folders.found_models = {}
        await press(pilot, "escape", "m")
        assert "there are none" in grid(pilot.app)
        await press(pilot, "enter", "escape", "escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_as_it_is_drawn(session: FakeSession, size: tuple[int, int]) -> None:
    async with opened(session, size) as pilot:
        await press(pilot, "f6", "x", "m")
        check_grid(pilot.app, f"models-{size[0]}x{size[1]}")


async def test_only_ascii_where_there_is_no_more(session: FakeSession) -> None:
    async with opened(session, (80, 24), glyphs=ASCII) as pilot:
        for keys in (("f6", "x", "m"), ("end",), ("home", "enter")):
            await press(pilot, *keys)
            assert grid(pilot.app).isascii(), grid(pilot.app)
