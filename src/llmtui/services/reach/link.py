"""A cluster together with the way to it; every Slurm command goes through here and is counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...domain.cluster import Cluster
from ...errors import UnreachableError
from ...remote.transport import Result, Transport
from ...slurm.commands import program
from ..watching.queries import Query, QueryLog
from .here import belongs_here

#: squeue waits about 20 s for a controller that does not answer before it says so.
QUERY_TIMEOUT_S = 40.0


def _nobody(argv: Sequence[str], result: Result) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Link:
    """One cluster, its transport and the log of its queries; `heard` gets every answer of a Slurm command."""

    cluster: Cluster
    transport: Transport
    log: QueryLog
    heard: Callable[[Sequence[str], Result], None] = _nobody

    def slurm(self, argv: Sequence[str], *, cwd: str | None = None, timeout_s: float = QUERY_TIMEOUT_S) -> Result:
        """Run one Slurm command; it is never repeated."""
        result = self.transport.run(argv, cwd=cwd, timeout_s=timeout_s)
        ok = result.outcome == "ok"
        self.log.add(Query(self.cluster.name, program(argv), time.time(), result.seconds, ok))
        self.heard(argv, result)
        return result


def is_here(cluster: Cluster) -> bool:
    """Whether the cluster's Slurm commands are on this machine: the embedded one, or a login node of it.

    The first call may ask the controller for its name, for at most 5 s.
    """
    return cluster.embedded or belongs_here(cluster)


def unreachable(cluster: Cluster) -> UnreachableError:
    """The error for a cluster that has no Slurm command on this machine."""
    return UnreachableError(
        f"{cluster.name} can be submitted to from its login node only",
        hint="run llmtui there, or `llmtui render` and copy the folder",
    )
