"""distributed_type is there."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is not None and config.values and "distributed_type" not in config.values:
        yield Hit("no distributed_type", 1, "config")


RULE = Rule(
    "no-type",
    "error",
    "An accelerate configuration names its distributed_type: the launcher stops without it.",
    "add distributed_type: NO, MULTI_GPU, FSDP or DEEPSPEED",
    _check,
)
