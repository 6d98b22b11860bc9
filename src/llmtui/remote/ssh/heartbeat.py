"""Whether a link still lives: a request that must be answered goes out whenever nothing has come for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...domain.remotetext import safe_line
from .channel import failures

if TYPE_CHECKING:
    import paramiko

#: How often silence is looked at, in seconds, unless the beat is quicker.
_TICK_S = 0.25
#: What OpenSSH's own clients send; a server that does not know it answers that it does not.
_REQUEST = "keepalive@openssh.com"


class Heartbeat:
    """Two threads: one asks every `every_s` seconds of silence, one counts the silence and sees the link end.

    `lost` is called once, with the reason, unless `stop` came before: after `silence_s` without a byte, or as soon as
    the link has broken. paramiko alone notices a dead peer never.
    """

    def __init__(
        self, transport: paramiko.Transport, lost: Callable[[str], None], *, every_s: float, silence_s: float
    ) -> None:
        self._transport = transport
        self._lost = lost
        self._every_s = every_s
        self._silence_s = silence_s
        self._heard = time.monotonic()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=f"llmtui ssh {name}", daemon=True)
            for name, target in (("ask", self._ask), ("watch", self._watch))
        ]

    def start(self) -> None:
        """Begin to ask and to watch."""
        for thread in self._threads:
            thread.start()

    def heard(self) -> None:
        """Bytes came: nothing has to be asked for now."""
        self._heard = time.monotonic()

    def stop(self) -> None:
        """No loss is told from now on; the threads end once the link is closed."""
        self._stopped.set()

    def join(self, within_s: float) -> None:
        """Wait until the threads have ended, but for the one that calls."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(within_s)

    def _ask(self) -> None:
        while self._transport.is_active():
            quiet = time.monotonic() - self._heard
            if quiet < self._every_s:
                self._stopped.wait(self._every_s - quiet)
                if self._stopped.is_set():
                    return
                continue
            try:
                # Waits without a limit; the other thread closes the link, which ends the waiting.
                self._transport.global_request(_REQUEST, wait=True)
            except failures():
                continue
            if self._transport.is_active():
                self.heard()

    def _watch(self) -> None:
        reason = self._until_lost()
        if not self._stopped.is_set():
            self._stopped.set()
            self._lost(reason)

    def _until_lost(self) -> str:
        tick = min(_TICK_S, self._every_s / 2)
        silence, heard, before = 0.0, self._heard, time.monotonic()
        while silence < self._silence_s:
            self._transport.join(tick)
            if not self._transport.is_alive():
                return _why(self._transport)
            now = time.monotonic()
            # Time in which this whole process stood still says nothing about the other side.
            silence = 0.0 if self._heard != heard else silence + min(now - before, 2 * tick)
            heard, before = self._heard, now
        return f"the server has not answered for {self._silence_s:.0f} s"


def _why(transport: paramiko.Transport) -> str:
    error = transport.get_exception()
    told = safe_line(str(error)) if error is not None else ""
    return f"the connection was lost ({told})" if told else "the connection was lost"
