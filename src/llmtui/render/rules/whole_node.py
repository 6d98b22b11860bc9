"""Whole nodes are used where whole nodes are given."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None or not partition.whole_nodes:
        return
    asked = script.asked.gpus_per_node
    if asked is not None and 0 < asked < partition.gpus_per_node:
        line = script.line_of("gpus-per-node") or script.line_of("gres") or 1
        what = f"{asked} of {partition.gpus_per_node} GPUs a node, but {partition.name} gives whole nodes"
        yield Hit(f"{site.label}: {what}", line)


RULE = Rule(
    "whole-node",
    "warning",
    "All GPUs of a node are asked for where the partition gives whole nodes: the others are paid for as well.",
    "ask for all of them, or choose a partition that shares nodes",
    _check,
)
