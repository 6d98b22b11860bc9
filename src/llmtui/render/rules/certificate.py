"""The login outlives the job."""

from __future__ import annotations

from collections.abc import Iterator

from ...units import format_time_limit
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    now, expires = subject.surroundings.now, subject.surroundings.certificate_expires_at
    if subject.plan is None or now is None or expires is None:
        return
    left = max(0, int(expires - now))
    if subject.plan.time_s > left:
        asked = format_time_limit(subject.plan.time_s)
        what = f"the SSH certificate ends in {format_time_limit(left)}, the job may take {asked}"
        yield Hit(what, file="job", key="placement.time")


RULE = Rule(
    "certificate",
    "warning",
    "The SSH certificate lives as long as the job may run: after it nobody sees the job until it is renewed.",
    "renew it before you submit; the job itself goes on without it",
    _check,
)
