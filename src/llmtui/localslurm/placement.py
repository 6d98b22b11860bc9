"""Where a job goes: arithmetic over nodes and what is free on them; nothing is read or started here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .job import Job, Request, Share
from .nodes import Description, Node, Partition


@dataclass
class Free:
    """What is left of one node: CPUs, memory in bytes, GPU indices."""

    node: Node
    cpus: int
    memory: int
    gpus: list[int] = field(default_factory=list)

    @property
    def idle(self) -> bool:
        """Nothing runs there."""
        return self.cpus == self.node.cpus and len(self.gpus) == self.node.gpus


def empty(node: Node) -> Free:
    """The node with nothing on it."""
    return Free(node, node.cpus, node.real_memory, list(range(node.gpus)))


def free_nodes(description: Description, jobs: Iterable[Job]) -> dict[str, Free]:
    """What running and completing jobs leave, by node name."""
    free = {node.name: empty(node) for node in description.nodes}
    for job in jobs:
        if job.holds_nodes:
            for share in job.shares:
                if share.node in free:
                    _take(free[share.node], share)
    return free


def place(request: Request, nodes: Sequence[Free]) -> list[Share] | None:
    """The shares of a job on the first nodes that can hold it; None when they cannot."""
    usable = [free for free in nodes if _allowed(request, free) and _capacity(request, free) > 0]
    most = min(request.max_nodes or len(usable), len(usable))
    for count in range(max(1, request.min_nodes), most + 1):
        shares = _place_on(request, usable[:count])
        if shares is not None:
            return shares
    return None


def standing_reason(request: Request, partition: Partition) -> str:
    """The reason that keeps a job waiting whatever is free; "" if there is none."""
    if request.time_limit is None or request.time_limit > partition.max_time:
        return "PartitionTimeLimit"
    if partition.max_nodes and request.min_nodes > partition.max_nodes:
        return "PartitionNodeLimit"
    return ""


def impossible(request: Request, nodes: Sequence[Node]) -> str | None:
    """Why no state of these nodes can ever hold the job: Slurm's more precise line or ""; None if one can."""
    whole = [empty(node) for node in nodes]
    if place(request, whole) is not None:
        return None
    roomy = [Free(free.node, free.cpus, 1 << 62, free.gpus) for free in whole]
    if place(request, roomy) is not None:
        return "Memory specification can not be satisfied"
    if request.cpus_per_task > max((node.cpus for node in nodes), default=0):
        return "CPU count per node can not be satisfied"
    return ""


def _take(free: Free, share: Share) -> None:
    free.cpus -= share.cpus
    free.memory -= share.memory
    free.gpus = [index for index in free.gpus if index not in share.gpus]


def _allowed(request: Request, free: Free) -> bool:
    if request.nodelist and free.node.name not in request.nodelist:
        return False
    if request.exclusive and not free.idle:
        return False
    wanted = request.gpus_per_node or request.gpus_per_task or request.gpus
    kind = not request.gpu_type or request.gpu_type == free.node.gpu_type
    return free.node.name not in request.exclude and (kind or not wanted)


def _capacity(request: Request, free: Free) -> int:
    """How many tasks fit on the node."""
    limits = [free.cpus // max(1, request.cpus_per_task)]
    if request.ntasks_per_node:
        limits.append(request.ntasks_per_node)
    if request.gpus_per_task:
        limits.append(len(free.gpus) // request.gpus_per_task)
    if request.gpus_per_node > len(free.gpus) or request.mem_per_node > free.memory:
        return 0
    if request.mem_per_cpu:
        limits.append(free.memory // (request.mem_per_cpu * max(1, request.cpus_per_task)))
    return min(limits)


def _place_on(request: Request, nodes: Sequence[Free]) -> list[Share] | None:
    tasks = _spread(request, nodes)
    gpus = _deal_gpus(request, nodes, tasks) if tasks else None
    if tasks is None or gpus is None:
        return None
    shares = []
    for free, count, indices in zip(nodes, tasks, gpus, strict=True):
        cpus = free.node.cpus if request.exclusive else count * max(1, request.cpus_per_task)
        memory = request.mem_per_node or request.mem_per_cpu * cpus + request.mem_per_gpu * len(indices)
        if memory > free.memory:
            return None
        shares.append(Share(free.node.name, cpus, count, indices, memory))
    return shares


def _spread(request: Request, nodes: Sequence[Free]) -> list[int] | None:
    """Tasks a node, as even as the nodes' capacities allow, the first ones fuller."""
    total = request.ntasks or max(1, request.ntasks_per_node) * len(nodes)
    room = [_capacity(request, free) for free in nodes]
    if sum(room) < total or total < len(nodes):
        return None
    tasks = [0] * len(nodes)
    while sum(tasks) < total:
        index = min((i for i in range(len(nodes)) if tasks[i] < room[i]), key=lambda i: (tasks[i], i))
        tasks[index] += 1
    return tasks


def _deal_gpus(request: Request, nodes: Sequence[Free], tasks: Sequence[int]) -> list[list[int]] | None:
    if not request.gpus:
        counts = [request.gpus_per_node or request.gpus_per_task * count for count in tasks]
        return [free.gpus[:count] for free, count in zip(nodes, counts, strict=True)]
    dealt: list[list[int]] = []
    left = request.gpus
    for free in nodes:
        dealt.append(free.gpus[:left])
        left -= len(dealt[-1])
    return None if left else dealt
