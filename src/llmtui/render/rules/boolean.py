"""Words that YAML reads as true or false."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is not None and isinstance(config.values.get("mixed_precision"), bool):
        yield Hit("an unquoted no is read as false", config.line("mixed_precision"), "config")


RULE = Rule(
    "boolean",
    "error",
    "mixed_precision is a word: YAML reads an unquoted no as false, and the launcher stops at it.",
    "write mixed_precision: 'no'",
    _check,
)
