"""What is known, at this moment, of the ways around a job: the login, the machine's plans, the space left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Maintenance:
    """A time in which no job runs: seconds since the epoch. `what` is the reservation's name or the site's words."""

    starts_at: float
    ends_at: float
    what: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Every fact may be None: not known; whoever asks then says nothing.

    `now` and `certificate_expires_at` (of the SSH certificate that reaches the cluster) in seconds since the epoch.
    An empty `maintenance` means that none is announced. `quota_free_bytes` and `quota_free_files` are what is left
    where run folders are.
    """

    now: float | None = None
    certificate_expires_at: float | None = None
    maintenance: tuple[Maintenance, ...] | None = None
    quota_free_bytes: int | None = None
    quota_free_files: int | None = None


#: Nothing has been looked at.
NOTHING_KNOWN = Surroundings()
