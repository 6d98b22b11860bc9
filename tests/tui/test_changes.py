"""What is marked as changed, and until when."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from llmtui.tui.changes import Looks, changed_lines
from llmtui.tui.form.editors import element_id

from .fakes import FakeSession
from .screens import grid, opened, paste, press

TEXTS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=6).map("\n".join)


def two_files() -> Looks:
    looks = Looks()
    looks.take({"one": "a\nb", "two": "x"})
    return looks


def test_nothing_is_changed_at_the_start() -> None:
    looks = two_files()
    assert not looks.unseen("one")
    assert looks.changed("one") == frozenset()


def test_what_changes_out_of_sight_adds_up_until_it_is_looked_at() -> None:
    looks = two_files()
    looks.take({"one": "a\nB", "two": "x"})
    looks.take({"one": "A\nB", "two": "x"})
    assert looks.unseen("one")
    assert not looks.unseen("two")
    looks.look("one")
    assert not looks.unseen("one")
    assert looks.changed("one") == {0, 1}, "the marks stay while it is looked at"
    looks.move_on("one")
    assert looks.changed("one") == frozenset()


def test_the_next_change_of_a_file_in_sight_is_the_only_one_that_is_marked() -> None:
    looks = two_files()
    looks.look("one")
    looks.take({"one": "a\nB", "two": "x"})
    looks.look("one")
    assert looks.changed("one") == {1}
    looks.take({"one": "a\nB", "two": "x"})
    assert looks.changed("one") == {1}, "a preview that changes nothing in it leaves the marks"
    looks.take({"one": "A\nB", "two": "x"})
    assert looks.changed("one") == {0}


def test_moving_on_from_what_was_not_looked_at_forgets_nothing() -> None:
    looks = two_files()
    looks.look("one")
    looks.take({"one": "changed", "two": "x"})
    looks.move_on("one")
    assert looks.unseen("one")
    looks.forget()
    looks.take({"one": "another job"})
    assert not looks.unseen("one")


def test_what_changes_and_changes_back_is_no_change() -> None:
    looks = two_files()
    looks.take({"one": "z"})
    looks.take({"one": "a\nb"})
    assert not looks.unseen("one")


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_marks_are_the_difference_to_what_was_last_seen(texts: list[str]) -> None:
    looks = Looks()
    looks.take({"f": texts[0]})
    looks.look("f")
    looks.move_on("f")
    looks.take({"f": texts[0] + "\nmore"})
    for text in texts:
        looks.take({"f": text})
    assert looks.changed("f") == changed_lines(texts[0].splitlines(), texts[-1].splitlines())


def test_a_very_large_change_is_marked_as_a_whole_and_at_once() -> None:
    before = ["same", *["old"] * 5000, "end"]
    after = ["same", *["old", "new"] * 5000, "end"]
    begin = time.perf_counter()
    found = changed_lines(before, after)
    assert time.perf_counter() - begin < 5, "line by line it takes minutes"
    assert found == frozenset(range(2, 10_000)) | found
    assert 0 not in found
    assert changed_lines(before, ["same"]) == {0}


# On the screen


async def set_time(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(f"#{element_id('placement.time')}").focus()
    await paste(pilot, text)


def tabs_line(pilot: Pilot[int]) -> str:
    return next(line for line in grid(pilot.app).splitlines() if "accelerate" in line and "manifest" in line)


async def test_a_tab_carries_a_mark_until_its_file_was_looked_at(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f3")
        assert "▌job.sh" not in tabs_line(pilot)
        await set_time(pilot, "00:20:00")
        await set_time(pilot, "00:21:00")
        assert "▌job.sh" in tabs_line(pilot)
        assert " accelerate.yaml" in tabs_line(pilot)
        await press(pilot, "f3", "f3", "f3", "f3")
        assert "▌job.sh" not in tabs_line(pilot)
        assert "▌ #SBATCH --time=00:21:00" in grid(pilot.app)
        await press(pilot, "f3", "f3", "f3", "f3", "f3")
        assert "  #SBATCH --time=00:21:00" in grid(pilot.app)
        assert "▌ #SBATCH" not in grid(pilot.app)


async def test_the_file_on_the_screen_shows_what_the_last_change_did(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await set_time(pilot, "00:20:00")
        assert "▌ #SBATCH --time=00:20:00" in grid(pilot.app)
        pilot.app.screen.query_one(f"#{element_id('name')}").focus()
        await paste(pilot, "renamed")
        assert "▌ #SBATCH --job-name=renamed" in grid(pilot.app)
        assert "▌ #SBATCH --time" not in grid(pilot.app)


async def test_a_folded_file_is_not_looked_at(session: FakeSession) -> None:
    async with opened(session, (80, 24)) as pilot:
        await set_time(pilot, "00:20:00")
        pilot.app.screen.query_one(f"#{element_id('name')}").focus()
        await paste(pilot, "renamed")
        await press(pilot, "f3")
        shown = grid(pilot.app)
        assert "▌ #SBATCH --time=00:20:00" in shown
        assert "▌ #SBATCH --job-name=renamed" in shown
        await press(pilot, "escape", "f3")
        assert "▌ #SBATCH" not in grid(pilot.app)


async def test_what_changes_behind_a_dialog_is_looked_at_when_it_closes(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f3", "f8")
        pilot.app.screen.query_one("#text").focus()
        await press(pilot, "ctrl+end", "enter", "#", "x", "ctrl+s")
        assert "▌ #x" in grid(pilot.app)
        assert "▌accelerate.yaml" not in tabs_line(pilot)
        assert "▌manifest" in tabs_line(pilot)


async def test_the_manifest_says_size_sum_and_what_was_edited(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "x", "ctrl+s", "f3", "f3", "f3")
        shown = grid(pilot.app)
        line = next(line for line in shown.splitlines() if "job.sh" in line and " B " in line)
        assert line.rstrip().endswith("edited")
        assert len(line.split()[-2]) == 12
        other = next(line for line in shown.splitlines() if "run.json" in line and " B " in line)
        assert "edited" not in other


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_tabs_keep_every_name_at_any_width(session: FakeSession, width: int) -> None:
    async with opened(session, (width, 30)) as pilot:
        if width < 100:
            await press(pilot, "f3")
        await press(pilot, "f8", "x", "ctrl+s")
        line = tabs_line(pilot)
        for name in ("job.sh", "accelerate.yaml", "run.json", "manifest"):
            assert (name if width != 100 else name.partition(".")[0]) in line
        assert {80: "job.sh edited", 100: "job*", 120: "job.sh*"}[width] in line
        assert "lint" in line
