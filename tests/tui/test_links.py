"""The app and its connections: what the lines say, how soon a loss is told, and what opens by itself."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from llmtui.domain.record import JobRecord
from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import Prompter
from llmtui.tui.screens.connect import ConnectScreen
from llmtui.tui.widgets.banner import Banner

from .fakes import NOW, FakeSession, running
from .fakesites import ROIHU
from .links import FakeTransport
from .screens import check_grid, grid, opened, press, settle, until


@pytest.fixture(autouse=True)
def no_slurm_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that the tests run on may have Slurm's commands."""
    monkeypatch.setattr("llmtui.services.reach.link.is_here", lambda cluster: cluster.embedded)


def on_roihu(number: int = 1) -> JobRecord:
    return replace(running(number, name="llama-reviews"), cluster="roihu")


def transport(session: FakeSession) -> FakeTransport:
    """The one that was opened last."""
    assert session.login_opener.transport is not None
    return session.login_opener.transport


def banner(pilot: Pilot[int]) -> str:
    """What the line of trouble says, "" while it is away."""
    widget = pilot.app.screen.query_one(Banner)
    return grid(pilot.app).splitlines()[-2] if widget.display else ""


def cut(session: FakeSession, reason: str = "broken pipe") -> None:
    """The line breaks, which its own thread notices."""
    thread = threading.Thread(target=transport(session).break_off, args=(reason,))
    thread.start()
    thread.join()


async def test_a_loss_is_told_within_a_second_and_mended_by_itself(session: FakeSession) -> None:
    session.listed = (on_roihu(),)
    session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        assert "roihu ● open" in grid(pilot.app).splitlines()[0]
        assert banner(pilot) == ""
        begin = time.monotonic()
        cut(session)
        await until(pilot, lambda: "connection lost" in banner(pilot))
        assert time.monotonic() - begin < 1.0
        assert "roihu: connection lost 0 s ago; trying again in 1 s: broken pipe" in banner(pilot)
        assert "^l connect now" in banner(pilot)
        assert "roihu ✗ lost, again in 1 s" in grid(pilot.app).splitlines()[0]
        before = session.refreshed
        session.now += 1.0
        await until(pilot, lambda: session.login_opener.tried == ["roihu", "roihu"])
        await until(pilot, lambda: "roihu ● open" in grid(pilot.app).splitlines()[0])
        assert banner(pilot) == ""
        assert session.refreshed > before, "Slurm is asked again once it can be reached"


async def test_the_line_of_a_loss_stays_while_it_is_tried_again(session: FakeSession) -> None:
    session.listed = (on_roihu(),)
    session.connections.transport(ROIHU)
    may_end = threading.Event()
    async with opened(session) as pilot:
        await press(pilot, "f6")
        cut(session)
        await until(pilot, lambda: "trying again in 1 s" in banner(pilot))
        session.login_opener.login = lambda prompter: assert_true(may_end.wait(10))
        session.now += 1.0
        await until(pilot, lambda: len(session.login_opener.tried) == 2)
        await until(pilot, lambda: "connection lost 1 s ago; trying again ...: broken pipe" in banner(pilot))
        may_end.set()
        await until(pilot, lambda: banner(pilot) == "")


def assert_true(value: bool) -> None:
    assert value


async def test_what_asked_for_a_code_is_never_tried_again_by_itself(session: FakeSession) -> None:
    session.listed = (on_roihu(),)
    session.login_opener.asks = True
    session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        cut(session, "no answer for 20 s")
        await until(pilot, lambda: "roihu: needs you to log in: no answer for 20 s" in banner(pilot))
        session.now += 3600.0
        await pilot.pause(1.2)
        assert session.login_opener.tried == ["roihu"]
        await press(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, ConnectScreen)


