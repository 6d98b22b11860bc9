"""Jobs: the table, and every action on it."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import DataTable

from llmtui.domain.record import JobRecord
from llmtui.errors import UnreachableError
from llmtui.tui.glyphs import UNICODE
from llmtui.tui.screens.confirm import ConfirmScreen
from llmtui.tui.screens.jobrows import damaged_words
from llmtui.tui.screens.jobs import JobsScreen

from .fakes import NOW, FakeSession, running
from .screens import grid, opened, paste, press, settle, until

RECORDS = (
    running(4, name="llama-reviews"),
    running(3, name="waits", state="PENDING"),
    running(2, name="broken", state="FAILED", exit_code="1:0", elapsed_s=33),
    running(1, name="done", state="COMPLETED", exit_code="0:0", elapsed_s=412),
)


def table(pilot: Pilot[int]) -> DataTable[object]:
    return pilot.app.screen.query_one(DataTable)


async def show(pilot: Pilot[int], session: FakeSession, records: tuple[JobRecord, ...]) -> None:
    """The session has other records, and Slurm is asked."""
    session.listed = records
    await press(pilot, "r")


async def test_an_empty_list_teaches_and_loads_the_demo(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "No jobs yet. 1 builds one, d loads the demo job." in grid(pilot.app)
        await press(pilot, "1")
        assert pilot.app.current_mode == "build"


async def test_rows_say_state_reason_and_time_against_limit(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6")
        lines = grid(pilot.app).splitlines()
        row = {word: next(line for line in lines if word in line) for word in ("llama", "waits", "broken", "done")}
        assert "► RUNNING" in row["llama"]
        assert "00:05:00" in row["llama"]
        assert "00:15:00" in row["llama"]
        assert "waiting for nodes to become free" in row["waits"]
        assert "✗ FAILED" in row["broken"]
        assert "exit code 1" in row["broken"]
        assert "00:06:52" in row["done"]
        assert "2 Jobs ·2" in lines[0]


async def test_the_table_changes_by_difference_and_the_cursor_stays(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "down", "down")
        assert table(pilot).get_row_at(table(pilot).cursor_row)[1].text.strip() == "broken"  # type: ignore[attr-defined]
        await show(pilot, session, (running(9, name="newest"), *RECORDS[:3]))
        shown = grid(pilot.app)
        assert shown.index("newest") < shown.index("llama-reviews")
        assert "done" not in shown.replace("newest", "")
        assert table(pilot).get_row_at(table(pilot).cursor_row)[1].text.strip() == "broken"  # type: ignore[attr-defined]


async def test_enter_opens_the_job_under_the_cursor(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "down", "enter")
        assert pilot.app.current_mode == "job"
        assert "waits" in grid(pilot.app).splitlines()[1]
        await press(pilot, "escape")
        assert pilot.app.current_mode == "jobs"


async def test_cancel_asks_first(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "c")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "escape")
        assert session.cancelled == []
        await press(pilot, "c", "enter")
        assert session.cancelled == [RECORDS[0].id]
        await until(pilot, lambda: "CANCELLED" in grid(pilot.app))


async def test_marked_jobs_are_cancelled_together(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "space", "space")
        shown = grid(pilot.app)
        assert (shown.count("[x] "), "2 marked" in shown) == (2, True)
        await press(pilot, "up", "space", "escape")
        assert "[x]" not in grid(pilot.app), "marked twice is not marked, and escape takes all marks away"
        await press(pilot, "up", "up", "space", "space", "c")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        assert "Cancel 2 jobs?" in grid(pilot.app)
        await press(pilot, "enter")
        assert (session.cancelled, session.together) == ([record.id for record in RECORDS[:2]], [2])
        await until(pilot, lambda: grid(pilot.app).count("CANCELLED") == 2)
        assert "[x]" not in grid(pilot.app)


async def test_a_job_that_is_being_cancelled_says_so_until_it_has_ended(session: FakeSession) -> None:
    session.listed = (replace(RECORDS[0], cancelling_at=session.now - 90), *RECORDS[1:])
    async with opened(session, (120, 40)) as pilot:
        await press(pilot, "f6")
        assert "CANCELLING" in grid(pilot.app)
        assert "Slurm was asked 1 min ago to cancel it" in grid(pilot.app)
        await press(pilot, "space")
        assert "[x]" not in grid(pilot.app)


async def test_a_job_that_has_ended_is_not_cancelled(session: FakeSession) -> None:
    session.listed = RECORDS[3:]
    async with opened(session) as pilot:
        await press(pilot, "f6", "c")
        assert isinstance(pilot.app.screen, JobsScreen)
        assert session.cancelled == []
        assert "has ended" in grid(pilot.app)


async def test_refresh_asks_slurm_now(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f6")
        before = session.forced
        await press(pilot, "r")
        assert session.forced == before + 1


async def test_build_again_loads_the_form(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "down", "s")
        assert pilot.app.current_mode == "build"
        assert "waits" in grid(pilot.app)


async def test_filter_hides_and_escape_shows_again(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session) as pilot:
        await press(pilot, "f6", "slash")
        await paste(pilot, "fail")
        shown = grid(pilot.app)
        assert "broken" in shown
        assert "waits" not in shown
        await press(pilot, "enter", "enter")
        assert pilot.app.current_mode == "job", "enter leaves the filter, then opens"
        await press(pilot, "escape", "escape")
        assert "waits" in grid(pilot.app)


async def test_a_cluster_that_cannot_be_reached_is_said_and_nothing_else_changes(session: FakeSession) -> None:
    stale = replace(RECORDS[0], seen="stale", stale_since=NOW + 210, problem="lumi does not answer")
    session.listed = (stale,)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "RUNNING ~" in grid(pilot.app)
        assert "stale 1 min: lumi does not answer" in grid(pilot.app).splitlines()[-3]

        def away(force: bool = False) -> tuple[JobRecord, ...]:
            raise UnreachableError("lumi cannot be reached")

        session.refresh = away  # type: ignore[method-assign]
        await press(pilot, "r")
        assert "lumi cannot be reached" in grid(pilot.app).splitlines()[0]
        assert isinstance(pilot.app.screen, JobsScreen), "what happens by itself opens no dialog"


async def test_a_narrow_table_keeps_the_reason_below(session: FakeSession) -> None:
    session.listed = RECORDS
    async with opened(session, (80, 24)) as pilot:
        await press(pilot, "f6", "down")
        assert "waiting for nodes to become free" in grid(pilot.app).splitlines()[-2]
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "Why" in grid(pilot.app)


async def test_an_odd_submission_is_shown_as_what_it_is(session: FakeSession) -> None:
    record = replace(running(1), submission="SUBMIT_UNKNOWN", status=None, job_id=None, created_at=NOW)
    session.listed = (replace(record, problem="sbatch did not answer"),)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "SUBMIT_UNKNOWN" in grid(pilot.app)
        assert "sbatch did not answer" in grid(pilot.app)


async def test_only_what_cannot_have_become_a_job_is_submitted_again(session: FakeSession) -> None:
    unclear = replace(running(1, name="unclear"), submission="SUBMIT_UNKNOWN", status=None, job_id=None, problem="cut")
    session.listed = (unclear,)
    async with opened(session) as pilot:
        await press(pilot, "f6", "a")
        assert isinstance(pilot.app.screen, JobsScreen), "nothing is offered while a job may have come of it"
        assert session.again == []
        await press(pilot, "s")
        assert "It is not known whether Slurm took it." in grid(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.current_mode == "jobs"


async def test_what_slurm_has_no_job_of_is_submitted_again_when_the_user_says_so(session: FakeSession) -> None:
    unclear = replace(running(1, name="unclear"), submission="SUBMIT_UNKNOWN", status=None, job_id=None)
    session.listed = (replace(unclear, resubmittable=True, problem="Slurm has no job of this run"),)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "a submits it again" in grid(pilot.app)
        await press(pilot, "a")
        assert "Submit unclear again?" in grid(pilot.app)
        await press(pilot, "escape", "a", "enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
    assert session.again == [unclear.id]


async def test_a_file_of_the_journal_that_cannot_be_read_is_told_of(session: FakeSession) -> None:
    session.listed = (running(1),)
    folder = session.records.folder
    folder.mkdir(parents=True)
    (folder / f"{'a' * 32}.json").write_text("{")
    async with opened(session, (80, 24)) as pilot:
        await press(pilot, "f6")
        line = f"▲ cannot be read, mend or move away: {'a' * 32}.json"
        assert any(line in row for row in grid(pilot.app).splitlines())
        (folder / f"{'a' * 32}.json").unlink()
        await press(pilot, "r")
        assert "cannot be read" not in grid(pilot.app)


def test_what_a_newer_llmtui_wrote_is_not_to_be_mended() -> None:
    text = damaged_words(
        ["/r/one.json cannot be read: a newer llmtui wrote it", "/r/two.json cannot be read: x"], UNICODE
    )
    assert text == "▲ cannot be read, update llmtui: one.json and 1 more: a newer llmtui wrote it (in /r)"
    assert damaged_words([], UNICODE) == ""
