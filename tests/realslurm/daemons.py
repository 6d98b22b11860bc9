"""Daemons in the foreground, as children of ours: none is left behind, whatever becomes of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from .needs import find

_NAP_S = 0.05


def living(folder: str) -> Sequence[int]:
    """Processes that were started for the Slurm in that folder: daemons, jobs and what jobs left behind."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"SLURM_CONF={folder}/".encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def kill_all(folder: str) -> Sequence[int]:
    """End every process of that Slurm that is still there; which they were."""
    left = living(folder)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left


class Daemons:
    """Those of one Slurm, stopped in the opposite order of their start."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, command: str, *words: str) -> None:
        """Start one; its output goes to NAME.out. The kernel ends it should we be killed."""
        path = find(command)
        assert path is not None, f"{command} is not installed"
        with open(self.folder / f"{name}.out", "ab") as output:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", path, *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.folder,
            )
        self._running.append((name, process))

    def pid(self, name: str) -> int:
        """The process of one that runs."""
        return next(process.pid for each, process in self._running if each == name)

    def finish(self, command: str, *words: str) -> None:
        """Run a command to its end. Raises AssertionError with what it printed if it fails."""
        path = find(command)
        assert path is not None, f"{command} is not installed"
        done = subprocess.run([path, *words], capture_output=True, text=True, env=self.environment, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def until(self, what: str, holds: Callable[[], bool], limit_s: float) -> None:
        """Wait until something holds. Raises AssertionError with every log when a daemon ends or time is up."""
        deadline = time.monotonic() + limit_s
        while not holds():
            ended = [name for name, process in self._running if process.poll() is not None]
            assert not ended, f"{', '.join(ended)} ended while waiting: {what}\n{self.logs()}"
            assert time.monotonic() < deadline, f"not within {limit_s:.0f} s: {what}\n{self.logs()}"
            time.sleep(_NAP_S)

    def signal(self, name: str, number: int) -> None:
        """Send a signal to one of them: SIGSTOP makes it hang."""
        next(process for known, process in self._running if known == name).send_signal(number)

    def end(self, name: str, limit_s: float = 10.0) -> None:
        """End one of them, which then counts as never started."""
        found = next(pair for pair in self._running if pair[0] == name)
        self._running.remove(found)
        found[1].terminate()
        found[1].wait(limit_s)

    def stop(self, limit_s: float = 10.0) -> Sequence[str]:
        """End all; the names of those that had to be killed."""
        killed = []
        while self._running:
            name, process = self._running.pop()
            process.terminate()
            try:
                process.wait(limit_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed.append(name)
        return killed

    def logs(self) -> str:
        """The last lines of every log, for a failure's message."""
        paths = [path for pattern in ("*.log", "*.out") for path in sorted(self.folder.glob(pattern))]
        tails = [(path.name, path.read_text(errors="replace").splitlines()[-15:]) for path in paths]
        return "\n".join(f"--- {name}\n" + "\n".join(lines) for name, lines in tails if lines)