async def test_a_login_that_failed_is_tried_later_and_later(session: FakeSession) -> None:
    session.listed = (on_roihu(),)

    def away(prompter: Prompter | None) -> None:
        raise UnreachableError("connection refused")

    session.login_opener.login = away
    with pytest.raises(UnreachableError):
        session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        for tries, wait in ((2, 2), (3, 4), (4, 8)):
            session.now = session.connections.state("roihu").retry_at or 0.0
            await until(pilot, lambda tries=tries: len(session.login_opener.tried) == tries)  # type: ignore[misc]
            await until(pilot, lambda wait=wait: f"trying again in {wait} s" in banner(pilot))  # type: ignore[misc]


async def test_nothing_is_opened_for_a_cluster_that_nobody_looks_at(session: FakeSession) -> None:
    session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        cut(session)
        session.now += 60.0
        await pilot.pause(1.2)
        assert session.login_opener.tried == ["roihu"]
        assert banner(pilot) == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LoginRefusedError("the certificate has expired", hint="renew it"), "login refused: the certificate has"),
        (NeedsUserError("the site asks for a code"), "needs you to log in: the site asks for a code"),
    ],
)
async def test_a_login_that_needs_the_user_waits_for_the_user(
    session: FakeSession, error: UnreachableError, words: str
) -> None:
    session.listed = (on_roihu(),)

    def fails(prompter: Prompter | None) -> None:
        raise error

    session.login_opener.login = fails
    with pytest.raises(UnreachableError):
        session.connections.transport(ROIHU)
    async with opened(session, (80, 24)) as pilot:
        await press(pilot, "f6")
        session.now += 600.0
        await pilot.pause(1.2)
        assert words in banner(pilot)
        assert len(session.login_opener.tried) == 1


async def test_a_click_on_the_line_logs_in(session: FakeSession) -> None:
    session.listed = (on_roihu(),)
    session.login_opener.asks = True
    session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        await press(pilot, "f6")
        cut(session)
        await until(pilot, lambda: bool(banner(pilot)))
        await pilot.click(Banner)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ConnectScreen)


async def test_a_certificate_that_ends_soon_is_told_of_with_its_renewal(session: FakeSession) -> None:
    session.listed = (on_roihu(),)
    session.login_opener.certificate_expires_at = session.now + 2520
    async with opened(session) as pilot:
        await press(pilot, "f6")
        session.connections.transport(ROIHU)
        await until(pilot, lambda: "certificate ends in 42 min: renew it: csc_cert.py" in banner(pilot))
        assert "certificate 42 min" in grid(pilot.app).splitlines()[0]


async def test_leaving_closes_what_is_open(session: FakeSession) -> None:
    session.connections.transport(ROIHU)
    async with opened(session) as pilot:
        await pilot.press("ctrl+q")
    assert not transport(session).alive


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens_with_trouble(session: FakeSession, size: tuple[int, int]) -> None:
    stale = replace(
        on_roihu(3), seen="stale", status_at=NOW + 260, problem="squeue: Unable to contact slurm controller"
    )
    stale = replace(stale, stale_since=NOW + 270)
    gone = replace(on_roihu(2), name="gone", seen="vanished", problem="no longer in squeue")
    gone = replace(gone, status_at=NOW + 60, unseen_since=NOW + 60)
    unclear = replace(on_roihu(1), name="unclear", submission="SUBMIT_UNKNOWN", status=None, job_id=None)
    session.listed = (stale, gone, replace(unclear, problem="sbatch: Socket timed out on send/recv operation"))
    session.login_opener.certificate_expires_at = session.now + 7800
    session.connections.transport(ROIHU)
    name = f"{size[0]}x{size[1]}"
    async with opened(session, size) as pilot:
        await press(pilot, "f6")
        check_grid(pilot.app, f"jobs-stale-{name}")
        await press(pilot, "down", "enter")
        check_grid(pilot.app, f"job-vanished-{name}")
        cut(session)
        await until(pilot, lambda: "connection lost" in banner(pilot))
        check_grid(pilot.app, f"job-lost-{name}")
