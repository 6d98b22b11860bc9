"""MULTI_CPU without mpirun."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is None or config.values.get("distributed_type") != "MULTI_CPU" or config.group("mpirun_config"):
        return
    yield Hit("MULTI_CPU without mpirun_config starts one process", config.line("distributed_type"), "config")


RULE = Rule(
    "multi-cpu",
    "warning",
    "MULTI_CPU comes with mpirun: without it accelerate starts a single process and says nothing.",
    "use distributed_type: MULTI_GPU with use_cpu: true",
    _check,
)
