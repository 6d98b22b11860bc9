"""Run one program to its end: bounded in time and output, in a session of its own."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import IO

from .transport import OUTPUT_CAP, Result

#: After the program has ended, how long a pipe may be held open by something that it left behind, in seconds.
_LINGER_S = 0.3
_READ = 65536


def run_program(
    argv: Sequence[str], *, environment: Mapping[str, str], cwd: str | None, stdin: bytes, timeout_s: float
) -> Result:
    """Run `argv` (never a shell). A program that cannot be found or started is a failure with exit code 127."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as source:
        source.write(stdin)
        source.seek(0)
        try:
            process = subprocess.Popen(
                list(argv),
                cwd=cwd,
                env=dict(environment),
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
            return Result("failed", 127, "", f"{error.filename}: {error.strerror}")
    with process:
        drain = _Drain(process, started + timeout_s)
        ended = drain.until_end()
    seconds = time.monotonic() - started
    out, err = drain.text(process.stdout), drain.text(process.stderr)
    if not ended:
        said = f"{err.strip()}\n" if err.strip() else ""
        return Result("unknown", None, out, f"{said}no answer within {timeout_s:.0f} s", drain.truncated, seconds)
    code = process.returncode
    return Result("ok" if code == 0 else "failed", code, out, err, drain.truncated, seconds)


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

    def text(self, stream: IO[bytes] | None) -> str:
        """What came from one of the pipes; bytes that are no UTF-8 are replaced."""
        return self._parts[stream].decode("utf-8", errors="replace")

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
