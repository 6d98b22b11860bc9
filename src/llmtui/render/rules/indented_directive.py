"""Directives that do not begin their line."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    header = subject.script.directives if subject.script is not None else None
    for line in header.indented if header is not None else ():
        yield Hit("blanks stand before #SBATCH", line)


RULE = Rule(
    "indented-directive",
    "warning",
    "#SBATCH stands at the very beginning of its line: sbatch takes it for a comment otherwise.",
    "take the blanks away",
    _check,
)
