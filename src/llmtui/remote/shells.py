"""A few kept /bin/sh on the far side: each runs framed scripts one after another, so a script costs one round trip."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from .framing import frame, new_nonce, read
from .marked import Marked
from .transport import LinkLostError, Result


class RefusedError(OSError):
    """The server opens no further channel; nothing was run."""


class Line(Protocol):
    """The three streams of one /bin/sh."""

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of it. Raises TimeoutError, OSError."""

    def read(self, deadline: float, out_ended: bool) -> tuple[bytes, bytes]:
        """What has come on standard output and standard error, waiting for something; `out_ended` tells that only the
        latter is awaited. Raises TimeoutError, and LinkLostError when nothing more will come.
        """

    @property
    def usable(self) -> bool:
        """False once it is known that the shell has gone."""

    def close(self) -> None:
        """Let the shell go; raises nothing."""


class Shells:
    """At most `most` shells, opened when needed. Deadlines are values of time.monotonic()."""

    def __init__(self, open_line: Callable[[float], Line], most: int = 3) -> None:
        self._open_line = open_line
        self._most = most
        self._changed = threading.Condition()
        self._idle: list[Line] = []
        self._busy: set[Line] = set()
        self._count = 0
        self._closed = False

    def script(
        self,
        text: str,
        *,
        values: Mapping[str, str] | None,
        timeout_s: float,
        path: str = "",
        began: Callable[[], None] = lambda: None,
    ) -> Result:
        """Run one script; it is sent once. An outcome is "unknown" as well when it was never sent, which `err` says.

        `began` is called when it has been sent.
        """
        started = time.monotonic()
        deadline = started + timeout_s
        nonce = new_nonce()
        data = frame(text, nonce, values=values, path=path)
        try:
            line = self._take(deadline)
        except OSError as error:
            why = f"no shell within {timeout_s:.0f} s" if isinstance(error, TimeoutError) else str(error)
            return Result.said("unknown", None, "", f"nothing was run: {why}", seconds=time.monotonic() - started)
        out, err, lost = Marked(nonce), Marked(nonce), ""
        try:
            line.send(data, deadline)
            began()
            while not (out.ended and err.ended):
                more, said = line.read(deadline, out.ended)
                out.feed(more)
                err.feed(said)
        except TimeoutError:
            lost = f"no answer within {timeout_s:.0f} s"
        except OSError as error:
            lost = str(error)
        finally:
            self._give_back(line, keep=out.ended and err.ended)
        seconds = time.monotonic() - started
        truncated = out.truncated or err.truncated
        return read(out.whole(), err.whole(), nonce, truncated=truncated, seconds=seconds, lost=lost)

    def close(self) -> None:
        """Close all; scripts that run are given up."""
        with self._changed:
            self._closed = True
            lines = [*self._idle, *self._busy]
            self._idle.clear()
            self._changed.notify_all()
        for line in lines:
            line.close()

    def _take(self, deadline: float) -> Line:
        while True:
            line = self._idle_or_room(deadline)
            if line is None:
                line = self._opened(deadline)
            if line is not None:
                return line

    def _idle_or_room(self, deadline: float) -> Line | None:
        """A shell, or None where one more may be opened, which is counted already."""
        with self._changed:
            while True:
                if self._closed:
                    raise LinkLostError("the connection is closed")
                while self._idle:
                    line = self._idle.pop()
                    if line.usable:
                        self._busy.add(line)
                        return line
                    self._count -= 1
                    line.close()
                if self._count < self._most:
                    self._count += 1
                    return None
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError

    def _opened(self, deadline: float) -> Line | None:
        """A new shell; None where the server allows fewer than we would like, and one of those is to be waited for."""
        try:
            line = self._open_line(deadline)
        except OSError as error:
            with self._changed:
                self._count -= 1
                self._changed.notify()
                if isinstance(error, RefusedError) and self._count:
                    self._most = self._count
                    return None
            raise
        with self._changed:
            if not self._closed:
                self._busy.add(line)
                return line
        line.close()
        raise LinkLostError("the connection is closed")

    def _give_back(self, line: Line, keep: bool) -> None:
        with self._changed:
            self._busy.discard(line)
            keep = keep and not self._closed
            if keep:
                self._idle.append(line)
            else:
                self._count -= 1
            self._changed.notify()
        if not keep:
            line.close()
