"""Requests and their answers over one stream: a thread hands each answer to whoever asked."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Protocol

from ..transport import LinkLostError
from .packets import VERSION, BadPacketError, Kind, Reader

#: No server sends longer packets than this (OpenSSH: 256 KiB); what claims to be longer is noise of a login shell.
_LONGEST = 1024**2
_READ = 262144
#: How long a read or write of the stream waits before it looks at its deadline again, in seconds.
_TICK_S = 0.5

#: Kind and content of an answer.
Answer = tuple[int, Reader]


class Stream(Protocol):
    """What a socket and a paramiko channel have in common."""

    def settimeout(self, timeout: float | None, /) -> None: ...
    def send(self, data: bytes, /) -> int: ...
    def recv(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class AbsentError(OSError):
    """The server offers no SFTP, or something else answers in its place."""


class Session:
    """One SFTP channel, safe for many threads. `heard` is called whenever bytes come."""

    def __init__(self, stream: Stream, heard: Callable[[], None], within_s: float = 15.0) -> None:
        """Greet the server. Raises AbsentError, TimeoutError."""
        self._stream = stream
        self._heard = heard
        self._buffer = bytearray()
        self._sending = threading.Lock()
        self._waiting: dict[int, Future[Answer]] = {}
        self._state = threading.Lock()
        self._next = 0
        self._end: OSError | None = None
        stream.settimeout(_TICK_S)
        try:
            self.extensions = self._greet(time.monotonic() + within_s)
        except BaseException:
            stream.close()
            raise
        self._thread = threading.Thread(target=self._read_all, name="llmtui sftp", daemon=True)
        self._thread.start()

    @property
    def usable(self) -> bool:
        """False once the channel has gone."""
        return self._end is None

    def ask(self, kind: Kind, body: bytes, deadline: float) -> Future[Answer]:
        """Send one request. Raises OSError; what goes wrong later is in the future."""
        future: Future[Answer] = Future()
        with self._state:
            if self._end is not None:
                raise LinkLostError(str(self._end))
            self._next = (self._next + 1) % 2**32
            number = self._next
            self._waiting[number] = future
        packet = bytes([kind]) + number.to_bytes(4, "big") + body
        self._send(packet, deadline)
        return future

    def give_up(self, why: OSError) -> None:
        """Close the channel; whoever waits gets `why`."""
        with self._state:
            if self._end is None:
                self._end = why
            waiting, self._waiting = list(self._waiting.values()), {}
            end = self._end
        for future in waiting:
            future.set_exception(end)
        with suppress(OSError):
            self._stream.close()

    def close(self) -> None:
        """Close the channel and wait until its thread has ended."""
        self.give_up(LinkLostError("the connection is closed"))
        if self._thread is not threading.current_thread():
            self._thread.join(2 * _TICK_S)

    def _send(self, packet: bytes, deadline: float) -> None:
        data = struct.pack(">I", len(packet)) + packet
        try:
            with self._sending:
                while data:
                    try:
                        sent = self._stream.send(data)
                    except TimeoutError:
                        if time.monotonic() >= deadline:
                            raise
                        continue
                    if not sent:
                        raise LinkLostError("the file channel was closed")
                    data = data[sent:]
        except OSError as error:
            # A packet that went out in part makes noise of whatever comes next.
            self.give_up(error)
            raise

    def _greet(self, deadline: float) -> frozenset[str]:
        hello = bytes([Kind.INIT]) + VERSION.to_bytes(4, "big")
        try:
            self._stream.send(struct.pack(">I", len(hello)) + hello)
            packet = self._packet(deadline)
            reader = Reader(packet[1:])
            if packet[0] != Kind.VERSION or reader.number() < VERSION:
                raise AbsentError("something else than SFTP answers")
            names = []
            while reader.left:
                names.append(reader.text())
                reader.string()
            return frozenset(names)
        except (LinkLostError, BadPacketError) as error:
            raise AbsentError(f"the server offers no SFTP ({error})") from error

    def _packet(self, deadline: float | None) -> bytes:
        """The next packet without its length. Raises OSError."""
        self._fill(4, deadline)
        size = int.from_bytes(self._buffer[:4], "big")
        if not 0 < size <= _LONGEST:
            raise BadPacketError("something else than SFTP answers")
        self._fill(4 + size, deadline)
        packet = bytes(memoryview(self._buffer)[4 : 4 + size])
        del self._buffer[: 4 + size]
        return packet

    def _fill(self, size: int, deadline: float | None) -> None:
        while len(self._buffer) < size:
            try:
                data = self._stream.recv(_READ)
            except TimeoutError:
                if deadline is not None and time.monotonic() >= deadline:
                    raise
                if self._end is not None:
                    raise LinkLostError(str(self._end)) from None
                continue
            if not data:
                raise LinkLostError("the file channel was closed")
            self._heard()
            self._buffer += data

    def _read_all(self) -> None:
        try:
            while True:
                packet = self._packet(None)
                reader = Reader(packet[1:])
                number = reader.number()
                with self._state:
                    future = self._waiting.pop(number, None)
                if future is not None:
                    future.set_result((packet[0], reader))
        except OSError as error:
            self.give_up(error)
