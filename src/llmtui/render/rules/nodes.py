"""The partition takes this many nodes."""

from __future__ import annotations

from collections.abc import Iterator

from .queues import bounds
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None:
        return
    nodes, most = script.asked.nodes, partition.max_nodes
    if nodes < partition.min_nodes or (most is not None and nodes > most):
        takes = bounds(partition.min_nodes, most)
        yield Hit(f"{site.label}: {nodes} nodes, but {partition.name} takes {takes}", script.line_of("nodes") or 1)


RULE = Rule(
    "nodes",
    "error",
    "The partition takes this many nodes: otherwise the job is refused, or waits for ever.",
    "change --nodes or the partition",
    _check,
)
