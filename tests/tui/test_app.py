"""The app as a whole: start, restart, demo, refreshing, palette, themes, mouse."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from llmtui.services.session import Session
from llmtui.services.watching.budget import Budget
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.theme import THEMES

from .fakes import FakeSession, running
from .screens import grid, opened, paste, press, settle, until


class OnDisk(FakeSession):
    """Keeps the form where the real session keeps it."""

    form = Session.form
    save_form = Session.save_form


async def test_a_form_survives_an_app_that_is_killed(tmp_path: Path) -> None:
    app = LlmtuiApp(OnDisk(tmp_path))
    with contextlib.suppress(asyncio.CancelledError):
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: "my-job" in grid(app))
            await paste(pilot, "half-done")
            await press(pilot, "down", "right")
            kept = (tmp_path / "state" / "form.json").read_text()
            assert "half-done" in kept, "the form is on disk before anybody quits"
    async with opened(OnDisk(tmp_path), (80, 24)) as pilot:
        assert "half-done" in grid(pilot.app)
        assert "● inference" in grid(pilot.app)


async def test_a_first_start_has_an_empty_form_and_says_what_is_missing(tmp_path: Path) -> None:
    async with opened(FakeSession(tmp_path, first=None), (80, 24)) as pilot:
        assert "my-job" in grid(pilot.app)
        assert "unknown model" in grid(pilot.app)


@pytest.mark.parametrize("keys", [("f4",), ("f6", "d")], ids=["from the form", "from the list"])
async def test_the_demo_job_comes_into_the_form(session: FakeSession, keys: tuple[str, ...]) -> None:
    async with opened(session) as pilot:
        await press(pilot, *keys)
        await until(pilot, lambda: pilot.app.current_mode == "build" and "demo" in grid(pilot.app))
        sheet = pilot.app.screen.query_one(Sheet)
        assert sheet.values["placement.cluster"] == "local"
        assert sheet.values["training.dataset"].endswith("train.jsonl")


async def test_the_demo_can_be_asked_for_at_the_start(session: FakeSession) -> None:
    async with opened(session, (80, 24), demo=True) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query(Sheet)))
        assert pilot.app.screen.query_one(Sheet).values["training.dataset"].endswith("train.jsonl")


async def test_slurm_is_asked_again_by_itself_and_less_without_focus(session: FakeSession) -> None:
    session.listed = (running(1),)
    session.poll_interval_s = lambda: 2.0  # type: ignore[method-assign]
    async with opened(session) as pilot:
        before = session.refreshed
        await until(pilot, lambda: session.refreshed > before)
        session.poll_interval_s = lambda: 3.0  # type: ignore[method-assign]
        pilot.app.post_message(events.AppBlur())
        await until(pilot, lambda: not pilot.app.app_focus)
        await until(pilot, lambda: session.refreshed > before + 1)
        quiet = session.refreshed
        await pilot.pause(3.3)
        assert session.refreshed == quiet
        pilot.app.post_message(events.AppFocus())
        await until(pilot, lambda: session.refreshed > quiet)


async def test_the_top_line_says_what_all_windows_asked_slurm(session: FakeSession) -> None:
    session.listed = (replace(running(1), cluster="lumi"),)
    other = Budget(session.paths.state / "polling")
    for _ in range(3):
        other.called("lumi")
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert grid(pilot.app).splitlines()[0].endswith("lumi  Slurm 3/min")


async def test_the_palette_runs_the_actions_of_the_screen(session: FakeSession) -> None:
    session.listed = (running(1, name="first"),)
    async with opened(session) as pilot:
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: "Build: Submit" in grid(pilot.app))
        await pilot.press(*"go: jobs")
        await until(pilot, lambda: "All jobs submitted" in grid(pilot.app))
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.current_mode == "jobs")


async def test_tabs_and_keys_on_the_screen_take_the_mouse(session: FakeSession) -> None:
    session.listed = (running(1, name="first"),)
    async with opened(session) as pilot:
        await pilot.click("TopLine", offset=(23, 0))
        await settle(pilot)
        assert pilot.app.current_mode == "jobs"
        at = grid(pilot.app).splitlines()[-1].index("Open")
        await pilot.click("KeyLine", offset=(at, 0))
        await settle(pilot)
        assert pilot.app.current_mode == "job"


async def test_a_dialog_keeps_its_place(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s", "f6")
        assert pilot.app.current_mode == "build"
        assert "Submit smol-reviews?" in grid(pilot.app)


async def test_every_theme_draws_every_screen(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        for theme in (*(theme.name for theme in THEMES), "textual-light", "nord", "ansi-dark"):
            pilot.app.theme = theme
            for key in ("f5", "f6", "f7"):
                await press(pilot, key)
        assert pilot.app.is_running


async def test_quit_leaves_with_nothing_lost(session: FakeSession) -> None:
    app = LlmtuiApp(session)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, BuildScreen) and "smol-reviews" in grid(app))
        await paste(pilot, "kept")
        await pilot.press("ctrl+q")
    assert app.return_code == 0
    assert session.kept is not None
    assert session.kept.spec.name == "kept"


async def test_no_figure_waits_for_the_terminal(session: FakeSession) -> None:
    """The form holds few widgets: it is mounted within a moment, and so is a job with a long log."""
    session.listed = (replace(running(1)),)
    session.log.pending.append("line\n" * 20_000)
    async with opened(session) as pilot:
        assert len(list(pilot.app.screen.query("*"))) <= 45
        await press(pilot, "f6", "enter")
        await until(pilot, lambda: "97.7 KiB" in grid(pilot.app))
