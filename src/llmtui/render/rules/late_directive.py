"""Directives that come too late."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    header = subject.script.directives if subject.script is not None else None
    for line in header.late if header is not None else ():
        yield Hit(f"the first command is on line {header.ends if header else 0}; this comes after it", line)


RULE = Rule(
    "late-directive",
    "warning",
    "Directives stand before the first command: sbatch ignores later ones without a word.",
    "move it up, below the #! line",
    _check,
)
