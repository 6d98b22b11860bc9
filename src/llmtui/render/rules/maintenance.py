"""No maintenance stands in the job's way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    now, windows = subject.surroundings.now, subject.surroundings.maintenance
    if subject.plan is None or now is None or windows is None:
        return
    for window in sorted(windows, key=lambda each: each.starts_at):
        if now < window.ends_at and window.starts_at < now + subject.plan.time_s:
            begins = datetime.datetime.fromtimestamp(window.starts_at, datetime.timezone.utc)
            name = f" ({window.what})" if window.what else ""
            what = f"maintenance{name} begins at {begins:%Y-%m-%d %H:%M} UTC, before the job could end"
            yield Hit(what, file="job", key="placement.time")
            return


RULE = Rule(
    "maintenance",
    "warning",
    "The job can end before the next maintenance: Slurm starts no job that would reach into one, and it waits.",
    "ask for less time, or let it wait",
    _check,
)
