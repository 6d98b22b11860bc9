"""Run one program to its end: bounded in time and output, in a session of its own."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from .transport import OUTPUT_CAP, Result

#: After the program has ended, how long a pipe may be held open by something that it left behind, in seconds.
_LINGER_S = 0.3
_READ = 65536


@dataclass(frozen=True)
class Ended:
    """What a program printed, how it ended (`code` None: it did not, within its time) and why it did not start."""

    code: int | None
    out: bytes
    err: bytes
    truncated: bool
    seconds: float
    problem: str = ""


def run_program(
    argv: Sequence[str], *, environment: Mapping[str, str], cwd: str | None, stdin: bytes, timeout_s: float
) -> Result:
    """Run `argv` (never a shell). A program that cannot be found or started is a failure with exit code 127."""
    try:
        done = run_bytes(argv, environment=environment, cwd=cwd, stdin=stdin, timeout_s=timeout_s)
    except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
        return Result.said("failed", 127, "", f"{error.filename}: {error.strerror}")
    # Bytes that are no UTF-8 are replaced: the text is for reading only.
    out, err = done.out.decode("utf-8", errors="replace"), done.err.decode("utf-8", errors="replace")
    if done.code is None:
        said = f"{err.strip()}\n" if err.strip() else ""
        return Result.said("unknown", None, out, said + done.problem, done.truncated, done.seconds)
    return Result.said("ok" if done.code == 0 else "failed", done.code, out, err, done.truncated, done.seconds)


def run_bytes(
    argv: Sequence[str], *, environment: Mapping[str, str], cwd: str | None, stdin: bytes, timeout_s: float
) -> Ended:
    """Run `argv` and take what it prints as it is. Raises OSError when it cannot be started."""
    started = time.monotonic()
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
    with process:
        drain = _Drain(process, started + timeout_s)
        ended = drain.until_end()
    seconds = time.monotonic() - started
    out, err = drain.data(process.stdout), drain.data(process.stderr)
    problem = "" if ended else f"no answer within {timeout_s:.0f} s"
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
            self._kill()
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

    def _kill(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
