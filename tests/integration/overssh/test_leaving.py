"""The app in a terminal is left: it is gone at once, however its link to the cluster stands."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import pyte
import pytest
from tests.fakes.records import record
from tests.realssh.needs import need
from tests.realssh.scale import scale
from tests.realssh.server import Sshd, sshd

from llmtui.domain.record import JobStatus
from llmtui.remote.target import Client
from llmtui.services.journal.records import Records
from llmtui.services.paths import HOME_VARIABLE, Paths
from llmtui.services.reach.login import CLIENTS, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE

#: How much longer leaving may take than with nothing to close, in seconds. Both are the machine's time for taking an
#: app apart as well, and it is shared: the quickest of a few tries counts.
AT_ONCE_S, TRIES = 1.0, 3
COLUMNS, ROWS = 120, 40
LIMIT_S = 30.0
CTRL_Q, F6, F7 = b"\x11", b"\x1b[17~", b"\x1b[18~"


class Window:
    """The app in a terminal of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "llmtui"], stdin=slave, stdout=slave, stderr=slave, env=environment
        )
        os.close(slave)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):
            while data := os.read(self._master, 65536):
                # Questions to the terminal (CSI > and CSI =) are none of the screen's.
                self._stream.feed(data.replace(b"\x1b[>", b"\x1b[").replace(b"\x1b[=", b"\x1b["))

    def shows(self, words: str) -> bool:
        return any(words in line for line in self._screen.display)

    def type(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT_S
        while not condition():
            shown = "\n".join(self._screen.display)
            assert self.process.poll() is None, f"it ended:\n{shown}"
            assert time.monotonic() < deadline, f"it did not come to this:\n{shown}"
            time.sleep(0.02)

    def leave(self) -> float:
        """Quit; seconds until the process has ended."""
        begin = time.monotonic()
        self.type(CTRL_Q)
        self.process.wait(LIMIT_S)
        return time.monotonic() - begin

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    need()
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture(scope="module")
def nothing_to_close(server: Sshd, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long leaving takes where no cluster was asked for."""
    with window(server, tmp_path_factory.mktemp("idle"), "paramiko", jobs=False) as app:
        shows_a_job(app)
        return app.leave()


@contextmanager
def window(server: Sshd, folder: Path, client: Client, *, jobs: bool = True) -> Iterator[Window]:
    """The app of a user with one running job on LUMI, which stands for any cluster behind a login."""
    (folder / "known_hosts").write_text(f"{server.known_hosts_line}\n")
    (folder / "ssh_config").write_text(
        f"Host lumi-login\n HostName 127.0.0.1\n Port {server.port}\n User {server.user}\n IdentityFile {server.key}\n"
        f" IdentitiesOnly yes\n UserKnownHostsFile {folder}/known_hosts\n"
    )
    paths = Paths(folder / "config", folder / "state", folder / "cache")
    paths.config.mkdir(parents=True)
    (paths.config / "logins.json").write_text(json.dumps({"lumi": asdict(LoginSettings("lumi-login", client=client))}))
    now = time.time()
    job = record(7, cluster="lumi", created_at=now, submitted_at=now, status=JobStatus("RUNNING"), status_at=now)
    if jobs:
        Records(paths.records).write(job)
    # This machine is no login node: there is ssh, and no Slurm.
    commands = folder / "commands"
    commands.mkdir()
    for name in ("ssh", "sh"):
        (commands / name).symlink_to(shutil.which(name) or name)
    environment = {
        **os.environ,
        HOME_VARIABLE: str(folder),
        CONFIG_VARIABLE: str(folder / "ssh_config"),
        "PATH": str(commands),
        "TERM": "xterm-256color",
        # A worker of the tests may carry the size of another terminal.
        "COLUMNS": str(COLUMNS),
        "LINES": str(ROWS),
    }
    opened = Window(environment)
    try:
        yield opened
    finally:
        server.thaw()
        opened.close()


def is_open(window: Window) -> None:
    window.until(lambda: window.shows("lumi ● open"))


def is_frozen(window: Window, server: Sshd) -> None:
    """A call waits for an answer that does not come."""
    is_open(window)
    server.freeze()
    shows_a_job(window)
    time.sleep(1.5)


def shows_a_job(window: Window) -> None:
    """All three screens are made; where there is a job, its log is followed."""
    window.until(lambda: window.shows("Model"))
    window.type(F6)
    window.until(lambda: window.shows("Elapsed") or window.shows("No jobs yet"))
    window.type(b"\r" if window.shows("Elapsed") else F7)
    window.until(lambda: window.shows("run folder") or window.shows("No job is open"))


def is_opening(window: Window, server: Sshd) -> None:
    window.until(lambda: window.shows("lumi ◌ logging in"))
    time.sleep(0.3)


@pytest.mark.parametrize("client", CLIENTS[: scale(1, len(CLIENTS))])
@pytest.mark.parametrize("state", ["open", "frozen", "opening"])
def test_leaving_is_quick(server: Sshd, tmp_path: Path, client: Client, state: str, nothing_to_close: float) -> None:
    took = []
    for number in range(TRIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        if state == "opening":
            server.freeze()
        with window(server, folder, client) as app:
            if state == "opening":
                is_opening(app, server)
            elif state == "frozen":
                is_frozen(app, server)
            else:
                is_open(app)
            took.append(app.leave() - nothing_to_close)
            assert app.process.returncode == 0
        if took[-1] < AT_ONCE_S:
            break
    assert min(took) < AT_ONCE_S, took


def test_an_app_that_waits_is_seen(server: Sshd, tmp_path: Path, nothing_to_close: float) -> None:
    """The measure tells one that does not end at once from one that does."""
    with window(server, tmp_path, "paramiko") as app:
        is_open(app)
        app.process.send_signal(signal.SIGSTOP)
        wait = nothing_to_close + AT_ONCE_S + 0.2
        threading.Timer(wait, app.process.send_signal, [signal.SIGCONT]).start()
        assert app.leave() - nothing_to_close > AT_ONCE_S
