"""Other GPUs of the same cluster for a job: more of those that it has, or larger ones of another partition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import RequestError
from .cluster import Gpu, Partition
from .dotted import Value, with_values
from .moves import Move, Option
from .plan import Plan
from .resolve import resolve

#: Nodes that are tried, and the most GPUs that are proposed.
_NODES = (1, 2, 4, 8, 16)
_MOST_GPUS = 64
#: How much they intrude, among the moves of a training job: the same GPUs, more of them, other ones.
_SAME, _MORE, _OTHER = 4, 6, 7
#: ZeRO, arXiv 1910.02054, section 7: sharded parameters make 1.5 times the traffic of DDP.
_TRAFFIC = "same GPUs, about half more traffic between them"


@dataclass(frozen=True)
class _Place:
    partition: Partition
    gpu: Gpu
    nodes: int
    gpus: int

    @property
    def total(self) -> int:
        return self.nodes * self.gpus


def placement_moves(plan: Plan) -> list[Move]:
    """A move for each kind of GPU that may help, fewest GPUs first. Places that the cluster refuses are left out."""
    kinds: dict[str, dict[int, Option]] = {}
    for place in _places(plan):
        options = kinds.setdefault(place.gpu.name, {})
        if place.total not in options:
            option = _option(plan, place)
            if _possible(plan, option):
                options[place.total] = option
    return [_move(options) for options in kinds.values() if options]


def _move(options: dict[int, Option]) -> Move:
    ordered = [options[total] for total in sorted(options)]
    return Move(len(ordered), lambda index: ordered[index], small=False)


def _places(plan: Plan) -> Iterator[_Place]:
    """Own partition first; of the own GPU more than now, or as many to shard over; of others those that hold more."""
    place = plan.spec.placement
    bound = place.constraint or place.reservation or place.qos
    others = [] if bound else [each for each in plan.cluster.partitions if each != plan.partition]
    now = plan.nodes * plan.gpus_per_node - (plan.sharding == "ddp")
    for partition in (plan.partition, *others):
        gpu = partition.gpu
        if gpu is None or not _helps(plan, gpu):
            continue
        for nodes, gpus in _sizes(plan, partition):
            if nodes * gpus > (now if plan.gpu == gpu else 0):
                yield _Place(partition, gpu, nodes, gpus)


def _helps(plan: Plan, gpu: Gpu) -> bool:
    return plan.gpu is None or gpu == plan.gpu or gpu.capacity_bytes > plan.gpu.capacity_bytes


def _sizes(plan: Plan, partition: Partition) -> Iterator[tuple[int, int]]:
    """Nodes and GPUs a node: parts of one node, then whole ones. 4-bit weights and a generation stay on one node."""
    most = partition.gpus_per_node
    parts = [1 << power for power in range(most.bit_length()) if 1 << power < most]
    yield from ((1, gpus) for gpus in ([] if partition.whole_nodes else parts))
    for nodes in _NODES if plan.spec.trains else _NODES[:1]:
        if nodes * most <= _MOST_GPUS or nodes == 1:
            yield nodes, most


def _option(plan: Plan, place: _Place) -> Option:
    changes: dict[str, Value] = {}
    before = plan.spec.placement
    if place.partition != plan.partition:
        changes["placement.partition"] = place.partition.name
        if before.gpu not in (None, place.gpu.name):
            changes["placement.gpu"] = None
    if before.nodes != place.nodes:
        changes["placement.nodes"] = place.nodes
    if before.gpus_per_node != place.gpus:
        changes["placement.gpus_per_node"] = place.gpus
    shares = plan.spec.trains and place.total > 1
    if plan.spec.trains and before.processes_per_node is not None:
        changes["placement.processes_per_node"] = None
    if shares and plan.spec.training.sharding != "fsdp":
        changes["training.sharding"] = "fsdp"
        if before.launcher in ("torchrun", "srun"):
            changes["placement.launcher"] = "auto"
    return Option(_rank(plan, place), _text(plan, place, shares=shares), changes, _cost(plan, place))


def _rank(plan: Plan, place: _Place) -> int:
    if place.gpu != plan.gpu:
        return _OTHER
    return _SAME if place.total == plan.nodes * plan.gpus_per_node else _MORE


def _text(plan: Plan, place: _Place, *, shares: bool) -> str:
    nodes = f" ({place.nodes} nodes)" if place.nodes > 1 else ""
    if place.partition != plan.partition:
        sharding = ", sharding fsdp" if shares else ""
        return f"partition {place.partition.name}: {place.total} x {place.gpu.title}{nodes}{sharding}"
    if shares:
        return f"sharding fsdp over {place.total} GPUs{nodes}"
    return f"gpus_per_node {plan.gpus_per_node} -> {place.gpus}"


def _cost(plan: Plan, place: _Place) -> str:
    now = plan.nodes * plan.gpus_per_node
    gpus = f"{place.total} GPU{'s' if place.total > 1 else ''} instead of {now or 'CPUs'}"
    if place.total == now:
        gpus = f"{now} larger GPU{'s' if now > 1 else ''}" if place.gpu != plan.gpu else _TRAFFIC
    if plan.spec.task == "inference":
        return f"{gpus}, which work in turn" if place.total > 1 else gpus
    rows = plan.global_batch_size // plan.world_size * place.total
    return gpus if rows == plan.global_batch_size else f"{gpus}; {rows} rows a step, not {plan.global_batch_size}"


def _possible(plan: Plan, option: Option) -> bool:
    try:
        resolve(with_values(plan.spec, option.changes), plan.model, plan.cluster)
    except RequestError:
        return False
    return True
