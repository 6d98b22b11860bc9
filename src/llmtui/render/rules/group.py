"""Groups that hold no keys."""

from __future__ import annotations

from collections.abc import Iterator

from ..acceleratekeys import GROUPS
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    for group in GROUPS if config is not None else ():
        value = config.values.get(group) if config is not None else None
        if value is not None and not isinstance(value, dict):
            yield Hit(f"{group} holds no keys and values", config.line(group) if config is not None else 1, "config")


RULE = Rule(
    "group",
    "warning",
    "A group such as fsdp_config holds keys and values: accelerate reads nothing of a list or a word there.",
    "write its options below it, indented, each as key: value",
    _check,
)
