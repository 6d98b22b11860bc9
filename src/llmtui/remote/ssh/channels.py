"""Opening channels within a time limit, and never more than a few."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TYPE_CHECKING, TypeVar

from ...domain.remotetext import safe_line
from ..shells import RefusedError
from ..transport import LinkLostError
from .channel import Channel, failures

if TYPE_CHECKING:
    import paramiko

#: Servers allow ten sessions in one connection (sshd_config, MaxSessions), some sites fewer.
MOST = 4
#: Waits before a refused channel is asked for again, in seconds: a server needs a moment to forget a closed one.
_AGAIN_S = (0.1, 0.3, 1.0)

C = TypeVar("C", bound=Channel)


class Channels:
    """Opens channels of one link; at most MOST are open at any time, those that nobody waits for any more included."""

    def __init__(self, transport: paramiko.Transport, heard: Callable[[], None]) -> None:
        self._transport = transport
        self._heard = heard
        self._room = threading.BoundedSemaphore(MOST)
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()

    def open(self, kind: type[C], start: Callable[[paramiko.Channel], None], deadline: float) -> C:
        """A new session in which `start` has asked for a program. Raises RefusedError, TimeoutError, LinkLostError.

        paramiko waits for some answers without a limit, so another thread does it; a channel that comes too late is
        closed.
        """
        if not self._room.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise TimeoutError("no channel became free in time")
        future: Future[C] = Future()
        thread = threading.Thread(
            target=self._work, args=(future, kind, start, deadline), name="llmtui ssh open", daemon=True
        )
        with self._lock:
            self._threads.add(thread)
            thread.start()
        try:
            return future.result(max(0.0, deadline - time.monotonic()))
        except FutureTimeoutError:
            if future.cancel():
                raise TimeoutError("the server opened no channel in time") from None
            return future.result()

    def join(self, within_s: float) -> None:
        """Wait until no thread of this object is left."""
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join(within_s)

    def _work(self, future: Future[C], kind: type[C], start: Callable[[paramiko.Channel], None], until: float) -> None:
        opened: C | OSError
        try:
            opened = kind(self._opened(start, until), self._heard, self._room.release)
        except failures() as error:
            self._room.release()
            opened = self._worded(error)
        wanted = future.set_running_or_notify_cancel()
        if isinstance(opened, OSError):
            if wanted:
                future.set_exception(opened)
        elif wanted:
            future.set_result(opened)
        else:
            opened.close()
        with self._lock:
            self._threads.discard(threading.current_thread())

    def _opened(self, start: Callable[[paramiko.Channel], None], deadline: float) -> paramiko.Channel:
        from paramiko import SSHException

        for wait_s in (*_AGAIN_S, None):
            try:
                raw = self._transport.open_session(timeout=max(1.0, deadline - time.monotonic()))
                break
            except SSHException as error:
                # paramiko keeps one reason for all channels, so a refusal may come without its own.
                if not self._transport.is_active():
                    raise
                if time.monotonic() + (wait_s or 0) >= deadline:
                    raise TimeoutError("the server opened no channel in time") from error
                # A channel that was never open has run nothing, so asking again is safe.
                if wait_s is None:
                    raise RefusedError(f"the server opens no further channel ({safe_line(str(error))})") from error
                time.sleep(wait_s)
        try:
            start(raw)
        except failures():
            raw.close()
            raise
        return raw

    def _worded(self, error: Exception) -> OSError:
        if isinstance(error, (RefusedError, TimeoutError)):
            return error
        if not self._transport.is_active():
            return LinkLostError(f"the connection was lost ({safe_line(str(error)) or type(error).__name__})")
        return OSError(safe_line(str(error)) or type(error).__name__)
