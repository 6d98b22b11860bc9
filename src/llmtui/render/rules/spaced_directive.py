"""Comments that look like directives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

_SPACED = re.compile(r"#[ \t]+SBATCH[ \t]+-")


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None:
        return
    ends = script.directives.ends
    for number, line in enumerate(script.lines[: ends - 1] if ends else script.lines, 1):
        if _SPACED.match(line):
            yield Hit("# SBATCH with a blank is a comment", number)


RULE = Rule(
    "spaced-directive",
    "note",
    "#SBATCH is one word: with a blank after the # sbatch reads nothing of the line.",
    "take the blank away if the option is meant; write ##SBATCH if it is not",
    _check,
)
