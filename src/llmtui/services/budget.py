"""How often a cluster is asked: never below its floor, less after failures; and a log of what was asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

#: After failures the wait doubles up to this, in seconds.
BACK_OFF_CAP_S = 300.0
#: Waits while something of ours is active and while nothing is, in seconds; the cluster's floor applies on top.
ACTIVE_S = 15.0
IDLE_S = 60.0
#: The embedded Slurm is this machine's own, so its jobs may be looked at this often.
EMBEDDED_S = 1.0


@dataclass(frozen=True)
class Query:
    """One Slurm command that was run: when (seconds since the epoch), how long it took, whether it answered."""

    cluster: str
    command: str
    at: float
    seconds: float
    ok: bool


class QueryLog:
    """The Slurm commands of the last ten minutes, and how many there were in all."""

    _KEEP_S = 600.0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queries: deque[Query] = deque()
        self.total = 0

    def add(self, query: Query) -> None:
        """Count one command."""
        with self._lock:
            self.total += 1
            self._queries.append(query)
            while self._queries and self._queries[0].at < query.at - self._KEEP_S:
                self._queries.popleft()

    def recent(self, now: float, window_s: float = 60.0, command: str | None = None) -> tuple[Query, ...]:
        """What was asked in the last `window_s` seconds, oldest first."""
        with self._lock:
            return tuple(
                query for query in self._queries if query.at >= now - window_s and command in (None, query.command)
            )

    def last(self, command: str | None = None) -> Query | None:
        """The latest command, of that name if one is given."""
        with self._lock:
            return next((query for query in reversed(self._queries) if command in (None, query.command)), None)


class Budget:
    """When the clusters may be asked again; one entry a cluster, safe for several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def take(self, cluster: str, floor_s: float, *, force: bool = False) -> bool:
        """Whether the cluster may be asked now; if so the floor counts from here, also for other threads."""
        now = self._clock()
        with self._lock:
            if not force and now < self._next.get(cluster, 0.0):
                return False
            self._next[cluster] = now + floor_s
            return True

    def report(self, cluster: str, floor_s: float, *, ok: bool) -> None:
        """After an answer the floor applies; after the n-th failure in a row floor x 2^n, at most 300 s."""
        with self._lock:
            failures = 0 if ok else self._failures.get(cluster, 0) + 1
            self._failures[cluster] = failures
            wait = max(floor_s, min(BACK_OFF_CAP_S, max(1.0, floor_s) * 2.0 ** min(failures, 12)))
            self._next[cluster] = self._clock() + (wait if failures else floor_s)
