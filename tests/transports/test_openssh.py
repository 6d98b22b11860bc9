"""The ssh program as a transport: what it brings of its own, beside the contract that all transports keep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.proxy import proxy
from tests.realssh.scale import scale
from tests.realssh.server import Sshd, sshd

from llmtui.remote.openssh import link
from llmtui.remote.openssh.login import master_command
from llmtui.remote.openssh.transport import OpenSshTransport
from llmtui.remote.target import Target

from .opensshway import NO_CONFIG, Losses, master_pid, opened, processes, target_of, until, users_master
from .threads import none_left

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    needs.need()
    with sshd(tmp_path_factory.mktemp("sshd"), options=["MaxStartups 100"]) as running:
        yield running


@pytest.fixture
def target(server: Sshd) -> Target:
    return target_of(server)


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder with a path that is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as folder:
        yield Path(folder)


def plain_master(target: Target, socket: Path) -> list[str]:
    """How a user would open one without knowing of us."""
    host = ["-i", target.identity_files[0], f"-oUserKnownHostsFile={target.known_hosts[0]}", f"-p{target.port}"]
    return ["ssh", *NO_CONFIG, "-o", f"ControlPath={socket}", "-oControlMaster=yes", "-fN", *host, target.host]


def test_nothing_is_left_after_close_and_nothing_was_printed(
    target: Target, tmp_path: Path, state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    losses = Losses()
    with none_left(), opened(target, state, losses) as transport:
        assert transport.facts().user == target.user
        assert transport.run(["printf", "%s", "a  b'c"]).out.raw == "a  b'c"
        transport.put_atomic(f"{tmp_path}/there", b"\x00\xff")
        assert transport.read_at(f"{tmp_path}/there", 1, 9) == (b"\xff", 2)
        assert len(processes(state)) >= 3, "shell, file server and master"
        assert (state / "ssh").stat().st_mode & 0o777 == 0o700
    assert until(lambda: not processes(state), 3)
    assert list((state / "ssh").iterdir()) == []
    assert losses == []
    assert not transport.alive
    assert transport.run(["true"]).outcome == "unknown"
    assert capfd.readouterr() == ("", "")


def test_a_word_of_ssh_config_switches_nothing_on(server: Sshd, target: Target, tmp_path: Path, state: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        "Host *\n ForwardAgent yes\n ForwardX11 yes\n RequestTTY force\n RemoteCommand echo no; cat\n"
        f" LocalForward {tmp_path}/forward 127.0.0.1:9\n PermitLocalCommand yes\n LocalCommand touch {tmp_path}/ran\n"
        " StrictHostKeyChecking no\n ControlMaster auto\n LogLevel DEBUG\n"
        f"Host front\n HostName 127.0.0.1\n Port {server.port}\n"
    )
    named = replace(target, alias="front")
    with opened(named, state, extra=("-F", str(config))) as transport:
        script = 'test -t 0 && echo tty; echo "$SSH_AUTH_SOCK$DISPLAY"'
        assert transport.script(script).out.raw == "\n"
        assert not (tmp_path / "forward").exists()
        assert not (tmp_path / "ran").exists()


def test_scripts_side_by_side_and_one_that_is_late(target: Target, state: Path) -> None:
    with opened(target, state) as transport:
        results = []
        workers = [
            threading.Thread(target=lambda: results.append(transport.script("sleep 0.3; echo x"))) for _ in range(4)
        ]
        started = time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [result.out.raw for result in results] == ["x\n"] * 4
        assert time.monotonic() - started < 1.1, "two at a time"
        late = transport.script("echo begun; sleep 30", timeout_s=0.5)
        assert (late.outcome, late.out.raw) == ("unknown", "begun\n")
        assert late.seconds < 2
        assert transport.script("echo again").out.raw == "again\n"
        assert transport.alive


def test_a_server_that_allows_two_sessions_is_enough(tmp_path: Path, state: Path) -> None:
    needs.need()
    with sshd(tmp_path / "s", options=["MaxSessions 2"]) as server, opened(target_of(server), state) as transport:
        workers = [threading.Thread(target=lambda: transport.script("sleep 0.2")) for _ in range(3)]
        for worker in workers:
            worker.start()
        for number in range(3):
            transport.put_atomic(f"{tmp_path}/f{number}", b"x")
        for worker in workers:
            worker.join()
        assert transport.script("echo x", timeout_s=5).out.raw == "x\n"
        assert (tmp_path / "f2").read_bytes() == b"x"
        assert transport.alive


def test_a_master_that_the_user_opened_is_used_and_left(target: Target, state: Path) -> None:
    locked_out = replace(target, identity_files=())
    with users_master(master_command(target, state, NO_CONFIG)):
        with opened(locked_out, state) as transport:
            assert transport.script("echo x").out.raw == "x\n"
            assert len(processes(state)) >= 2
        assert until(lambda: len(processes(state)) == 1, 3), "the user's master alone"
        with opened(locked_out, state) as transport:
            assert transport.alive


def test_a_master_of_ssh_config_is_used_and_left(target: Target, tmp_path: Path, state: Path) -> None:
    socket = state / "own"
    config = tmp_path / "config"
    config.write_text(f"ControlPath {socket}\n")
    with users_master(plain_master(target, socket)):
        with opened(replace(target, identity_files=()), state, extra=("-F", str(config))) as transport:
            assert transport.script("echo x").out.raw == "x\n"
            assert list((state / "ssh").iterdir()) == []
        assert socket.exists()


def test_a_killed_master_is_noticed_at_once(target: Target, state: Path) -> None:
    losses = Losses()
    with opened(target, state, losses) as transport:
        waiting = []
        worker = threading.Thread(target=lambda: waiting.append(transport.script("sleep 30", timeout_s=30)))
        worker.start()
        assert until(lambda: len(processes(state)) >= 4)
        started = time.monotonic()
        os.kill(master_pid(state), signal.SIGKILL)
        assert losses.came.wait(3)
        assert time.monotonic() - started < 1
        worker.join(1)
        assert [result.outcome for result in waiting] == ["unknown"]
        assert not transport.alive
    assert losses == ["the connection was lost"]
    assert list((state / "ssh").iterdir()) == []


def test_a_cut_link_is_noticed_within_a_second(server: Sshd, state: Path) -> None:
    losses = Losses()
    with proxy(server.port) as relay, opened(target_of(server, relay.port), state, losses) as transport:
        started = time.monotonic()
        relay.cut()
        assert losses.came.wait(5)
        assert time.monotonic() - started < 1
        assert transport.script("true").outcome == "unknown"
    assert len(losses) == 1


#: In a full run everything is as of every day; else ssh and we ask four times as often.
QUICK = scale(1, 0) == 1


def test_a_frozen_server_is_noticed_and_every_call_returns(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By ssh itself over a master of ours, by asking over one that the user started without such options."""
    needs.need()
    often, within_s = (("-oServerAliveInterval=1",), 5.0) if QUICK else ((), 20.0)
    if QUICK:
        monkeypatch.setattr(link, "_PING_S", 1.0)
        monkeypatch.setattr(link, "_PONG_S", 3.0)
    with none_left(), sshd(tmp_path / "s") as server:
        target, socket = target_of(server), state / "own"
        config = tmp_path / "config"
        config.write_text(f"ControlPath {socket}\n")
        with (
            users_master(plain_master(target, socket)),
            opened(target, state / "b", theirs := Losses(), extra=("-F", str(config))) as over_theirs,
            opened(target, state / "a", ours := Losses(), extra=(*often, *NO_CONFIG)) as over_ours,
        ):
            ways = ((over_ours, ours), (over_theirs, theirs))
            ends = [list[float](), list[float]()]
            workers = [worker for way, end in zip(ways, ends, strict=True) for worker in calls(way[0], end)]
            assert not theirs.came.wait(scale(2, 6)), "a server that answers is left alone"
            server.freeze()
            started = time.monotonic()
            for worker in workers:
                worker.start()
            for (_, losses), end in zip(ways, ends, strict=True):
                assert losses.came.wait(within_s - (time.monotonic() - started))
                assert until(lambda: len(end) == 3, 1)  # noqa: B023
            for worker in workers:
                worker.join(1)
            server.thaw()
    assert until(lambda: not processes(state), 3)


