"""A node has the cores asked for."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None or partition.cpus_per_node is None:
        return
    asked = script.asked
    wanted = (asked.cpus_per_task or 1) * (asked.tasks_per_node or 1)
    if wanted > partition.cpus_per_node:
        what = f"{wanted} cores a node, but a node of {partition.name} gives {partition.cpus_per_node}"
        yield Hit(f"{site.label}: {what}", script.line_of("cpus-per-task") or 1)


RULE = Rule(
    "cpus",
    "error",
    "Tasks a node times cores a task fit the node: otherwise the job is refused, or waits for ever.",
    "lower --cpus-per-task or --ntasks-per-node",
    _check,
)
