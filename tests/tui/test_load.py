"""Another job for the form: what is only in the form is asked about, and comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from llmtui.domain.edits import Edit
from llmtui.tui.form.editors import element_id
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.confirm import ConfirmScreen

from .fakes import FakeSession, running
from .fakesites import FIRST
from .screens import grid, opened, paste, press, settle, until

QUESTION = "The edits of job.sh are not part of the job that comes."


def values(pilot: Pilot[int]) -> dict[str, str]:
    return dict(pilot.app.screen.query_one(Sheet).values)


async def edit_by_hand(pilot: Pilot[int]) -> None:
    await press(pilot, "f8", "ctrl+end", *"echo", "space", *"done", "ctrl+s")
    assert "echo done" in grid(pilot.app)


async def ask_for_demo(pilot: Pilot[int], tmp_path: Path) -> None:
    await press(pilot, "f4")


async def ask_for_demo_from_the_list(pilot: Pilot[int], tmp_path: Path) -> None:
    await press(pilot, "f6", "d")


async def ask_for_file(pilot: Pilot[int], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nname: from-file\ntask: finetune\nmodel: m\ntraining: {dataset: rows.txt}\n")
    await press(pilot, "ctrl+o")
    await paste(pilot, str(path))
    await press(pilot, "enter")


async def ask_for_script(pilot: Pilot[int], tmp_path: Path) -> None:
    path = tmp_path / "mine.sh"
    path.write_text("#!/bin/bash\n#SBATCH --job-name=from-script\n#SBATCH --time=00:10:00\nsrun python3 train.py\n")
    await press(pilot, "ctrl+o")
    await paste(pilot, str(path))
    await press(pilot, "enter")


async def ask_for_earlier_job(pilot: Pilot[int], tmp_path: Path) -> None:
    await press(pilot, "f6", "s")


WAYS = [ask_for_demo, ask_for_demo_from_the_list, ask_for_file, ask_for_script, ask_for_earlier_job]


def asked(pilot: Pilot[int]) -> bool:
    return isinstance(pilot.app.screen, ConfirmScreen)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
async def test_edits_by_hand_are_asked_about_and_come_back(
    session: FakeSession, tmp_path: Path, way: object, size: tuple[int, int]
) -> None:
    assert callable(way)
    session.listed = (running(1, name="earlier"),)
    async with opened(session, (120, 40)) as pilot:
        await edit_by_hand(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert session.kept is not None
        before, edits = values(pilot), session.kept.edits
        await way(pilot, tmp_path)
        await until(pilot, lambda: asked(pilot))
        shown = grid(pilot.app)
        assert QUESTION in shown
        assert "^z brings this form back" in shown
        await press(pilot, "escape")
        assert session.kept.edits == edits
        await press(pilot, "f5")
        assert values(pilot) == before, "no leaves the form as it is"

        await way(pilot, tmp_path)
        await until(pilot, lambda: asked(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.current_mode == "build" and not asked(pilot))
        if not isinstance(pilot.app.screen, BuildScreen):  # what became of the script's lines
            await press(pilot, "escape")
        await settle(pilot)
        assert values(pilot) != before
        assert session.kept.edits == ()

        await press(pilot, "ctrl+z")
        assert not asked(pilot), "nothing of the job that came is lost"
        assert values(pilot) == before
        assert session.kept.edits == edits
        assert (session.kept.spec, session.kept.base) == (FIRST, Path("/data/reviews"))


async def test_what_was_changed_in_the_form_is_asked_about(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('placement.time')}").focus()
        await paste(pilot, "00:42:00")
        await press(pilot, "f4")
        assert "The changes of the form are not part of the job that comes." in grid(pilot.app)
        await press(pilot, "enter")
        assert values(pilot)["placement.time"] != "00:42:00"
        await press(pilot, "ctrl+z")
        assert values(pilot)["placement.time"] == "00:42:00"
        await press(pilot, "f4")
        assert asked(pilot), "it is still nowhere but in the form"


async def test_a_text_that_is_no_value_comes_back_too(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('training.max_length')}").focus()
        await paste(pilot, "many")
        await press(pilot, "f4", "enter", "ctrl+z")
        assert values(pilot)["training.max_length"] == "many"
        assert "'many' is not a whole number" in grid(pilot.app)


async def test_nothing_is_asked_where_nothing_is_lost(session: FakeSession) -> None:
    base = "#!/bin/bash\nset -euo pipefail\n"
    edit = Edit("job.sh", base, base.replace("set -euo", "set -exuo"))
    session.listed = (replace(running(1, name="earlier"), edits=(edit,)),)
    async with opened(session) as pilot:
        before = values(pilot)
        await press(pilot, "f6", "s")
        assert "set -exuo" in grid(pilot.app)
        await press(pilot, "f4")
        assert not asked(pilot), "the job on the list has these edits"
        assert "set -exuo" not in grid(pilot.app)
        await press(pilot, "ctrl+z")
        assert "set -exuo" in grid(pilot.app)
        await press(pilot, "ctrl+z")
        assert values(pilot) == before
        await press(pilot, "ctrl+z")
        assert values(pilot) == before


async def test_a_job_that_was_submitted_has_its_edits(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_by_hand(pilot)
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
        await press(pilot, "f5", "f4")
        assert not asked(pilot)
        assert "echo done" not in grid(pilot.app)


async def test_edits_of_a_form_that_came_back_at_the_start_are_asked_about(session: FakeSession) -> None:
    assert session.kept is not None
    session.kept = replace(session.kept, edits=(Edit("job.sh", "", "echo mine\n"),))
    async with opened(session) as pilot:
        await press(pilot, "f4")
        assert QUESTION in grid(pilot.app)


async def test_taking_a_load_back_asks_about_edits_made_since(session: FakeSession) -> None:
    session.listed = (running(1, name="earlier"),)
    async with opened(session) as pilot:
        before = values(pilot)
        await press(pilot, "f6", "s")
        await edit_by_hand(pilot)
        loaded = values(pilot)
        await press(pilot, "ctrl+z")
        assert "The edits of job.sh are not part of the form that comes back." in grid(pilot.app)
        await press(pilot, "escape")
        assert values(pilot) == loaded
        await press(pilot, "ctrl+z", "enter")
        assert values(pilot) == before


async def test_a_file_of_no_user_is_said_and_the_form_stays(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+o")
        await paste(pilot, "~nosuchuser/job.yaml")
        await press(pilot, "enter")
        assert "there is no such user: nosuchuser" in grid(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BuildScreen)
