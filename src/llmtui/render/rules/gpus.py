"""The partition takes this many GPUs."""

from __future__ import annotations

from collections.abc import Iterator

from .queues import bounds
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None or not script.asked.gpus:
        return
    asked = script.asked
    line = next((at for name in ("gres", "gpus-per-node", "gpus") if (at := script.line_of(name))), 1)
    here = f"{site.label}: "
    if partition.gpu is None:
        yield Hit(f"{here}{partition.name} has no GPUs", line)
        return
    if asked.gpus_per_node is not None and asked.gpus_per_node > partition.gpus_per_node:
        has = f"a node of {partition.name} has {partition.gpus_per_node}"
        yield Hit(f"{here}{asked.gpus_per_node} GPUs a node, but {has}", line)
    total, low, high = asked.gpus or 0, partition.min_gpus, partition.max_gpus
    if (low is not None and total < low) or (high is not None and total > high):
        yield Hit(f"{here}{total} GPUs in all, but {partition.name} takes {bounds(low, high)} a job", line)


RULE = Rule(
    "gpus",
    "error",
    "The partition takes this many GPUs, a node and a job: otherwise the job is refused, or waits for ever.",
    "change the number of GPUs or nodes, or the partition",
    _check,
)
