"""The export dialog: which folder, what is copied, how far it is; nothing is overwritten unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from llmtui.domain.bundle import InputFile
from llmtui.errors import RequestError
from llmtui.services import export as exporting
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.export import ExportScreen

from .fakes import FakeSession
from .screens import check_grid, grid, opened, paste, press, settle, until


@pytest.fixture
def session(session: FakeSession, tmp_path: Path) -> FakeSession:
    """Its job reads a file of 2 MiB, which is copied."""
    data = tmp_path / "train.jsonl"
    data.write_bytes(b"x" * 2 * 1024**2)
    session.inputs = (InputFile("training.dataset", str(data), "inputs/dataset/train.jsonl"),)
    return session


async def ask_for(pilot: Pilot[int], folder: Path) -> None:
    await press(pilot, "f9")
    await paste(pilot, str(folder))


async def test_a_folder_is_written_with_its_inputs(session: FakeSession, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with opened(session) as pilot:
        await ask_for(pilot, folder)
        assert "[x] copy data and model into it: 2.0 MiB" in grid(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuildScreen))
        assert "submit there with: sbatch job.sh" in " ".join(grid(pilot.app).split())
    assert (folder / "inputs/dataset/train.jsonl").stat().st_size == 2 * 1024**2
    assert "sbatch job.sh" in (folder / "README.txt").read_text()


async def test_an_edited_file_is_exported_as_it_was_edited(session: FakeSession, tmp_path: Path) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "ctrl+end", "#", "x", "ctrl+s")
        await ask_for(pilot, tmp_path / "out")
        await press(pilot, "enter")
        await until(pilot, lambda: (tmp_path / "out" / "README.txt").exists())
    assert (tmp_path / "out" / "job.sh").read_text().endswith("#x")
    assert "Edited by hand: job.sh" in (tmp_path / "out" / "README.txt").read_text()


async def test_data_may_stay_where_they_are(session: FakeSession) -> None:
    asked: list[object] = []
    kept = session.preview

    def preview(*words: object, **more: object) -> object:
        asked.append(more.get("copy_inputs"))
        return kept(*words, **more)  # type: ignore[arg-type]

    session.preview = preview  # type: ignore[method-assign, assignment]
    async with opened(session) as pilot:
        await press(pilot, "f9", "f2")
        assert "[ ] data and model stay where they are" in grid(pilot.app)
        asked.clear()
        await paste(pilot, str(session.paths.state / "out"))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuildScreen))
    assert asked == [False]


async def test_other_things_in_the_folder_are_asked_about(session: FakeSession, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "job.sh").write_text("my own\n")
    async with opened(session) as pilot:
        await ask_for(pilot, folder)
        await press(pilot, "enter")
        assert "has other things in it: job.sh" in grid(pilot.app)
        assert (folder / "job.sh").read_text() == "my own\n"
        await press(pilot, "2")
        assert "has other things" not in grid(pilot.app), "another folder is another question"
        await press(pilot, "backspace", "enter")
        assert "has other things in it: job.sh" in grid(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuildScreen))
    assert (folder / "job.sh").read_text().startswith("#!/bin/bash")


async def test_a_folder_that_cannot_be_written_can_be_named_anew(session: FakeSession, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with opened(session) as pilot:
        await ask_for(pilot, tmp_path / "file")
        await press(pilot, "enter")
        assert "cannot write" in grid(pilot.app)
        assert isinstance(pilot.app.screen, ExportScreen)
        await paste(pilot, str(tmp_path / "other"))
        await press(pilot, "enter")
        await until(pilot, lambda: (tmp_path / "other" / "job.sh").exists())


async def test_a_copy_shows_how_far_it_is_and_is_stopped(
    session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that waits after its first word until it was told to stop."""
    stopped = threading.Event()

    def slow(
        draft: object, folder: Path, *, stop: Callable[[], bool], progress: Callable[[str], None], **more: object
    ) -> object:
        progress("copying train.jsonl: 1.0 GiB of 9.0 GiB")
        while not stop():
            stopped.wait(0.01)
        stopped.set()
        raise RequestError("stopped")

    monkeypatch.setattr(exporting, "export", slow)
    async with opened(session) as pilot:
        await ask_for(pilot, tmp_path / "out")
        await pilot.press("enter")
        await until(pilot, lambda: "copying train.jsonl: 1.0 GiB of 9.0 GiB; esc stops it" in grid(pilot.app))
        await pilot.press("enter")
        await pilot.press("escape")
        await until(pilot, stopped.is_set)
        await settle(pilot)
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "the folder is not complete" in grid(pilot.app)


async def test_a_job_that_cannot_be_is_told_in_the_dialog(session: FakeSession) -> None:
    assert session.kept is not None
    async with opened(session) as pilot:
        session.crash = RequestError("there is no such cluster")
        await press(pilot, "f9")
        assert "there is no such cluster" in grid(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BuildScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialog_as_it_is_drawn(session: FakeSession, size: tuple[int, int]) -> None:
    async with opened(session, size) as pilot:
        await press(pilot, "f9")
        pilot.app.screen.query_one(Input).value = "/scratch/project/reviews-files"
        await settle(pilot)
        check_grid(pilot.app, f"export-{size[0]}x{size[1]}")


async def test_a_folder_of_no_user_is_said_in_the_dialog(session: FakeSession, tmp_path: Path) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f9")
        await paste(pilot, "~nosuchuser/out")
        await press(pilot, "enter")
        assert "there is no such user: nosuchuser" in grid(pilot.app)
        await paste(pilot, str(tmp_path / "out"))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuildScreen))
    assert (tmp_path / "out" / "job.sh").exists()
