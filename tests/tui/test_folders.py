"""Fetching results and cleaning up run folders, from the lists of jobs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from llmtui.domain.record import JobRecord
from llmtui.errors import CannotTellError, JournalError, RequestError
from llmtui.services.runs.clean import Old, Size
from llmtui.tui.glyphs import ASCII, UNICODE, Glyphs
from llmtui.tui.screens.clean import CleanScreen
from llmtui.tui.screens.cleanask import DeleteScreen
from llmtui.tui.screens.fetch import FetchScreen
from llmtui.tui.screens.job import JobScreen
from llmtui.tui.screens.jobs import JobsScreen

from .fakes import FakeSession, running
from .screens import check_grid, grid, opened, paste, press, settle, until

RECORDS = (
    running(5, name="llama-8b-reviews"),
    running(4, name="gpt-neo-imdb", state="FAILED", exit_code="1:0"),
    running(3, name="first-run", state="COMPLETED"),
    replace(running(2, name="lost"), seen="vanished"),
)
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def session(session: FakeSession) -> FakeSession:
    session.listed = RECORDS
    for record in RECORDS:
        session.records.write(record)
    folders = session.folders
    folders.found = {
        RECORDS[1].id: Old(RECORDS[1], Size("there", 15_400_000_000), 12 * 86400.0),
        RECORDS[3].id: Old(RECORDS[3], Size("late"), 3600.0, "it is not known how the job ended"),
    }
    return session


async def to_fetch(pilot: Pilot[int], folder: Path) -> None:
    await press(pilot, "f6", "g")
    assert isinstance(pilot.app.screen, FetchScreen)
    await paste(pilot, str(folder))


async def test_results_come_where_they_are_wanted(session: FakeSession, tmp_path: Path) -> None:
    """What goes wrong stays in the dialog, with what was typed."""
    async with opened(session) as pilot:
        await to_fetch(pilot, tmp_path / "mine")
        shown = grid(pilot.app)
        assert "Fetch the results of llama-8b-reviews" in shown
        assert "2 files    84.0 MiB" in shown
        assert "not fetched: data: a link" in shown
        session.folders.refuse = CannotTellError("the connection to lumi was lost", hint="fetch it again to go on")
        await press(pilot, "enter")
        assert "the connection to lumi was lost" in grid(pilot.app)
        assert "fetch it again" in grid(pilot.app)
        assert "enter fetches" in grid(pilot.app), "the keys stay"
        session.folders.refuse = None
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JobsScreen)
        assert "Fetched" in grid(pilot.app)
        await press(pilot, "enter", "g", "f2")
        assert "[x] checkpoints" in grid(pilot.app)
        await paste(pilot, str(tmp_path / "all"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JobScreen)
    words = ("llama-8b-reviews", tmp_path / "mine", "results")
    assert session.folders.fetched == [words, words, ("llama-8b-reviews", tmp_path / "all", "all")]


async def test_a_folder_of_no_user_is_said_in_the_dialog(session: FakeSession, tmp_path: Path) -> None:
    async with opened(session) as pilot:
        await to_fetch(pilot, Path("~nosuchuser/mine"))
        await press(pilot, "enter")
        assert "there is no such user: nosuchuser" in grid(pilot.app)
        assert "./~nosuchuser/mine" in grid(pilot.app)
        await paste(pilot, str(tmp_path / "mine"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JobsScreen)
    assert session.folders.fetched == [("llama-8b-reviews", tmp_path / "mine", "results")]


async def test_it_shows_how_far_it_is_and_is_stopped(session: FakeSession, tmp_path: Path) -> None:
    session.folders.may_end.clear()
    async with opened(session) as pilot:
        await to_fetch(pilot, tmp_path / "mine")
        await pilot.press("enter")
        await until(pilot, lambda: "28.0 MiB of 84.0 MiB" in grid(pilot.app))
        assert "output/adapter_model.safetensors" in grid(pilot.app)
        await pilot.press("enter", "f2", "escape")
        await until(pilot, session.folders.stopped.is_set)
        await settle(pilot)
        assert isinstance(pilot.app.screen, JobsScreen)
        assert "fetch again to go on" in grid(pilot.app)
    assert len(session.folders.fetched) == 1


async def test_a_folder_that_is_gone_cannot_be_fetched(session: FakeSession) -> None:
    """It is said in place of the log as well; the folder of the last fetch is offered again."""
    session.folders.refuse = RequestError("the run's folder is gone from local")
    session.folders.notes = {RECORDS[2].id: "the run's folder is gone from local"}
    session.listed = (replace(RECORDS[2], fetched_to="/data/before"),)
    async with opened(session) as pilot:
        await press(pilot, "f6", "g")
        assert "the run's folder is gone from local" in grid(pilot.app)
        assert "esc leaves" in grid(pilot.app)
        assert "enter fetches" not in grid(pilot.app), "there is nothing to fetch"
        assert pilot.app.screen.query_one(Input).value == "/data/before"
        await press(pilot, "enter")
        assert session.folders.fetched == []
        await press(pilot, "escape", "enter")
        await until(pilot, lambda: "the run's folder is gone from local" in grid(pilot.app).splitlines()[-2])
        assert grid(pilot.app).count("gone from local") == 2, "beside the log, and where the curve would be"


# Cleaning up


async def test_deleting_asks_and_enter_is_no(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6", "x")
        assert isinstance(pilot.app.screen, CleanScreen)
        assert "llama-8b-reviews" not in grid(pilot.app).split("Run folders")[1], "it still runs"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DeleteScreen)
        shown = grid(pilot.app)
        assert RECORDS[1].run_dir in shown
        assert "14.3 GiB" in shown
        assert "12 d ago" in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CleanScreen)
        assert session.folders.deleted == []
        await press(pilot, "enter", "y")
        assert session.folders.deleted == ["gpt-neo-imdb"]
        assert "gpt-neo-imdb" not in grid(pilot.app).split("Run folders")[1]
        before = session.refreshed
        await press(pilot, "escape")
        assert session.refreshed > before, "the list of jobs is read again"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
async def test_what_is_deleted_can_be_read_whole(session: FakeSession, glyphs: Glyphs) -> None:
    """Lines of the dialog are joined again as they were folded."""
    folder = f"/scratch/project_465000001/{'a' * 70}/runs/5eda3c61ae0e0b6e88b3b80ee1a0f00d"
    run = replace(RECORDS[1], run_dir=folder, name="long")
    session.listed = (run, *(running(number, state="COMPLETED") for number in range(20, 40)))
    session.folders.found = {run.id: Old(run, Size("there", 15_400_000_000), 12 * 86400.0, "it is kept")}
    async with opened(session, (80, 24), glyphs=glyphs) as pilot:
        await press(pilot, "f6", "x")
        shown = grid(pilot.app)
        assert folder in _joined(shown)
        assert "stays: it is kept" in shown
        assert "esc leaves" in shown, "the keys stay in view"
        session.folders.found = {run.id: Old(run, Size("there", 15_400_000_000), 12 * 86400.0)}
        await press(pilot, "escape", "x", "enter")
        assert isinstance(pilot.app.screen, DeleteScreen)
        assert folder in _joined(grid(pilot.app))


def _joined(shown: str) -> str:
    return "".join(line[5:75].strip() for line in shown.splitlines())


async def test_several_are_marked_and_those_that_must_stay_do(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "a")
        assert "2 marked, 21.3 GiB" in grid(pilot.app)
        await press(pilot, "end", "space")
        assert "stays: it is not known how the job ended" in grid(pilot.app)
        assert "3 marked, 21.3 GiB" in grid(pilot.app)
        session.folders.refuse = RequestError("it belongs to another user")
        await press(pilot, "enter", "y")
        assert "gpt-neo-imdb: it belongs to another user (and 1 more)" in grid(pilot.app)
        assert session.folders.deleted == []
        session.folders.refuse = None
        await press(pilot, "enter", "y")
        assert session.folders.deleted == ["gpt-neo-imdb", "first-run"]
        await press(pilot, "enter")
        assert "nothing of it can be deleted" in grid(pilot.app)
        assert "esc leaves" in grid(pilot.app)


async def test_after_the_last_folder_nothing_is_offered(session: FakeSession) -> None:
    session.listed = RECORDS[:2]
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "enter", "y")
        shown = grid(pilot.app).split("Run folders")[1]
        assert "no run folder is left" in shown
        assert "esc leaves" in shown
        for gone in ("enter deletes", "space marks", "a all", "f forgets"):
            assert gone not in shown
        await press(pilot, "space", "a", "enter", "f", "u")
        assert isinstance(pilot.app.screen, CleanScreen)


async def test_a_job_is_forgotten_and_put_back(session: FakeSession) -> None:
    def listed() -> list[JobRecord]:
        return sorted(session.records.load().records, key=lambda record: record.id)

    before = listed()
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "down", "f")
        assert "first-run" not in grid(pilot.app).split("Run folders")[1]
        assert listed() == [record for record in before if record.name != "first-run"]
        await press(pilot, "u")
        assert "first-run" in grid(pilot.app).split("Run folders")[1]
        assert listed() == before
        assert session.folders.deleted == []


async def test_what_could_be_forgotten_is_told_apart_from_what_could_not(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget = session.records.forget

    def fails_for_one(run_id: str) -> None:
        if session.records.get(run_id).name == "gpt-neo-imdb":
            raise JournalError("the disk is full")
        forget(run_id)

    monkeypatch.setattr(session.records, "forget", fails_for_one)
    async with opened(session) as pilot:
        await press(pilot, "f6", "x", "a", "f")
        shown = grid(pilot.app).split("Run folders")[1]
        assert "gpt-neo-imdb: the disk is full" in shown
        assert "first-run" not in shown, "it is out of the list"
        names = {record.name for record in session.records.load().records}
        assert "gpt-neo-imdb" in names
        assert "first-run" not in names
        await press(pilot, "u")
        assert "first-run" in grid(pilot.app).split("Run folders")[1]
        monkeypatch.undo()
        before = session.refreshed
        await press(pilot, "escape")
        assert session.refreshed > before, "the list of jobs is read again"


async def test_a_single_run_from_its_own_screen(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6", "down", "enter", "x")
        assert isinstance(pilot.app.screen, CleanScreen)
        assert pilot.app.screen.query_one(OptionList).option_count == 1
        await press(pilot, "escape", "escape", "up", "enter", "x")
        assert "no job has ended yet" in grid(pilot.app)
        await press(pilot, "space", "a", "enter", "f", "u", "escape")
        assert isinstance(pilot.app.screen, JobScreen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialogs_as_they_are_drawn(session: FakeSession, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    session.folders.may_end.clear()
    async with opened(session, size) as pilot:
        await press(pilot, "f6", "g")
        pilot.app.screen.query_one(Input).value = "/scratch/project/llama-8b-reviews-00000000"
        await settle(pilot)
        check_grid(pilot.app, f"fetch-{name}")
        await pilot.press("enter")
        await until(pilot, lambda: "28.0 MiB" in grid(pilot.app))
        check_grid(pilot.app, f"fetching-{name}")
        session.folders.may_end.set()
        await settle(pilot)
    async with opened(session, size) as pilot:
        await press(pilot, "f6", "x", "space", "end")
        check_grid(pilot.app, f"clean-{name}")
        await press(pilot, "a", "enter")
        check_grid(pilot.app, f"delete-{name}")


async def test_only_ascii_where_there_is_no_more(session: FakeSession) -> None:
    async with opened(session, (80, 24), glyphs=ASCII) as pilot:
        for keys in (("f6", "g"), ("f2",), ("escape", "x"), ("a", "enter")):
            await press(pilot, *keys)
            assert grid(pilot.app).isascii(), grid(pilot.app)
