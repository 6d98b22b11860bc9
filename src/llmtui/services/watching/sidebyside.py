"""Looks at several clusters at the same time, so that one that hangs keeps nobody waiting for the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

#: Looks at the same time.
_MOST = 8


class _Look(threading.Thread):
    """One look; `error` is what it ended with, None while it goes well."""

    def __init__(self, name: str, work: Callable[[], None], slots: threading.Semaphore) -> None:
        # A hanging command must not keep the program from ending.
        super().__init__(name=f"look at {name}", daemon=True)
        self._work = work
        self._slots = slots
        self.error: Exception | None = None

    def run(self) -> None:
        """Called in the thread."""
        with self._slots:
            try:
                self._work()
            except Exception as error:  # noqa: BLE001 - raised again where somebody waits
                self.error = error


class SideBySide:
    """Runs one look a cluster at a time and the clusters side by side; safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slots = threading.Semaphore(_MOST)
        self._looks: dict[str, _Look] = {}

    @property
    def busy(self) -> bool:
        """Whether a look is under way."""
        with self._lock:
            return any(look.is_alive() for look in self._looks.values())

    def run(self, works: Mapping[str, Callable[[], None]], wait_s: float | None = None) -> None:
        """Look at these clusters, by name, and wait for at most so many seconds, None: until all have been looked at.

        A look that is under way goes on and is waited for; what it ends with is raised here or by the next call, which
        looks anew. The first error, of looks that ended before and then in the order of the names, is raised once all
        are through.
        """
        with self._lock:
            # One look that is waited for to its end needs no thread.
            alone = len(works) == 1 and wait_s is None and not self._looks
            ended = [self._looks.pop(name) for name, look in list(self._looks.items()) if not look.is_alive()]
            looks = {} if alone else {name: self._begun(name, work) for name, work in works.items()}
        if alone:
            next(iter(works.values()))()
            return
        for look in (*ended, *self._waited(looks, wait_s)):
            if look.error is not None:
                raise look.error

    def _begun(self, name: str, work: Callable[[], None]) -> _Look:
        if name not in self._looks:
            self._looks[name] = _Look(name, work, self._slots)
            self._looks[name].start()
        return self._looks[name]

    def _waited(self, looks: Mapping[str, _Look], wait_s: float | None) -> list[_Look]:
        """Those that have ended and that nobody else has taken away: who did tells of their error."""
        deadline = None if wait_s is None else time.monotonic() + wait_s
        for look in looks.values():
            look.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        over = {name: look for name, look in looks.items() if not look.is_alive()}
        with self._lock:
            return [self._looks.pop(name) for name, look in over.items() if self._looks.get(name) is look]
