"""A login under way: any thread may give it up, and whoever waits for it then returns at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from .errors import NeedsUserError

T = TypeVar("T")


class Attempt:
    """One login; what it has opened is closed when it is given up. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closers: list[Callable[[], None]] = []
        self._ended = False
        self._given_up = False

    def holds(self, close: Callable[[], None]) -> None:
        """Have `close` called when the login is given up. Where it was already: calls it and raises NeedsUserError."""
        with self._lock:
            if not self._given_up:
                self._closers.append(close)
                return
        close()
        raise _given_up()

    def check(self) -> None:
        """Raises NeedsUserError when the login was given up."""
        if self._given_up:
            raise _given_up()

    def give_up(self) -> None:
        """Stop the login; nothing happens to one that has ended."""
        if self._end(given_up=True):
            for close in self._closers:
                close()

    def run(self, log_in: Callable[[], T], let_go: Callable[[T], None]) -> T:
        """What `log_in` gives or raises; NeedsUserError as soon as it is given up.

        It runs in a thread of its own: a look-up of a name, say, cannot be stopped, only be waited for no longer. What
        it gives after that is let go.
        """
        outcome: Future[T] = Future()
        self.holds(lambda: outcome.set_exception(_given_up()))

        def work() -> None:
            try:
                found = log_in()
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
                if self._end():
                    outcome.set_exception(error)
                return
            if self._end():
                outcome.set_result(found)
            else:
                let_go(found)

        threading.Thread(target=work, name="llmtui login", daemon=True).start()
        try:
            return outcome.result()
        except BaseException:
            # Ctrl+C, or it has ended already.
            self.give_up()
            raise

    def _end(self, *, given_up: bool = False) -> bool:
        """Whether this is the first end."""
        with self._lock:
            first = not self._ended
            self._ended = True
            self._given_up = self._given_up or (first and given_up)
        return first


def _given_up() -> NeedsUserError:
    return NeedsUserError("the login was given up", hint="connect again when you are ready")
