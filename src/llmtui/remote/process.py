"""Run one program to its end: bounded in time and output, in a session of its own."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from .transport import OUTPUT_CAP, Result

#: After the program has ended, how long a pipe may be held open by something that it left behind, in seconds.
_LINGER_S = 0.3
_READ = 65536
_STOPPED = "stopped, for the connection was closed"


@dataclass(frozen=True)
class Ended:
    """What a program printed, how it ended (`code` None: it did not, within its time) and why it did not start."""

    code: int | None
    out: bytes
    err: bytes
    truncated: bool
    seconds: float
    problem: str = ""


class Children:
    """The programs that run now. Once stopped, these are killed with their process groups, and none begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self.stopped = False

    def stop(self) -> None:
        """End all of them; who waits for one comes back at once."""
        with self._lock:
            self.stopped = True
            for process in self._running:
                _kill(process)

    @contextmanager
    def running(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Around the wait for a program."""
        with self._lock:
            self._running.add(process)
            if self.stopped:
                _kill(process)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)


def run_program(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    cwd: str | None,
    stdin: bytes,
    timeout_s: float,
    children: Children | None = None,
) -> Result:
    """Run `argv` (never a shell). A program that cannot be found or started is a failure with exit code 127."""
    try:
        done = run_bytes(argv, environment=environment, cwd=cwd, stdin=stdin, timeout_s=timeout_s, children=children)
    except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
        return Result.said("failed", 127, "", f"{error.filename}: {error.strerror}")
    # Bytes that are no UTF-8 are replaced: the text is for reading only.
    out, err = done.out.decode("utf-8", errors="replace"), done.err.decode("utf-8", errors="replace")
    if done.code is None:
        said = f"{err.strip()}\n" if err.strip() else ""
        return Result.said("unknown", None, out, said + done.problem, done.truncated, done.seconds)
    return Result.said("ok" if done.code == 0 else "failed", done.code, out, err, done.truncated, done.seconds)


def run_bytes(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    cwd: str | None,
    stdin: bytes,
    timeout_s: float,
    children: Children | None = None,
) -> Ended:
    """Run `argv` and take what it prints as it is; `children` can stop it. Raises OSError when it cannot be started."""
    started = time.monotonic()
    children = children or Children()
    if children.stopped:
        return Ended(None, b"", b"", False, 0.0, _STOPPED)
    with tempfile.TemporaryFile() as source:
        source.write(stdin)
        source.seek(0)
        process = subprocess.Popen(
            list(argv),
            cwd=cwd,
            env=dict(environment),
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    with process, children.running(process):
        drain = _Drain(process, started + timeout_s)
        ended = drain.until_end()
    seconds = time.monotonic() - started
    out, err = drain.data(process.stdout), drain.data(process.stderr)
    problem = "" if ended else f"no answer within {timeout_s:.0f} s"
    if children.stopped and process.returncode == -signal.SIGKILL:
        ended, problem = False, _STOPPED
    return Ended(process.returncode if ended else None, out, err, drain.truncated, seconds, problem)


class _Drain:
    """Reads both pipes side by side, so that neither can fill up and block the program."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        self._process = process
        self._deadline = deadline
        self._parts: dict[IO[bytes] | None, bytearray] = {
            process.stdout: bytearray(),
            process.stderr: bytearray(),
        }
        self.truncated = False

    def data(self, stream: IO[bytes] | None) -> bytes:
        """What came from one of the pipes."""
        return bytes(self._parts[stream])

    def until_end(self) -> bool:
        """Whether the program ended in time; otherwise its whole process group is killed."""
        with selectors.DefaultSelector() as selector:
            for stream in (self._process.stdout, self._process.stderr):
                if stream is not None:
                    selector.register(stream, selectors.EVENT_READ)
            self._pump(selector)
        try:
            self._process.wait(max(0.0, self._deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill(self._process)
            return False
        return True

    def _pump(self, selector: selectors.BaseSelector) -> None:
        while selector.get_map():
            left = self._deadline - time.monotonic()
            if left <= 0:
                return
            ready = selector.select(min(left, _LINGER_S))
            if not ready and self._process.poll() is not None:
                return
            for key, _ in ready:
                data = os.read(key.fd, _READ)
                if data:
                    self._keep(self._parts[key.fileobj], data)  # type: ignore[index]
                else:
                    selector.unregister(key.fileobj)

    def _keep(self, part: bytearray, data: bytes) -> None:
        room = OUTPUT_CAP - len(part)
        part += data[:room]
        self.truncated = self.truncated or len(data) > room


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program's whole group; one that was waited for has none that could be told from another's."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
