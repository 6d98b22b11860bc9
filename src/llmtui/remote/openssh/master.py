"""The master of a shared connection: whether one listens, and how ours is ended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .words import Words

#: A master answers from this machine, so it does so at once; in seconds.
_CHECK_S = 5.0
_END_S = 3.0
_NAP_S = 0.01
_PID = re.compile(rb"Master running \(pid=(\d+)\)")


@dataclass(frozen=True)
class Master:
    """The master at `control`, None: at the path that ssh_config gives. `ours` is one that this transport started."""

    words: Words
    environment: Mapping[str, str]
    control: Path | None
    ours: bool = False

    def pid(self) -> int | None:
        """Its process, None where none listens. Raises FileNotFoundError where there is no ssh."""
        code, said = self._tell("check")
        found = _PID.search(said)
        return int(found[1]) if code == 0 and found else None

    def end(self) -> None:
        """End the one that we started, with its socket; one that the user started stays."""
        if not self.ours or self.control is None:
            return
        with suppress(FileNotFoundError):
            pid = self.pid()
            if pid is not None:
                self._tell("exit")
                _see_it_go(pid)
        self.control.unlink(missing_ok=True)

    def _tell(self, command: str) -> tuple[int | None, bytes]:
        try:
            done = subprocess.run(
                self.words.control(command, self.control),
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                timeout=_CHECK_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None, b""
        return done.returncode, done.stdout


def _see_it_go(pid: int) -> None:
    """Wait for the end of a process that is no child of ours, and kill it when it does not come."""
    deadline = time.monotonic() + _END_S
    with suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            if _is_zombie(pid):
                return
            time.sleep(_NAP_S)
        os.kill(pid, signal.SIGKILL)


def _is_zombie(pid: int) -> bool:
    """Whether it has ended and only its parent has not asked yet (Linux; elsewhere False)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False
