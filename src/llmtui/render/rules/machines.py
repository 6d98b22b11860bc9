"""The launcher spans all nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .counts import machines
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or not script.options:
        return
    nodes = script.asked.nodes
    for run in subject.launched("torchrun", "accelerate"):
        told = machines(run, subject)
        if told is None or told == nodes or _own_nodes(run.srun):
            continue
        what = f"{run.launcher} is told of {told} machine{'s' if told != 1 else ''}, the job has {nodes}"
        yield Hit(what, run.line, severity="error" if told > nodes else "warning")


def _own_nodes(srun: Mapping[str, str] | None) -> bool:
    """Whether the step is given nodes of its own, fewer than the job's."""
    return srun is not None and bool({"nodes", "nodelist"} & set(srun))


RULE = Rule(
    "machines",
    "error",
    "The launcher is told of all nodes: with fewer each node trains by itself, with more it waits for ever.",
    "make --nnodes or --num_machines the job's --nodes; --standalone is for one node",
    _check,
)
