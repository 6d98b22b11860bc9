"""The log of the Slurm commands that were run."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """One Slurm command that was run: when (seconds since the epoch), how long it took, whether it answered."""

    cluster: str
    command: str
    at: float
    seconds: float
    ok: bool


@dataclass(frozen=True)
class Asked:
    """How one cluster was asked by all windows of llmtui together.

    `calls_per_minute` counts Slurm commands of looks, and of what the user did, in the last minute. `answered_at` is
    when the queue last told of our jobs, in seconds since the epoch, None for never.
    """

    calls_per_minute: int
    answered_at: float | None


class QueryLog:
    """The Slurm commands of this process in the last ten minutes, and how many there were in all.

    `told` hears of each one.
    """

    _KEEP_S = 600.0

    def __init__(self, told: Callable[[Query], None] | None = None) -> None:
        self._lock = threading.Lock()
        self._queries: deque[Query] = deque()
        self._told = told
        self.total = 0

    def add(self, query: Query) -> None:
        """Count one command."""
        with self._lock:
            self.total += 1
            self._queries.append(query)
            while self._queries and self._queries[0].at < query.at - self._KEEP_S:
                self._queries.popleft()
        if self._told is not None:
            self._told(query)

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
