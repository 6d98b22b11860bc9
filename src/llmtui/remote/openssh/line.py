"""The three streams of one /bin/sh behind an ssh process."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from ..transport import LinkLostError

_READ = 65536
#: How long a process that was killed may take to be gone, in seconds.
_REAP_S = 5.0
#: How long one whose streams have ended may take to end by itself, so that its exit code tells why, in seconds.
_END_S = 1.0
#: How much of what ssh said last is kept for a complaint, in bytes.
_SAID = 16384


class ShellLine:
    """Used by one thread at a time; close() may come from any. Raises OSError where ssh cannot be started."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        # A session of its own: no terminal to ask on, and no Ctrl+C from ours.
        self._process = subprocess.Popen(
            list(argv),
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        self._stdin, self._stdout, self._stderr = (
            _pipe(self._process.stdin),
            _pipe(self._process.stdout),
            _pipe(self._process.stderr),
        )
        for pipe in (self._stdin, self._stdout, self._stderr):
            os.set_blocking(pipe.fileno(), False)
        # The master has copies of the pipes, so the end of the process is not always the end of the streams.
        self._woken, self._waker = os.pipe()
        self._open = {self._stdout.fileno(), self._stderr.fileno()}
        self._said = bytearray()
        self._closed = False
        self._ending = False
        self._using, self._ends = threading.Lock(), threading.Lock()

    @property
    def usable(self) -> bool:
        """Whether the process runs."""
        return not self._closed and self._process.poll() is None

    @property
    def said(self) -> bytes:
        """The last of what came on standard error, where ssh's own words are."""
        return bytes(self._said)

    @property
    def code(self) -> int | None:
        """How the process ended: 255 where ssh failed, negative where we ended it; None while it runs."""
        return self._process.poll()

    def wait(self) -> None:
        """Return once the process has ended."""
        self._process.wait()

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of it. Raises TimeoutError, LinkLostError."""
        left = memoryview(data)
        with self._using, selectors.DefaultSelector() as selector:
            self._watch_for_close(selector)
            selector.register(self._stdin, selectors.EVENT_WRITE)
            while left:
                self._select(selector, deadline)
                try:
                    left = left[os.write(self._stdin.fileno(), left[:_READ]) :]
                except OSError as error:
                    self._ending = True
                    raise LinkLostError("the connection was lost") from error

    def read(self, deadline: float, out_ended: bool) -> tuple[bytes, bytes]:
        """What has come on standard output and standard error. Raises TimeoutError, LinkLostError."""
        with self._using, selectors.DefaultSelector() as selector:
            self._watch_for_close(selector)
            out, err = self._stdout.fileno(), self._stderr.fileno()
            if (err if out_ended else out) not in self._open:
                raise LinkLostError("the connection was lost")
            for fd in self._open:
                selector.register(fd, selectors.EVENT_READ)
            found = {fd: self._take(fd) for fd in self._select(selector, deadline)}
        return found.get(out, b""), found.get(err, b"")

    def close(self) -> None:
        """End the process and reap it; whoever reads or writes returns. May be called again."""
        with self._ends:
            if not self._closed:
                self._closed = True
                os.write(self._waker, b"x")
        if self._ending:
            self._wait(_END_S)
        # Not its group: the process that logged in left its ProxyCommand to the master in there.
        self._process.kill()
        self._wait(_REAP_S)
        with self._using:
            self._let_go()

    def give_up(self) -> None:
        """End a login that has not come about, with whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self.close()

    def _watch_for_close(self, selector: selectors.BaseSelector) -> None:
        if self._closed:
            raise LinkLostError("the connection is closed")
        selector.register(self._woken, selectors.EVENT_READ)

    def _select(self, selector: selectors.BaseSelector, deadline: float) -> list[int]:
        """What is ready. Raises TimeoutError, LinkLostError."""
        ready = [key.fd for key, _ in selector.select(max(0.0, deadline - time.monotonic()))]
        if self._woken in ready:
            raise LinkLostError("the connection is closed")
        if not ready:
            raise TimeoutError
        return ready

    def _wait(self, limit_s: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(limit_s)

    def _let_go(self) -> None:
        if self._stderr.closed:
            return
        if self._stderr.fileno() in self._open:
            # ssh may have said why it ends after the last read, or before a write that failed.
            with suppress(OSError):
                self._take(self._stderr.fileno())
        for pipe in (self._stdin, self._stdout, self._stderr):
            pipe.close()
        os.close(self._woken)
        os.close(self._waker)

    def _take(self, fd: int) -> bytes:
        piece = os.read(fd, _READ)
        if not piece:
            self._open.discard(fd)
            self._ending = True
        if fd == self._stderr.fileno():
            self._said = (self._said + piece)[-_SAID:]
        return piece


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "asked for above"
    return stream
