"""A dead link: noticed in time, every waiting call returns, nothing is left."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from pathlib import Path

import pytest
from tests.realssh.proxy import Proxy, proxy
from tests.realssh.scale import scale
from tests.realssh.server import Sshd

from llmtui.remote.ssh.transport import SshTransport

from .dial import dial
from .ground import Ground
from .threads import none_left, others

#: Quick beats here; those of every day in a full run.
BEAT_S = (0.4, 1.2) if scale(0, 1) == 0 else (5.0, 15.0)
#: What a freeze may take until it is noticed: the silence, and the beat before it.
NOTICED_S = sum(BEAT_S)


@pytest.fixture
def server(ground: Ground) -> Sshd:
    return ground.server(("LoginGraceTime 119",))


class Lost(list[tuple[float, str]]):
    """When and why a link was lost."""

    def __call__(self, reason: str) -> None:
        self.append((time.monotonic(), reason))


def opened(server: Sshd, port: int = 0, lost: Callable[[str], None] = lambda reason: None) -> SshTransport:
    transport = SshTransport(dial(server, port), lost=lost, heartbeat_s=BEAT_S[0], silence_s=BEAT_S[1])
    transport.facts()
    return transport


def calls(transport: SshTransport, folder: Path) -> list[Callable[[], object]]:
    """One call of every kind that waits for the server, all at once more than there are channels."""
    (folder / "file").write_bytes(os.urandom(4_000_000))
    path = f"{folder}/file"
    return [
        lambda: transport.script("echo x"),
        lambda: transport.script("sleep 60", timeout_s=100),
        lambda: transport.run(["cat"], stdin=b"x" * 500_000, timeout_s=100),
        lambda: transport.script("echo waits for a shell", timeout_s=100),
        lambda: transport.read_at(path, 0, 1000),
        lambda: transport.stat(path),
        lambda: transport.list_folder(str(folder)),
        lambda: transport.put_files(str(folder), {"new": (b"x" * 3_000_000, 0o600)}),
        lambda: transport.mkdir(f"{folder}/made"),
        lambda: transport.copy_in(folder / "file", f"{folder}/in"),
        lambda: transport.copy_out(path, folder / "out"),
    ]


def soon(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 3
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


def freeze(server: Sshd, relay: Proxy) -> None:
    server.freeze()


def swallow(server: Sshd, relay: Proxy) -> None:
    relay.stalled = True


@pytest.mark.parametrize("fault", [freeze, swallow])
def test_a_silent_server_is_noticed_and_every_call_returns(
    server: Sshd, there: Path, fault: Callable[[Sshd, Proxy], None]
) -> None:
    lost = Lost()
    with none_left(), proxy(server.port) as relay, ThreadPoolExecutor(16) as pool:
        transport = opened(server, relay.port, lost)
        fault(server, relay)
        try:
            began = time.monotonic()
            running = [pool.submit(call) for call in calls(transport, there)]
            time.sleep(0.1)
            done, waiting = wait_for(running, NOTICED_S + 3)
            ended = time.monotonic()
            assert not waiting
            assert soon(lambda: len(lost) == 1)
            assert lost[0][0] - began <= NOTICED_S + 1
            assert ended - lost[0][0] <= 1
            assert "has not answered" in lost[0][1]
            for future in done:
                error = future.exception()
                assert isinstance(error, OSError) or getattr(future.result(), "outcome", "") == "unknown"
            assert not transport.alive
            assert transport.script("true").outcome == "unknown"
            with pytest.raises(OSError):
                transport.stat("/")
            transport.close()
            assert len(lost) == 1
        finally:
            server.thaw()


@pytest.mark.parametrize("how", ["reset", "killed"])
def test_a_cut_link_is_noticed_at_once(server: Sshd, how: str, capfd: pytest.CaptureFixture[str]) -> None:
    lost = Lost()
    with none_left(), proxy(server.port) as relay, ThreadPoolExecutor(4) as pool:
        transport = opened(server, relay.port, lost)
        waiting = [pool.submit(transport.script, "sleep 60", timeout_s=100) for _ in range(4)]
        time.sleep(0.3)
        cut = time.monotonic()
        if how == "reset":
            relay.cut()
        else:
            server.kill_sessions()
        results = [future.result(2) for future in waiting]
        assert time.monotonic() - cut < 1
        assert [result.outcome for result in results] == ["unknown"] * 4
        assert all("connection" in result.complaint for result in results)
        assert soon(lambda: len(lost) == 1)
        assert lost[0][0] - cut < 1
        transport.close()
    # paramiko has much to say about it, but not to the terminal.
    assert capfd.readouterr() == ("", "")
    os.write(2, b"seen")
    assert capfd.readouterr() == ("", "seen")


def test_a_time_limit_holds_though_the_server_is_frozen(server: Sshd) -> None:
    transport = SshTransport(dial(server))
    try:
        server.freeze()
        began = time.monotonic()
        # No shell is open yet: opening one counts as well.
        result = transport.script("true", timeout_s=0.5)
        assert (result.outcome, result.out.raw) == ("unknown", "")
        assert "nothing was run" in result.complaint
        assert 0.4 < time.monotonic() - began < 1.5
    finally:
        server.thaw()
        transport.close()


def test_a_link_lives_on_through_a_pause_and_through_silence(server: Sshd) -> None:
    lost = Lost()
    transport = opened(server, lost=lost)
    server.freeze()
    time.sleep(BEAT_S[1] / 2)
    server.thaw()
    assert transport.script("echo back").out.raw == "back\n"
    time.sleep(NOTICED_S + 0.5)
    assert transport.script("echo still", timeout_s=5).out.raw == "still\n"
    transport.close()
    assert lost == []


def test_closing_returns_what_waits_and_tells_of_no_loss(server: Sshd) -> None:
    lost = Lost()
    with none_left(), ThreadPoolExecutor(2) as pool:
        transport = opened(server, lost=lost)
        waiting = pool.submit(transport.script, "sleep 60", timeout_s=100)
        time.sleep(0.2)
        began = time.monotonic()
        transport.close()
        assert waiting.result(1).outcome == "unknown"
        assert time.monotonic() - began < 1
        transport.close()
        assert not transport.alive
    assert lost == []
    assert soon(lambda: server.sessions() == [])


def test_a_thread_that_stays_would_be_seen() -> None:
    before, stop = set(threading.enumerate()), threading.Event()
    thread = threading.Thread(target=stop.wait, name="stays", daemon=True)
    thread.start()
    assert others(before, 0.1) == ["stays"]
    stop.set()
    assert others(before) == []
