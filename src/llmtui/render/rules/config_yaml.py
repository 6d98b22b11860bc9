"""The configuration can be read."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is not None and config.problem:
        yield Hit(config.problem, config.problem_line, "config")


RULE = Rule("yaml", "error", "A configuration is YAML with keys and values: accelerate stops otherwise.", "", _check)
