"""The partition takes this many hours."""

from __future__ import annotations

from collections.abc import Iterator

from ...units import format_time_limit
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None or script.asked.time_s is None:
        return
    most = partition.longest(script.asked.nodes)
    if most is not None and script.asked.time_s > most:
        what = f"{format_time_limit(script.asked.time_s)}, but {partition.name} ends jobs at {format_time_limit(most)}"
        yield Hit(f"{site.label}: {what}", script.line_of("time"))


RULE = Rule(
    "time",
    "error",
    "The time asked for is within the partition's limit: otherwise the job is refused, or waits for ever.",
    "shorten --time and let the job resume, or choose another partition",
    _check,
)
