"""What was found around clusters, kept for a while; asking them is left to surround.py."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ...domain.surroundings import NOTHING_KNOWN, Surroundings
from ..reach.link import Link

#: How long an answer holds, in seconds.
KEPT_S = 600.0


class Around:
    """Keeps what was found, by cluster and account; safe for several threads."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._found: dict[tuple[str, str | None], tuple[float, Surroundings]] = {}

    def known(self, cluster: str, account: str | None, certificate_expires_at: float | None = None) -> Surroundings:
        """What was found last, at once; facts older than KEPT_S are left out."""
        now = self._clock()
        with self._lock:
            since, found = self._found.get((cluster, account), (0.0, NOTHING_KNOWN))
        if now - since > KEPT_S:
            found = NOTHING_KNOWN
        return replace(found, now=now, certificate_expires_at=certificate_expires_at)

    def look(self, link: Link, account: str | None, certificate_expires_at: float | None = None) -> Surroundings:
        """Ask the cluster, unless that was done within KEPT_S. What it does not answer stays unknown.

        Raises UnreachableError.
        """
        key, now = (link.cluster.name, account), self._clock()
        with self._lock:
            since, _ = self._found.get(key, (None, None))
        if since is None or now - since > KEPT_S:
            from .surround import ask

            found = ask(link, account)
            with self._lock:
                self._found[key] = (now, found)
        return self.known(link.cluster.name, account, certificate_expires_at)
