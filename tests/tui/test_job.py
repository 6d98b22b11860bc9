"""Job: log, curve, figures, facts and actions of one run."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Log

from llmtui.domain.record import LogChunk, Metrics, RunFacts
from llmtui.errors import UnreachableError
from llmtui.tui.screens.confirm import ConfirmScreen

from .fakes import FakeSession, curve, running
from .screens import grid, opened, press, settle, until

LINES = "".join(f"step {step}/100 loss 2.5\n" for step in range(1, 101))


async def open_job(pilot: Pilot[int]) -> None:
    await press(pilot, "f6", "enter")
    await until(pilot, lambda: pilot.app.current_mode == "job")
    await settle(pilot)


async def test_nothing_open_teaches(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f7")
        assert "No job is open." in grid(pilot.app)


async def test_figures_curve_and_log_are_there_at_once(session: FakeSession) -> None:
    session.listed = (running(1, name="reviews"),)
    session.metrics.metrics = curve(40, 100)
    session.log.pending.append(LINES)
    async with opened(session) as pilot:
        await open_job(pilot)
        shown = grid(pilot.app)
        head = shown.splitlines()[1]
        for text in ("reviews", "► RUNNING", "local 101", "00:05:00 of 00:15:00", "in time"):
            assert text in head
        for text in ("loss 1.875 ↓", "eval 1.975", "lr 2e-05", "tokens/s 1 234", "0.40 GiB, est. 0.50", "40 / 100"):
            assert text in shown
        assert any("⠀" < letter <= "⣿" for letter in shown), "no braille: no curve"
        assert "●" in shown
        assert "step 100/100" in shown, "the log is at its end"
        assert "run folder" in shown


async def test_a_job_that_is_too_slow_says_so(session: FakeSession) -> None:
    session.listed = (running(1),)
    session.metrics.metrics = curve(10, 1000)
    async with opened(session) as pilot:
        await open_job(pilot)
        assert "too slow" in grid(pilot.app)


async def test_following_can_be_stopped(session: FakeSession) -> None:
    session.listed = (running(1),)
    session.log.pending.append(LINES)
    async with opened(session) as pilot:
        await open_job(pilot)
        await press(pilot, "f")
        log = pilot.app.screen.query_one(Log)
        log.scroll_to(y=3, animate=False)
        await pilot.pause()
        session.log.pending.append("later 1\nlater 2\n")
        await until(pilot, lambda: log.line_count == 102)
        assert log.scroll_offset.y == 3
        assert "not following" in grid(pilot.app)
        await press(pilot, "f")
        assert "later 2" in grid(pilot.app)


async def test_new_lines_and_figures_come_by_themselves(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        await open_job(pilot)
        assert "no figures yet" in grid(pilot.app)
        session.log.pending.append("the first line\n")
        session.metrics.metrics = curve(5, 10)
        await until(pilot, lambda: "the first line" in grid(pilot.app) and "5 / 10" in grid(pilot.app))


async def test_a_log_that_was_started_anew_or_skipped_says_so(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        await open_job(pilot)
        session.log.poll = lambda: LogChunk("text\n", 5, 5, restarted=True, skipped=5 * 1024**2)  # type: ignore[method-assign]
        await until(pilot, lambda: "the log was started anew" in grid(pilot.app))
        assert "5.0 MiB skipped" in grid(pilot.app)


async def test_why_a_job_failed_comes_from_the_run_itself(session: FakeSession) -> None:
    session.listed = (running(1, state="FAILED", exit_code="1:0", elapsed_s=12, end=1_790_000_012.0),)
    session.metrics.metrics = Metrics((), RunFacts(error="FileNotFoundError: rows.jsonl"))
    async with opened(session) as pilot:
        await open_job(pilot)
        assert "FileNotFoundError: rows.jsonl" in grid(pilot.app)
        assert "exit code 1" in grid(pilot.app)
        assert "ended" in grid(pilot.app).splitlines()[1]


async def test_states_that_end_a_job_say_why(session: FakeSession) -> None:
    ends = {"TIMEOUT": "time limit", "CANCELLED": "cancelled", "OUT_OF_MEMORY": "more memory"}
    session.listed = tuple(running(9 - row, state=state, elapsed_s=12) for row, state in enumerate(ends))
    async with opened(session) as pilot:
        await press(pilot, "f6")
        for words in ends.values():
            await press(pilot, "enter")
            assert words in grid(pilot.app).splitlines()[2]
            await press(pilot, "escape", "down")


async def test_cancel_and_build_again(session: FakeSession) -> None:
    session.listed = (running(1, name="reviews"),)
    async with opened(session) as pilot:
        await open_job(pilot)
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: "CANCELLED" in grid(pilot.app).splitlines()[1])
        await press(pilot, "s")
        assert pilot.app.current_mode == "build"


async def test_another_job_starts_with_a_clean_log(session: FakeSession) -> None:
    session.listed = (running(2, name="second"), running(1, name="first"))
    session.log.pending.append("of the second\n")
    async with opened(session) as pilot:
        await open_job(pilot)
        assert "of the second" in grid(pilot.app)
        await press(pilot, "escape", "down", "enter")
        assert "first" in grid(pilot.app).splitlines()[1]
        assert "of the second" not in grid(pilot.app)


async def test_a_log_that_cannot_be_reached_is_said_and_tried_again(session: FakeSession) -> None:
    session.listed = (running(1),)
    follower = session.log_follower

    def away(record: object, *, from_start: bool = False) -> object:
        raise UnreachableError("the cluster cannot be reached")

    session.log_follower = away  # type: ignore[method-assign, assignment]
    async with opened(session) as pilot:
        await open_job(pilot)
        await until(pilot, lambda: "the cluster cannot be reached" in grid(pilot.app))
        session.log_follower = follower  # type: ignore[method-assign]
        session.log.pending.append("there again\n")
        await until(pilot, lambda: "there again" in grid(pilot.app))


async def test_a_fault_in_following_does_not_stop_it(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        await open_job(pilot)
        session.metrics.poll = lambda: 1 / 0  # type: ignore[assignment, return-value]
        await until(pilot, lambda: (session.paths.state / "log" / "llmtui.log").exists())
        del session.metrics.poll
        session.log.pending.append("goes on\n")
        await until(pilot, lambda: "goes on" in grid(pilot.app))


async def test_facts_fold_the_curve_on_a_narrow_screen(session: FakeSession) -> None:
    session.listed = (replace(running(1), log_path="/runs/1/slurm-101.out"),)
    session.metrics.metrics = curve(40, 100)
    async with opened(session, (80, 24)) as pilot:
        await open_job(pilot)
        assert "slurm-101.out" not in grid(pilot.app)
        await press(pilot, "i")
        assert "slurm-101.out" in grid(pilot.app)


async def test_nobody_polls_a_job_that_nobody_sees(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        await open_job(pilot)
        await press(pilot, "f5")
        session.log.pending.append("unseen\n")
        await pilot.pause(1.3)
        assert session.log.pending == ["unseen\n"]
