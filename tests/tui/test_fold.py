"""Narrow screens: keys go to what is in sight, and the form has its cursor again where it was."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from llmtui.tui.form.editors import TextEditor, element_id
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.widgets.files import FileView

from .fakes import FakeSession
from .screens import grid, opened, press, settle

NARROW, WIDE = (80, 24), (120, 40)
FOLDS = ["f2", "f3"]
#: Of each kind of editor one, at the form's start and far below.
KEYS = [
    "name",
    "task",
    "model",
    "placement.time",
    "training.gradient_checkpointing",
    "training.weights_dtype",
    "training.num_train_epochs",
]


def field(pilot: Pilot[int], key: str) -> Widget:
    return pilot.app.screen.query_one(f"#{element_id(key)}")


async def focus(pilot: Pilot[int], key: str) -> None:
    field(pilot, key).focus()
    await settle(pilot)
    assert pilot.app.focused is field(pilot, key)


def values(pilot: Pilot[int]) -> dict[str, str]:
    return dict(pilot.app.screen.query_one(Sheet).values)


def reaches_the_form(pilot: Pilot[int]) -> bool:
    focused = pilot.app.focused
    return focused is not None and pilot.app.screen.query_one(Sheet) in focused.ancestors


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("key", KEYS)
async def test_keys_do_not_reach_what_is_folded_away(session: FakeSession, key: str, fold: str) -> None:
    async with opened(session, NARROW) as pilot:
        await focus(pilot, key)
        before, seen = values(pilot), grid(pilot.app)
        await press(pilot, fold)
        for pressed in ("x", "right", "space", "left", "tab", "x", "right", "shift+tab", "backspace", "down", "delete"):
            await press(pilot, pressed)
            assert not reaches_the_form(pilot), pressed
        assert values(pilot) == before
        await press(pilot, "escape")
        assert pilot.app.focused is field(pilot, key)
        assert grid(pilot.app) == seen
        await press(pilot, "right" if key != "model" else "down")
        assert reaches_the_form(pilot), "the keys work again where the cursor is"


@pytest.mark.parametrize("fold", FOLDS)
async def test_a_text_keeps_its_cursor(session: FakeSession, fold: str) -> None:
    async with opened(session, NARROW) as pilot:
        await focus(pilot, "placement.time")
        await press(pilot, "end", "left", "left")
        await press(pilot, fold, "escape", "7")
        assert values(pilot)["placement.time"] == "00:15:700"


async def test_a_text_keeps_its_selection(session: FakeSession) -> None:
    async with opened(session, NARROW) as pilot:
        await focus(pilot, "placement.time")
        await press(pilot, "home", "shift+right", "shift+right")
        editor = field(pilot, "placement.time")
        assert isinstance(editor, TextEditor)
        await press(pilot, "f3", "escape")
        assert tuple(editor.selection) == (0, 2)


async def test_files_scroll_in_place_of_the_form(session: FakeSession) -> None:
    async with opened(session, NARROW) as pilot:
        await press(pilot, "f3")
        assert isinstance(pilot.app.focused, FileView)
        await press(pilot, "f2")
        assert pilot.app.focused is None
        await press(pilot, "f3")
        assert isinstance(pilot.app.focused, FileView)
        await press(pilot, "f2", "f2", "f2")
        assert pilot.app.focused is field(pilot, "name")


@pytest.mark.parametrize("fold", FOLDS)
async def test_folding_outlives_a_wide_screen(session: FakeSession, fold: str) -> None:
    async with opened(session, NARROW) as pilot:
        await focus(pilot, "placement.time")
        before = values(pilot)
        await press(pilot, fold)
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.region.area > 0
        await focus(pilot, "placement.account")
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await press(pilot, "x", "right")
        assert not reaches_the_form(pilot)
        assert values(pilot) == before
        await press(pilot, "escape")
        assert pilot.app.focused is field(pilot, "placement.account")


async def test_a_file_that_folds_away_gives_the_form_its_cursor(session: FakeSession) -> None:
    async with opened(session, WIDE) as pilot:
        await focus(pilot, "placement.time")
        pilot.app.screen.query_one(FileView).focus()
        await settle(pilot)
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert pilot.app.focused is field(pilot, "placement.time")


async def test_a_wrong_field_unfolds_the_form(session: FakeSession) -> None:
    async with opened(session, NARROW) as pilot:
        await focus(pilot, "placement.time")
        await press(pilot, "end", "x")
        await focus(pilot, "name")
        await press(pilot, "f3", "ctrl+s")
        page = pilot.app.screen
        assert isinstance(page, BuildScreen)
        assert page.fold == ""
        assert pilot.app.focused is field(pilot, "placement.time")
