"""A time limit is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is not None and script.options and "time" not in script.options:
        yield Hit("no --time: the partition's default counts, and the scheduler cannot fit the job into gaps", 1)


RULE = Rule(
    "no-time",
    "warning",
    "The job asks for its time: default limits differ from site to site, and may be minutes or the longest there is.",
    "add #SBATCH --time=HH:MM:SS",
    _check,
)
