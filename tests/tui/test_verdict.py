"""What Slurm says of a job stands in the dialog before it can be submitted."""

from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot

from llmtui.errors import UnreachableError
from llmtui.services.preview import Draft
from llmtui.slurm.testonly import Verdict
from llmtui.tui.screens.submit import SubmitScreen

from .fakes import NOW, FakeSession
from .screens import grid, opened, press, until


def words(pilot: Pilot[int]) -> str:
    return next(line for line in grid(pilot.app).splitlines() if "Slurm  " in line)


@pytest.mark.parametrize(
    ("verdict", "seen", "key"),
    [
        (Verdict(True, "4 processors on nodes nid1", NOW + 900), "✓ takes it: it would start ", "enter submits"),
        (Verdict(False, "Invalid account"), "✗ refuses it: Invalid account", "enter submits it all the same"),
        (Verdict(None, "it could not be checked: cut"), "? unclear: it could not be checked: cut", "enter submits"),
    ],
)
async def test_every_verdict_has_mark_and_word(session: FakeSession, verdict: Verdict, seen: str, key: str) -> None:
    session.verdict = verdict
    async with opened(session, (80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        assert seen in words(pilot)
        assert key in grid(pilot.app)
        await press(pilot, "enter")
    assert len(session.submitted) == 1


async def test_nothing_is_submitted_before_slurm_was_asked(session: FakeSession) -> None:
    go_on = threading.Event()

    def slow(draft: Draft) -> Verdict:
        go_on.wait(10)
        return Verdict(True, "")

    session.test_only = slow  # type: ignore[method-assign]
    async with opened(session) as pilot:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SubmitScreen))
        await pilot.press("enter")
        await pilot.pause()
        assert "is asked whether it would take the job" in words(pilot)
        assert "enter" not in grid(pilot.app)
        assert session.submitted == []
        go_on.set()
        await until(pilot, lambda: "takes it" in words(pilot))
        await press(pilot, "enter")
    assert len(session.submitted) == 1


async def test_a_cluster_that_cannot_be_asked_is_said_in_the_dialog(session: FakeSession) -> None:
    def away(draft: Draft) -> Verdict:
        raise UnreachableError("roihu waits for a login")

    session.test_only = away  # type: ignore[method-assign]
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        assert "? unclear: roihu waits for a login" in words(pilot)
