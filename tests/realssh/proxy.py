"""A TCP relay with faults: delay, a budget of bytes after which it cuts, a stall that swallows everything."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_READ = 65536


class Proxy:
    """Relays 127.0.0.1:`port` to `target`; faults may be set at any time, and count from then on.

    `delay_s` is added each way. `cut_after` bytes (both ways together) every connection is reset; `stalled` True
    swallows what comes without passing it on. `passed` counts bytes that went through.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay_s = 0.0
        self.cut_after: int | None = None
        self.stalled = False
        self.passed = 0
        self.connections = 0
        self._lock = threading.Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def cut(self) -> None:
        """Reset every connection now; new ones are taken."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                with suppress(OSError):
                    # Linger 0: a reset instead of an orderly end.
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    end.shutdown(socket.SHUT_RDWR)
                with suppress(OSError):
                    end.close()

    def close(self) -> None:
        """Take no more, and cut what there is."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.close()
                continue
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server.settimeout(None)
            with self._lock:
                self._pairs.append((client, server))
                self.connections += 1
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._relay, args=pair, name="relay", daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        waiting: deque[tuple[float, bytes]] = deque()
        ready = threading.Condition()

        def pass_on() -> None:
            while True:
                with ready:
                    while not waiting:
                        ready.wait()
                    due, data = waiting.popleft()
                time.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    with suppress(OSError):
                        sink.shutdown(socket.SHUT_WR)
                    return
                if not self._send(sink, data):
                    return

        threading.Thread(target=pass_on, name="relay", daemon=True).start()
        while True:
            try:
                data = source.recv(_READ)
            except OSError:
                data = b""
            with ready:
                waiting.append((time.monotonic() + self.delay_s, data))
                ready.notify()
            if not data:
                return

    def _send(self, sink: socket.socket, data: bytes) -> bool:
        if self.stalled:
            return True
        with self._lock:
            left = len(data) if self.cut_after is None else max(0, self.cut_after)
            if self.cut_after is not None:
                self.cut_after -= len(data)
            self.passed += min(left, len(data))
        try:
            sink.sendall(data[:left])
        except OSError:
            return False
        if left < len(data):
            self.cut_after = None
            self.cut()
            return False
        return True


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """A relay to that port of this machine."""
    relay = Proxy(target)
    try:
        yield relay
    finally:
        relay.close()
