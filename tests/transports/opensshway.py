"""A cluster by the ssh program over a real sshd, with nothing of the tester's own ~/.ssh in it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.realssh.server import Sshd

from llmtui.remote.openssh.login import open_transport
from llmtui.remote.openssh.transport import OpenSshTransport
from llmtui.remote.target import Target

#: What is asked of ssh besides: no configuration of the tester's.
NO_CONFIG = ("-F", "/dev/null")


class Losses(list[str]):
    """What `lost` was told, and when that was known."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Event()

    def __call__(self, why: str) -> None:
        self.append(why)
        self.came.set()


def target_of(server: Sshd, port: int | None = None) -> Target:
    """The server as one that is known, by way of `port`."""
    known = server.folder / "known"
    line = server.known_hosts_line.replace(f":{server.port} ", f":{port or server.port} ")
    known.write_text(f"{line}\n")
    return Target(
        "127.0.0.1",
        "127.0.0.1",
        server.user,
        port or server.port,
        identity_files=(str(server.key),),
        known_hosts=(str(known),),
    )


@contextmanager
def opened(
    target: Target, state: Path, lost: Callable[[str], None] = lambda why: None, extra: Sequence[str] = NO_CONFIG
) -> Iterator[OpenSshTransport]:
    """A transport that is closed afterwards."""
    transport = open_transport(target, state_folder=state, lost=lost, extra=extra)
    try:
        yield transport
    finally:
        transport.close()


def processes(state: Path) -> dict[int, str]:
    """Programs that have that folder in their command line: every ssh of a transport has."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(state) in line:
                found[int(path.parent.name)] = line
    return found


def master_pid(state: Path) -> int:
    """The master of the one transport of that folder; ssh renames it."""
    return next(pid for pid, line in processes(state).items() if "[mux]" in line)


def until(holds: Callable[[], object], limit_s: float = 5.0) -> bool:
    """Whether that became true within so long."""
    deadline = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@contextmanager
def users_master(command: Sequence[str]) -> Iterator[None]:
    """Run what the user would run in a terminal; its master is told to end afterwards."""
    subprocess.run(command, check=True, timeout=20, stdin=subprocess.DEVNULL, capture_output=True)
    try:
        yield
    finally:
        control = next(word for word in command if word.startswith("ControlPath="))
        subprocess.run(["ssh", "-o", control, "-O", "exit", "x"], check=False, capture_output=True, timeout=10)
