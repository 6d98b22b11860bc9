"""One launcher a node."""

from __future__ import annotations

from collections.abc import Iterator

from ..script.runs import Run
from .counts import whole
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    for run in subject.launched("torchrun", "accelerate"):
        tasks = _tasks(run, script.asked.nodes, script.asked.tasks_per_node) if script is not None else None
        if tasks is not None and tasks > 1:
            yield Hit(f"srun starts {run.launcher} {tasks} times on each node", run.line)


def _tasks(run: Run, nodes: int, per_node: int | None) -> int | None:
    """Tasks that srun starts on a node; None without srun."""
    if run.srun is None:
        return None
    own = whole(run.srun.get("ntasks-per-node"))
    every = whole(run.srun.get("ntasks"))
    return own or (every // nodes if every is not None else per_node)


RULE = Rule(
    "tasks",
    "error",
    "torchrun and accelerate are started once on each node, for each starts all ranks there: twice is too many.",
    "set --ntasks-per-node=1, or start python itself with one task for each GPU",
    _check,
)
