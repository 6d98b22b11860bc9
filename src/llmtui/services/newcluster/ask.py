"""One command of a cluster, asked once: what it printed, and in one sentence why that is not all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..reach.link import Link

#: sacctmgr without its database goes on trying; sinfo waits about 20 s for a controller that is away.
TIMEOUT_S = 30.0
_NOT_FOUND = 127
#: What asks the cluster's controller or its database, and is counted; the others are the login node's own.
_SLURM = frozenset({"sinfo", "scontrol", "sacctmgr"})
_LONGEST = 300


@dataclass(frozen=True)
class Answer:
    """`out` may hold something although there is a `problem`; `problem` is "" when all went well."""

    out: str
    problem: str = ""
    exit_code: int | None = 0

    @property
    def missing(self) -> bool:
        """Whether the command itself was not found."""
        return self.exit_code == _NOT_FOUND


def ask(link: Link, argv: Sequence[str], *, title: str, timeout_s: float = TIMEOUT_S) -> Answer:
    """Run one command to its end; `title` names it in the problem."""
    run = link.slurm if argv[0] in _SLURM else link.transport.run
    result = run(argv, timeout_s=timeout_s)
    if result.outcome == "failed" and result.exit_code == _NOT_FOUND:
        return Answer("", f"{title}: {argv[0]} is not on PATH", _NOT_FOUND)
    if result.outcome == "unknown":
        return Answer(result.out.raw, f"{title}: {result.complaint[:_LONGEST]}", None)
    if result.outcome == "failed":
        return Answer(result.out.raw, f"{title}: {result.complaint[:_LONGEST]}", result.exit_code)
    if result.truncated:
        return Answer(result.out.raw, f"{title}: the answer was longer than what is read, its end is missing")
    if not result.out.raw.strip():
        return Answer("", f"{title}: printed nothing")
    return Answer(result.out.raw)
