"""How many tasks of a step go to which node; arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .errors import CommandError
from .job import Share

_NO_STEP = "srun: error: Unable to create step: {}"


@dataclass(frozen=True)
class StepRequest:
    """What srun was asked for; 0 where nothing was. The step has the nodes of `nodelist`, and maybe others."""

    nodes: int = 0
    ntasks: int = 0
    ntasks_per_node: int = 0
    cpus_per_task: int = 0
    nodelist: tuple[str, ...] = ()
    overcommit: bool = False


@dataclass(frozen=True)
class Task:
    """One task: its rank in the step, its rank on the node, the node's rank."""

    rank: int
    local: int
    node_rank: int
    share: Share


@dataclass(frozen=True)
class Layout:
    """Tasks in the order of their ranks, node by node; `warning` is what srun says about it ("" for nothing)."""

    tasks: tuple[Task, ...]
    shares: tuple[Share, ...]
    warning: str = field(default="")

    @property
    def per_node(self) -> list[int]:
        """Tasks on each node."""
        return [sum(1 for task in self.tasks if task.share is share) for share in self.shares]


def lay_out(request: StepRequest, shares: Sequence[Share]) -> Layout:
    """Tasks as even over the nodes as their CPUs allow. Raises CommandError for more than there is."""
    chosen = _nodes(request, shares, request.nodes or len(shares))
    ntasks = request.ntasks or max(1, request.ntasks_per_node) * len(chosen)
    warning = ""
    if ntasks < len(chosen):
        warning = f"can't run {ntasks} processes on {len(chosen)} nodes, setting nnodes to {ntasks}"
        chosen = _nodes(request, shares, ntasks)
    elif request.ntasks_per_node and ntasks > request.ntasks_per_node * len(chosen):
        warning = (
            f"can't honor --ntasks-per-node set to {request.ntasks_per_node} which doesn't match the requested tasks "
            f"{ntasks} with the maximum number of requested nodes {len(chosen)}. Ignoring --ntasks-per-node."
        )
        request = replace(request, ntasks_per_node=0)
    rooms = [_room(request, share) for share in chosen]
    if ntasks > sum(rooms) and not request.overcommit:
        raise CommandError(_NO_STEP.format("More processors requested than permitted"))
    counts = _counts(ntasks, rooms)
    tasks: list[Task] = []
    for node_rank, (share, count) in enumerate(zip(chosen, counts, strict=True)):
        tasks += [Task(len(tasks) + local, local, node_rank, share) for local in range(count)]
    return Layout(tuple(tasks), tuple(chosen), warning)


def _nodes(request: StepRequest, shares: Sequence[Share], count: int) -> list[Share]:
    """So many nodes in the job's order, those that were named before others."""
    names = [share.node for share in shares]
    if count > len(shares) or any(name not in names for name in request.nodelist):
        raise CommandError(_NO_STEP.format("Requested node configuration is not available"))
    named = [share for share in shares if share.node in request.nodelist]
    others = [share for share in shares if share.node not in request.nodelist]
    chosen = {share.node for share in (named + others)[:count]}
    return [share for share in shares if share.node in chosen]


def _room(request: StepRequest, share: Share) -> int:
    room = share.cpus // max(1, request.cpus_per_task)
    return min(room, request.ntasks_per_node) if request.ntasks_per_node else room


def _counts(ntasks: int, rooms: Sequence[int]) -> list[int]:
    """Tasks a node; more tasks than CPUs (overcommit) go round the nodes."""
    counts = [0] * len(rooms)
    for _ in range(ntasks):
        open_nodes = [i for i in range(len(rooms)) if counts[i] < rooms[i]] or list(range(len(rooms)))
        counts[min(open_nodes, key=lambda i: (counts[i], i))] += 1
    return counts
