"""A paramiko channel as the layers above want it: a shell's three streams, or one stream of bytes for SFTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from ...domain.remotetext import safe_line
from ..transport import LinkLostError

if TYPE_CHECKING:
    import paramiko

#: While standard output is awaited, how often standard error is looked at, in seconds.
_TICK_S = 0.02
_READ = 262144

T = TypeVar("T")


def failures() -> tuple[type[Exception], ...]:
    """What paramiko raises when a link or a channel fails."""
    from paramiko import SSHException

    return (SSHException, EOFError, OSError)


class Channel:
    """One open channel. Whatever goes wrong is an OSError; `closed` is called once, when it has been closed."""

    def __init__(self, raw: paramiko.Channel, heard: Callable[[], None], closed: Callable[[], None]) -> None:
        self._raw = raw
        self._heard = heard
        self._closed: list[Callable[[], None]] = [closed]
        self._lock = threading.Lock()

    @property
    def usable(self) -> bool:
        """False once it is known that the far side has gone."""
        return not (self._raw.closed or self._raw.eof_received)

    def close(self) -> None:
        """Close it; whoever reads or writes returns."""
        with suppress(*failures()):
            self._raw.close()
        with self._lock:
            told, self._closed = self._closed, []
        for tell in told:
            tell()

    def _send_some(self, data: bytes) -> int:
        return self._call(lambda: self._raw.send(data))

    def _call(self, what: Callable[[], T]) -> T:
        """Raises TimeoutError and LinkLostError alone."""
        try:
            return what()
        except TimeoutError:
            raise
        except failures() as error:
            raise LinkLostError(f"the connection was lost ({safe_line(str(error)) or type(error).__name__})") from error


class SftpStream(Channel):
    """Bytes both ways, as a socket has them."""

    def settimeout(self, timeout: float | None, /) -> None:
        """For send and recv."""
        self._raw.settimeout(timeout)

    def recv(self, size: int, /) -> bytes:
        """What came; b"" at the end."""
        return self._call(lambda: self._raw.recv(size))

    def send(self, data: bytes, /) -> int:
        """How many bytes were taken."""
        return self._send_some(data)


class ShellLine(Channel):
    """Implements shells.Line; used by one thread at a time."""

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of it. Raises TimeoutError, LinkLostError."""
        while data:
            self._raw.settimeout(_left(deadline))
            sent = self._send_some(data)
            if not sent:
                raise LinkLostError("the shell has ended")
            data = data[sent:]

    def read(self, deadline: float, out_ended: bool) -> tuple[bytes, bytes]:
        """What has come on both streams, waiting for something. Raises TimeoutError, LinkLostError."""
        recv = self._raw.recv_stderr if out_ended else self._raw.recv
        while True:
            left = _left(deadline)
            ready = self._ready()
            if ready is not None:
                return ready
            self._raw.settimeout(left if out_ended else min(left, _TICK_S))
            with suppress(TimeoutError):
                data = self._call(lambda: recv(_READ))
                if data:
                    self._heard()
                    return (b"", data) if out_ended else (data, b"")
                return self._rest()

    def _ready(self) -> tuple[bytes, bytes] | None:
        err = self._call(lambda: self._raw.recv_stderr(_READ)) if self._raw.recv_stderr_ready() else b""
        out = self._call(lambda: self._raw.recv(_READ)) if self._raw.recv_ready() else b""
        if out or err:
            self._heard()
            return out, err
        return None

    def _rest(self) -> tuple[bytes, bytes]:
        """What is still there once a stream has ended."""
        ready = self._ready()
        if ready is not None:
            return ready
        alive = self._raw.get_transport().is_active()
        raise LinkLostError("the shell has ended" if alive else "the connection was lost")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
