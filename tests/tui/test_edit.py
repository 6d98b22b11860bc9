"""Edits by hand: made in the app or in $EDITOR, kept, merged, linted, submitted, brought back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from llmtui.domain.edits import Edit
from llmtui.tui.form.editors import element_id
from llmtui.tui.glyphs import ASCII
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.edit import EditScreen

from .editing import edit_time, editor, replace_line, set_time
from .fakes import FakeSession, running
from .screens import check_grid, grid, opened, press, until
from .test_hostile import HOSTILE, check


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)


async def test_an_edit_is_shown_kept_and_submitted(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8")
        assert "as generated" in grid(pilot.app)
        await press(pilot, "ctrl+end", *"echo", "space", *"done")
        assert "edited by hand, not saved" in grid(pilot.app)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "echo done" in grid(pilot.app)
        assert session.kept is not None
        assert session.kept.edits[0].text.endswith("run.json\necho done")
        await press(pilot, "ctrl+s")
        assert "job.sh edited: what you wrote is submitted" in grid(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(session.submitted))
        assert session.submitted[0].bundle.text("job.sh") == session.kept.edits[0].text
    async with opened(session) as pilot:
        assert "echo done" in grid(pilot.app), "it comes back with the form"


async def test_an_edit_outlives_changes_of_the_form(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8")
        replace_line(pilot, "#SBATCH --nodes", "#SBATCH --nodes=7")
        await press(pilot, "ctrl+s")
        await set_time(pilot, "00:42:00")
        shown = grid(pilot.app)
        assert "#SBATCH --nodes=7" in shown
        assert "#SBATCH --time=00:42:00" in shown
        assert "changed since you edited" not in shown


async def test_generated_lines_that_moved_are_told_and_can_be_taken(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        shown = grid(pilot.app)
        assert "#SBATCH --time=03:00:00" in shown
        assert "generated line 5 of job.sh has changed since you edited" in shown
        assert "F8 opens the file, F4 takes the generated lines" in shown
        await press(pilot, "f8")
        assert "F4 takes generated line 5, changed since you edited: #SBATCH --time=00:42:00" in grid(pilot.app)
        assert editor(pilot).cursor_location == (4, 0)
        await press(pilot, "ctrl+home", "enter", "f4")
        assert "F4" not in grid(pilot.app)
        assert "#SBATCH --time=00:42:00" in editor(pilot).text
        assert "03:00:00" not in editor(pilot).text
        await press(pilot, "ctrl+z")
        assert "03:00:00" in editor(pilot).text
        await press(pilot, "ctrl+y", "ctrl+s")
        assert "--time=00:42:00" in grid(pilot.app)
        assert "changed since you edited" not in grid(pilot.app)


async def test_saving_keeps_ones_own_lines_and_settles_it(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        await press(pilot, "f8", "ctrl+s")
        assert "#SBATCH --time=03:00:00" in grid(pilot.app)
        assert "changed since you edited" not in grid(pilot.app)


async def test_back_to_the_generated_text(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await press(pilot, "f8", "f3")
        assert "--time=00:15:00" in editor(pilot).text
        await press(pilot, "ctrl+z")
        assert "--time=03:00:00" in editor(pilot).text
        await press(pilot, "f3", "ctrl+s")
        assert session.kept is not None
        assert session.kept.edits == ()
        assert "job.sh*" not in grid(pilot.app)


async def test_leaving_asks_only_when_something_would_be_lost(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "escape")
        assert isinstance(pilot.app.screen, BuildScreen)
        await press(pilot, "f8", "x", "escape")
        assert "Leave without saving?" in grid(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, EditScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert session.kept is not None
        assert session.kept.edits == ()


async def test_the_difference_is_shown_and_left(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "f2")
        assert "no difference" in grid(pilot.app)
        await press(pilot, "f2")
        replace_line(pilot, "#SBATCH --time", "#SBATCH --time=03:00:00")
        await press(pilot, "f2")
        assert "-#SBATCH --time=00:15:00" in grid(pilot.app)
        assert "+#SBATCH --time=03:00:00" in grid(pilot.app)
        await press(pilot, "escape")
        assert editor(pilot).display
        await press(pilot, "f1")
        assert "llmtui render JOB -o DIR" in grid(pilot.app)


async def test_only_three_files_are_edited(session: FakeSession) -> None:
    async with opened(session) as pilot:
        for _ in range(3):
            await press(pilot, "f8")
            assert isinstance(pilot.app.screen, EditScreen)
            await press(pilot, "escape", "f3")
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "manifest is made from the others" in grid(pilot.app)


async def test_a_form_that_cannot_be_reckoned_with_leads_to_its_field(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await set_time(pilot, "soon")
        await press(pilot, "f3", "f8")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == element_id("placement.time")


async def test_an_edited_file_is_linted_and_its_errors_stop_the_job(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f3", "f3", "f8")
        assert "run.json" in grid(pilot.app).splitlines()[0]
        await press(pilot, "ctrl+end", "comma", "ctrl+s")
        shown = grid(pilot.app)
        assert "1 error" in shown
        assert "not JSON" in shown
        await press(pilot, "f3", "f3")
        assert "run.json, line" in grid(pilot.app)
        await press(pilot, "ctrl+s", "enter")
        assert session.submitted == []


async def test_a_job_is_built_again_with_its_edits(session: FakeSession) -> None:
    base = "#!/bin/bash\nset -euo pipefail\n"
    edit = Edit("job.sh", base, base.replace("set -euo", "set -exuo"))
    session.listed = (replace(running(1), edits=(edit,)),)
    async with opened(session) as pilot:
        await press(pilot, "f6", "enter", "i")
        assert "by hand" in grid(pilot.app)
        await press(pilot, "s")
        await until(pilot, lambda: pilot.app.current_mode == "build" and "job.sh*" in grid(pilot.app))
        assert "set -exuo pipefail" in grid(pilot.app)


HOSTILE_LINES = [text for name in HOSTILE for text in name.split("\n")]


async def test_hostile_text_in_an_edited_file_is_shown_as_it_is(session: FakeSession) -> None:
    text = "\n".join(HOSTILE_LINES)
    assert session.kept is not None
    session.kept = replace(session.kept, edits=(Edit("job.sh", "", text),))
    async with opened(session, (120, 60)) as pilot:
        check(pilot)
        shown = grid(pilot.app)
        for seen in (
            "job[/oops]x",
            "[@click=app.quit]click[/]",
            r"\x1b[2Jwiped",
            r"left\u202eright",
            r"\x9b31mred",
        ):
            assert seen in shown
        await press(pilot, "f8")
        check(pilot)
        shown = grid(pilot.app)
        for seen in ("job[/oops]x", "[@click=app.quit]click[/]", "\ufffd[2Jwiped", "left\ufffdright"):
            assert seen in shown
        for keys in (("ctrl+end",), ("f2",), ("escape",), ("escape",), ("f3", "f3", "f3", "f3")):
            await press(pilot, *keys)
            check(pilot)
        assert "a character that cannot be seen, U+001B" in grid(pilot.app)
        await press(pilot, "ctrl+s", "enter")
        assert session.submitted == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_editor_as_it_is_drawn(session: FakeSession, size: tuple[int, int]) -> None:
    async with opened(session, size) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        await press(pilot, "f8")
        check_grid(pilot.app, f"edit-{size[0]}x{size[1]}")
        await press(pilot, "f2")
        check_grid(pilot.app, f"difference-{size[0]}x{size[1]}")


async def test_editor_and_dialog_are_ascii_where_the_locale_has_no_more(session: FakeSession) -> None:
    async with opened(session, (80, 24), glyphs=ASCII) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        seen = []
        for keys in (
            ("f8",),
            ("f2",),
            ("escape",),
            ("f1",),
            ("escape", "x", "escape"),
            ("enter", "f3"),
            ("escape", "f9"),
        ):
            await press(pilot, *keys)
            seen.append(grid(pilot.app))
    assert "Leave without saving?" in seen[4]
    assert "job.sh edited" in seen[5]
    for screen in seen:
        assert screen.isascii(), sorted({letter for letter in screen if not letter.isascii()})
