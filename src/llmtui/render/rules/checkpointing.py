"""Both kinds of activation checkpointing."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import truth
from .rule import Hit, Rule
from .subject import Subject

_TRAINERS = ("--gradient_checkpointing", "--gradient-checkpointing", "--activation_checkpointing")


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is None or not config.sharded:
        return
    if config.group("fsdp_config").get("fsdp_activation_checkpointing") is not True:
        return
    line = config.line_in("fsdp_config", "fsdp_activation_checkpointing")
    for run in subject.runs:
        found = run.argument(*_TRAINERS)
        if found is not None and truth(found):
            yield Hit("fsdp_activation_checkpointing is on as well as the Trainer's own", line, "config")
    if subject.plan is not None and subject.plan.spec.training.gradient_checkpointing:
        yield Hit("fsdp_activation_checkpointing is on, and so is training.gradient_checkpointing", line, "config")


RULE = Rule(
    "checkpointing",
    "error",
    "Activation checkpointing is FSDP's or the Trainer's, never both: the Trainer stops at that.",
    "set fsdp_activation_checkpointing: false, or leave out --gradient_checkpointing",
    _check,
)