def calls(transport: OpenSshTransport, ends: list[float]) -> list[threading.Thread]:
    """Threads that wait for something, and note when they need not wait any more."""

    def waits(call: Callable[[], object]) -> None:
        with suppress(OSError):
            call()
        ends.append(time.monotonic())

    transport.stat("/")
    what: list[Callable[[], object]] = [
        lambda: transport.script("true", timeout_s=60),
        lambda: transport.stat("/"),
        lambda: transport.run(["true"], timeout_s=60),
    ]
    return [threading.Thread(target=waits, args=(call,)) for call in what]


_HELD = """
import sys, time
from pathlib import Path
from tests.transports.opensshway import NO_CONFIG
from llmtui.remote.openssh.login import open_transport
from llmtui.remote.target import Target
state, user, port, key, known = sys.argv[1:]
target = Target("127.0.0.1", "127.0.0.1", user, int(port), identity_files=(key,), known_hosts=(known,))
extra = (*NO_CONFIG, "-oControlPersist=1")
transport = open_transport(target, state_folder=Path(state), lost=print, extra=extra)
transport.stat("/")
print("open", flush=True)
time.sleep(60)
"""


def test_whoever_kills_us_is_rid_of_everything(server: Sshd, target: Target, state: Path) -> None:
    words = [str(state), target.user, str(target.port), target.identity_files[0], target.known_hosts[0]]
    with subprocess.Popen([sys.executable, "-c", _HELD, *words], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        assert processes(state)
        process.kill()
    assert until(lambda: not processes(state), 5)
    assert until(lambda: not server.sessions(), 5)
    assert list((state / "ssh").iterdir()) == []
