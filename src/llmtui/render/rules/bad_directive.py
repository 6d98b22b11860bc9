"""Directives that sbatch refuses to read."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    header = subject.script.directives if subject.script is not None else None
    if header is not None and header.problem:
        yield Hit(header.problem, header.problem_line)


RULE = Rule(
    "bad-directive",
    "error",
    "Every word of a #SBATCH line is an option that sbatch knows, with its quotes closed: it stops at any other.",
    "compare it with the sbatch manual; put quotes around a value with blanks",
    _check,
)
