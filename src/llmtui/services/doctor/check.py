"""Check: one thing that was looked at, and whom it was looked at for."""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.cluster import Cluster
from ...remote.transport import Facts, Transport
from ..reach.connections import Connection
from ..reach.link import Link

#: What the runtime needs where the job runs.
STACK = ("torch", "transformers", "accelerate", "peft")


@dataclass(frozen=True)
class Check:
    """`ok` None: the check could not be made. `hint` says what to do about a red one."""

    name: str
    ok: bool | None
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Subject:
    """One user on one cluster; `account` is charged, None where none is known yet. `now` in seconds since the epoch."""

    link: Link
    facts: Facts
    connection: Connection
    now: float
    account: str | None = None

    @property
    def cluster(self) -> Cluster:
        """The cluster."""
        return self.link.cluster

    @property
    def transport(self) -> Transport:
        """The way to it."""
        return self.link.transport
