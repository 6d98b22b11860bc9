"""A node has the memory asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ...units import format_gib
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None:
        return
    wanted, has = script.asked.memory_per_node, partition.memory_per_node_bytes
    if wanted is not None and has is not None and wanted > has:
        what = f"{format_gib(wanted)} GiB a node, but a node of {partition.name} gives {format_gib(has)}"
        yield Hit(f"{site.label}: {what}", script.line_of("mem"))


RULE = Rule(
    "memory",
    "error",
    "The memory asked for is within a node's: otherwise the job is refused, or waits for ever.",
    "lower --mem; --mem=0 asks for all that the node has",
    _check,
)
