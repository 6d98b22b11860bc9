"""What is known around a cluster's jobs: the certificate's end, announced maintenance, the space left."""

from __future__ import annotations

import shlex
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ..domain.surroundings import NOTHING_KNOWN, Maintenance, Surroundings
from ..errors import LlmtuiError
from ..slurm.site import commands
from ..slurm.site.reservations import TIME_FORMAT, parse_maintenance
from ..slurm.site.words import count
from .budget import Query
from .link import Link
from .quota import look as quota
from .quota.room import Room
from .runfolder import facts_of, run_root

#: How long an answer holds, in seconds.
KEPT_S = 600.0
_TIMEOUT_S = 30.0
_MARK = "\x1e"


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
            found = _ask(link, account)
            with self._lock:
                self._found[key] = (now, found)
        return self.known(link.cluster.name, account, certificate_expires_at)


def _ask(link: Link, account: str | None) -> Surroundings:
    room = room_for_runs(link, account)
    return Surroundings(
        maintenance=maintenance(link), quota_free_bytes=room.left_bytes, quota_free_files=room.left_files
    )


def room_for_runs(link: Link, account: str | None) -> Room:
    """What is left where run folders are. Raises UnreachableError."""
    facts = facts_of(link.transport, link.cluster)
    try:
        root = run_root(link.cluster, account, facts)
    except LlmtuiError as error:
        return Room("", problem=error.message)
    return quota.look(link.transport, root, facts)


def maintenance(link: Link) -> tuple[Maintenance, ...] | None:
    """The windows in which no job runs; None where Slurm does not say."""
    if link.cluster.embedded:
        return ()
    reservations, nodes = shlex.join(commands.reservations()), shlex.join(commands.all_nodes())
    name, value = TIME_FORMAT
    script = f"{name}={value}; export {name}\n{reservations} && printf '\\036' && {nodes}\n"
    result = link.transport.script(script, timeout_s=_TIMEOUT_S)
    for command in ("scontrol", "sinfo"):
        link.log.add(Query(link.cluster.name, command, time.time(), result.seconds, result.outcome == "ok"))
    listed, mark, rest = result.out.raw.partition(_MARK)
    if result.outcome != "ok" or not mark:
        return None
    return parse_maintenance(listed, count(rest))
