"""Names, reasons, logs and errors of other people are text: never markup, never an action, never an escape code."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from llmtui.domain.bundle import Finding
from llmtui.domain.record import JobRecord, Metrics, RunFacts
from llmtui.errors import RejectedError

from .fakes import NOW, FakeSession, curve, running
from .fakesites import FIRST
from .screens import grid, opened, press, until

HOSTILE = (
    "job[/oops]x",
    "[@click=app.quit]click[/]",
    "[bold red]$accent",
    "a\nb\r\nc",
    "\x1b]52;c;ZXZpbA==\x07clip",
    "\x1b[2Jwiped",
    "\x9b31mred",
    "left\u202eright",
    "zero\u200bwidth",
    "x" * 500,
    "\udcff lone",
    "名前の長い仕事" * 10,
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def hostile_record(name: str) -> JobRecord:
    record = running(1, name=name, state="FAILED", reason=name, nodes=name, exit_code="1:0", elapsed_s=5)
    return replace(
        record,
        cluster=name,
        model=name,
        partition=name,
        run_dir=f"/runs/{name}",
        log_path=f"/runs/{name}",
        problem=name,
        task=name,
    )


def check(pilot: Pilot[int]) -> None:
    """What an app that is still up shows has no control character in it."""
    shown = grid(pilot.app)
    assert not _CONTROL.search(shown), repr(_CONTROL.search(shown))
    assert pilot.app.is_running


#: What the screens that show one job are tried with; the table of jobs is tried with all of HOSTILE.
ONE_JOB = (HOSTILE[0], HOSTILE[1], "".join(HOSTILE[2:9]), HOSTILE[11])


async def test_the_table_shows_every_one_of_them(session: FakeSession) -> None:
    session.listed = tuple(
        replace(hostile_record(name), id=f"{number:032x}", created_at=NOW + number)
        for number, name in enumerate(HOSTILE)
    )
    async with opened(session) as pilot:
        await press(pilot, "f6")
        check(pilot)
        for number in range(len(HOSTILE)):
            await pilot.click("DataTable", offset=(22, 2 + number))
            await pilot.pause()
            check(pilot)


@pytest.mark.parametrize("name", ONE_JOB, ids=["markup", "action", "controls", "wide"])
async def test_every_screen_shows_it_as_text(session: FakeSession, name: str) -> None:
    session.kept = replace(session.kept, spec=replace(FIRST, name=name))  # type: ignore[type-var]
    session.listed = (hostile_record(name),)
    session.findings = (Finding("warning", "W", name, name, name),)
    session.metrics.metrics = Metrics(curve(3, 5).points, RunFacts(error=name, wrapped=name, device=name, phase=name))
    async with opened(session) as pilot:
        check(pilot)
        for keys in (("f3", "f3", "f3"), ("ctrl+s",), ("escape", "f6"), ("enter",), ("f1",), ("escape", "c")):
            await press(pilot, *keys)
            check(pilot)


@pytest.mark.parametrize("text", ONE_JOB[:3], ids=["markup", "action", "controls"])
async def test_errors_and_messages_show_it_as_text(session: FakeSession, text: str) -> None:
    session.refuse = RejectedError(f"sbatch: error: {text}", hint=text)
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        await pilot.press("enter")
        await until(pilot, lambda: "sbatch: error:" in grid(pilot.app))
        check(pilot)
        await press(pilot, "enter")
        session.crash = ValueError(text)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "ValueError" in grid(pilot.app))
        check(pilot)


async def test_markup_in_a_name_is_seen_as_it_was_written(session: FakeSession) -> None:
    session.listed = (running(1, name="[b]x[/b]"),)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "[b]x[/b]" in grid(pilot.app)
        await press(pilot, "c")
        assert "Cancel [b]x[/b]?" in grid(pilot.app)
