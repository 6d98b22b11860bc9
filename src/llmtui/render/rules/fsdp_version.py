"""fsdp_version is written."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is not None and config.sharded and "fsdp_version" not in config.group("fsdp_config"):
        yield Hit("no fsdp_version", config.line("fsdp_config", "distributed_type"), "config")


RULE = Rule(
    "fsdp-version",
    "warning",
    "fsdp_version is always written: accelerate's launcher takes 1 for granted, the Trainer 2.",
    "write fsdp_version: 2",
    _check,
)
