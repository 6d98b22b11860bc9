"""DOS line ends."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.script is not None and subject.script.crlf_line is not None:
        yield Hit("the line ends with a carriage return", subject.script.crlf_line)


RULE = Rule(
    "crlf",
    "error",
    "A script has UNIX line ends: sbatch refuses one with DOS line ends.",
    "save it with \\n line ends, for example by dos2unix",
    _check,
)
