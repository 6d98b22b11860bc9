"""Keys that are given twice."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    for key, line, first in subject.config.repeated if subject.config is not None else ():
        yield Hit(f"{key} is on line {first} already; this one counts alone", line, "config")


RULE = Rule(
    "duplicate-key",
    "warning",
    "A key is given once: of two the YAML reader takes the last without a word.",
    "remove one of them",
    _check,
)
