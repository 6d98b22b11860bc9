"""The app and a real sshd: a host key and a second factor in dialogs, a line that is cut, and what is told of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.proxy import Proxy, proxy
from tests.realssh.scale import scale
from tests.realssh.server import Sshd, sshd
from textual.events import Paste
from textual.pilot import Pilot

from llmtui.domain.cluster import Cluster
from llmtui.remote.attempt import Attempt
from llmtui.remote.prompter import Prompter
from llmtui.remote.target import Target
from llmtui.services.reach.connections import Connections, Opened
from llmtui.tui.screens.connect import ConnectScreen
from llmtui.tui.screens.hostkey import HostKeyScreen
from llmtui.tui.screens.jobs import JobsScreen
from llmtui.tui.screens.question import QuestionScreen
from llmtui.tui.widgets.banner import Banner

from .fakes import FakeSession, running
from .screens import grid, opened, press, until
from .test_frozen import gaps

CODE = "canary-code-3c51"
_FACTORS = (
    "UsePAM yes",
    "KbdInteractiveAuthentication yes",
    "AuthenticationMethods publickey,keyboard-interactive",
)


class OverSsh(FakeSession):
    """A session whose connections are real and whose time is that of the machine."""

    def __init__(self, home: Path, target: Target) -> None:
        super().__init__(home)
        self.target = target
        self.tried = 0
        self.connections = Connections(self._dial, lambda cluster: None)
        self.listed = (replace(running(1, name="llama-reviews"), cluster="roihu"),)

    @property
    def now(self) -> float:
        return time.time()

    @now.setter
    def now(self, value: float) -> None:
        """The clock of the machine is nobody's to set."""

    def _dial(
        self, cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt, /
    ) -> Opened:
        from llmtui.remote.ssh.dial import dial
        from llmtui.remote.ssh.transport import SshTransport

        self.tried += 1
        dialled = dial(self.target, prompter, once=set(), attempt=attempt)
        return Opened(SshTransport(dialled, lost=lost), dialled.where, dialled.certificate_expires_at, dialled.asked)


@dataclass
class Ground:
    """A server behind a relay."""

    server: Sshd
    relay: Proxy
    known: Path
    session: OverSsh


@pytest.fixture(autouse=True)
def no_slurm_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that the tests run on may have Slurm's commands."""
    needs.need()
    monkeypatch.setattr("llmtui.services.reach.link.is_here", lambda cluster: cluster.embedded)


def ground(folder: Path, server: Sshd, relay: Proxy) -> Ground:
    known = folder / "known_hosts"
    target = Target(
        "roihu",
        "127.0.0.1",
        server.user,
        relay.port,
        identity_files=(str(server.key),),
        known_hosts=(str(known),),
        published=(server.fingerprint,),
    )
    return Ground(server, relay, known, OverSsh(folder / "home", target))


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Ground]:
    """A server that takes a key."""
    with sshd(tmp_path / "server") as server, proxy(server.port) as relay:
        yield ground(tmp_path, server, relay)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Ground]:
    """A server that takes a key and then wants a code."""
    needs.need_pam()
    check = tmp_path / "check-code"
    check.write_text(f'#!/bin/sh\nread -r code\n[ "$code" = {CODE} ]\n')
    check.chmod(0o755)
    stack = f"auth required pam_exec.so expose_authtok quiet {check}\nauth required pam_permit.so"
    with sshd(tmp_path / "server", options=_FACTORS, pam=stack) as server, proxy(server.port) as relay:
        made = ground(tmp_path, server, relay)
        made.known.write_text(f"[127.0.0.1]:{relay.port} {server.host_key}\n")
        yield made


@asynccontextmanager
async def logging_in(ground: Ground) -> AsyncIterator[Pilot[int]]:
    """The list of jobs, with the login begun."""
    async with opened(ground.session) as pilot:
        await press(pilot, "f6", "l")
        assert isinstance(pilot.app.screen, ConnectScreen)
        await pilot.press("enter")
        yield pilot


def banner(pilot: Pilot[int]) -> str:
    widget = pilot.app.screen.query_one(Banner)
    return grid(pilot.app).splitlines()[-2] if widget.display else ""


async def told_of_loss(pilot: Pilot[int], relay: Proxy, words: str) -> float:
    """Cut the line; how long it took until that was told, in seconds."""
    begin = time.monotonic()
    relay.cut()
    await until(pilot, lambda: words in banner(pilot))
    return time.monotonic() - begin


async def test_a_host_key_is_compared_accepted_and_kept_and_a_cut_line_mends(plain: Ground) -> None:
    async with logging_in(plain) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HostKeyScreen))
        await pilot.pause()
        assert plain.server.fingerprint in grid(pilot.app)
        assert "it matches what the site publishes" in grid(pilot.app)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, JobsScreen))
        assert plain.server.host_key.split()[1] in plain.known.read_text()
        await until(pilot, lambda: "roihu ● open" in grid(pilot.app).splitlines()[0])
        took = await told_of_loss(pilot, plain.relay, "roihu: ")
        assert took < 1.0


async def test_a_line_that_nobody_was_asked_for_opens_again_by_itself(plain: Ground) -> None:
    plain.known.write_text(f"[127.0.0.1]:{plain.relay.port} {plain.server.host_key}\n")
    async with logging_in(plain) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, JobsScreen))
        assert await told_of_loss(pilot, plain.relay, "connection lost") < 1.0
        await until(pilot, lambda: plain.session.tried == 2 and banner(pilot) == "")
        assert "roihu ● open" in grid(pilot.app).splitlines()[0]


async def test_a_code_is_asked_in_a_dialog_and_a_cut_line_waits_for_the_user(guarded: Ground, tmp_path: Path) -> None:
    async with logging_in(guarded) as pilot:
        for code in ("wrong-code", CODE):
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.pause(0.1)
            asked = pilot.app.screen
            assert "127.0.0.1" in grid(pilot.app)
            assert pilot.app.focused is not None
            pilot.app.focused.post_message(Paste(code))
            await pilot.pause()
            assert code not in grid(pilot.app)
            await pilot.press("enter")
            await until(pilot, lambda asked=asked: pilot.app.screen is not asked)  # type: ignore[misc]
        await until(pilot, lambda: isinstance(pilot.app.screen, JobsScreen))
        await until(pilot, lambda: "roihu ● open" in grid(pilot.app).splitlines()[0])
        before = guarded.relay.connections
        assert await told_of_loss(pilot, guarded.relay, "roihu: needs you to log in") < 1.0
        await pilot.pause(2.5)
        assert guarded.relay.connections == before, "a second factor is never tried again by itself"
        assert CODE not in pilot.app.export_screenshot()
    home = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert home, "something was kept: the settings"
    assert [path for path in home if CODE.encode() in path.read_bytes()] == []


@pytest.mark.skipif(scale(ci=0, full=1) == 0, reason="waits 20 seconds; the transports and the app have shorter ones")
async def test_a_frozen_server_is_told_of_within_20_seconds_and_stalls_nothing(plain: Ground) -> None:
    plain.known.write_text(f"[127.0.0.1]:{plain.relay.port} {plain.server.host_key}\n")
    async with logging_in(plain) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, JobsScreen))
        begin = time.monotonic()
        plain.server.freeze()
        async with gaps() as late:
            while not pilot.app.screen.query_one(Banner).display:
                assert time.monotonic() - begin < 21.0
                await pilot.press("down")
                await asyncio.sleep(0.2)
        assert time.monotonic() - begin < 21.0
        assert sorted(late)[-2] < 0.1, "one gap may be another program's"
        plain.server.thaw()
