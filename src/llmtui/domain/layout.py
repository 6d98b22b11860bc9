"""Where a job's ranks go: partition, nodes, GPUs, processes and CPUs, checked against the partition's limits."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import RequestError, UnknownNameError
from ..units import format_time_limit, parse_time_limit
from .cluster import Cluster, Gpu, Partition
from .job import JobSpec, Placement
from .site import Software


@dataclass(frozen=True)
class Layout:
    """Counts per node, memory in bytes, time in seconds; None where the site does not say."""

    partition: Partition
    gpu: Gpu | None
    nodes: int
    gpus_per_node: int
    processes_per_node: int
    time_s: int
    host_bytes: int | None


def lay_out(spec: JobSpec, cluster: Cluster) -> Layout:
    """Choose and check. Raises RequestError with the dotted key in `field`."""
    place = spec.placement
    partition = _partition(place, cluster)
    gpus = _gpus_per_node(place, cluster, partition)
    _check_nodes(place, partition)
    _check_gpus(place.nodes, gpus, partition)
    processes = _processes(spec, gpus, partition)
    return Layout(
        partition=partition,
        gpu=partition.gpu if gpus else None,
        nodes=place.nodes,
        gpus_per_node=gpus,
        processes_per_node=processes,
        time_s=_time(place, partition),
        host_bytes=_host_bytes(partition, gpus),
    )


def software_of(place: Placement, cluster: Cluster) -> Software | None:
    """The named software, or the first one, of those that run on the partition's nodes. Raises UnknownNameError."""
    arch = cluster.arch_of(_partition(place, cluster))
    fitting = [software for software in cluster.software if software.arch in (None, arch)]
    if place.software is None:
        return fitting[0] if fitting else None
    for software in fitting:
        if software.name == place.software:
            return software
    names = [software.name for software in fitting]
    raise UnknownNameError.of(f"software on {cluster.name}", place.software, names, field="placement.software")


def _partition(place: Placement, cluster: Cluster) -> Partition:
    if place.gpu is None:
        return cluster.partition(place.partition)
    having = [partition for partition in cluster.partitions if partition.gpu and partition.gpu.name == place.gpu]
    if place.partition is not None:
        partition = cluster.partition(place.partition)
        if partition in having:
            return partition
    elif having:
        return having[0]
    known = {partition.gpu.name for partition in cluster.partitions if partition.gpu}
    where = f"GPU on {cluster.name}" + (f" {place.partition}" if place.partition else "")
    raise UnknownNameError.of(where, place.gpu, known, field="placement.gpu")


def _gpus_per_node(place: Placement, cluster: Cluster, partition: Partition) -> int:
    if partition.gpu is None:
        if place.gpus_per_node:
            raise _too_many(place.gpus_per_node, partition)
        return 0
    if place.gpus_per_node is None:
        return partition.gpus_per_node if partition.whole_nodes or place.nodes > 1 else 1
    if place.gpus_per_node > partition.gpus_per_node:
        raise _too_many(place.gpus_per_node, partition)
    if place.gpus_per_node == 0 and not cluster.embedded:
        raise RequestError(
            f"placement.gpus_per_node is 0, but {partition.name} is a partition for GPU jobs",
            hint="ask for at least 1 GPU",
            field="placement.gpus_per_node",
        )
    if partition.whole_nodes and place.gpus_per_node != partition.gpus_per_node:
        raise RequestError(
            f"placement.gpus_per_node is {place.gpus_per_node}, but {partition.name} gives whole nodes only",
            hint=f"ask for {partition.gpus_per_node}, or choose another partition",
            field="placement.gpus_per_node",
        )
    return place.gpus_per_node


def _too_many(asked: int, partition: Partition) -> RequestError:
    has = f"{partition.gpus_per_node} GPUs" if partition.gpu else "no GPUs"
    return RequestError(
        f"placement.gpus_per_node is {asked}, but a node of partition {partition.name} has {has}",
        hint=f"ask for at most {partition.gpus_per_node}, or choose another partition",
        field="placement.gpus_per_node",
    )


def _check_nodes(place: Placement, partition: Partition) -> None:
    most = partition.max_nodes
    if place.nodes < partition.min_nodes or (most is not None and place.nodes > most):
        bounds = f"at least {partition.min_nodes}" if most is None else f"{partition.min_nodes} to {most}"
        raise RequestError(
            f"placement.nodes is {place.nodes}, but partition {partition.name} takes {bounds}",
            hint="change the number of nodes or the partition",
            field="placement.nodes",
        )


def _check_gpus(nodes: int, gpus: int, partition: Partition) -> None:
    total = nodes * gpus
    low, high = partition.min_gpus, partition.max_gpus
    if total and ((low is not None and total < low) or (high is not None and total > high)):
        bounds = f"{low or 1} to {high}" if high is not None else f"at least {low}"
        raise RequestError(
            f"the job asks for {total} GPUs in all, but partition {partition.name} takes {bounds} a job",
            hint="change placement.gpus_per_node, placement.nodes or placement.partition",
            field="placement.gpus_per_node",
        )


def _processes(spec: JobSpec, gpus: int, partition: Partition) -> int:
    asked = spec.placement.processes_per_node
    if spec.task == "inference":
        # device_map="auto" spreads one process's model over all its GPUs.
        if asked not in (None, 1):
            raise _bad_processes(asked, "inference runs one process", "leave it out, or set 1")
        return 1
    if gpus:
        if asked is not None and asked > gpus:
            raise _bad_processes(asked, f"the node gives {gpus} GPUs, and a rank needs one", f"at most {gpus}")
        return asked or gpus
    cpus = partition.cpus_per_node
    if asked is not None and cpus is not None and asked > cpus:
        raise _bad_processes(asked, f"a node of {partition.name} has {cpus} CPUs", f"at most {cpus}")
    return asked or 1


def _bad_processes(asked: int | None, why: str, hint: str) -> RequestError:
    return RequestError(
        f"placement.processes_per_node is {asked}, but {why}", hint=hint, field="placement.processes_per_node"
    )


def _time(place: Placement, partition: Partition) -> int:
    text, longest = place.time, partition.longest(place.nodes)
    try:
        seconds = parse_time_limit(text)
    except RequestError as error:
        raise RequestError(f"placement.time: {error.message}", hint=error.hint, field="placement.time") from error
    if longest is not None and seconds > longest:
        nodes = f" on {place.nodes} nodes" if partition.times else ""
        raise RequestError(
            f"placement.time is {text}, more than the {format_time_limit(longest)} of {partition.name}{nodes}",
            hint="shorten it or choose another partition",
            field="placement.time",
        )
    return seconds


def _host_bytes(partition: Partition, gpus: int) -> int | None:
    """Host RAM of one node that comes with this many GPUs; a job without GPUs gets the node's."""
    if gpus and partition.memory_per_gpu_bytes is not None:
        return partition.memory_per_gpu_bytes * gpus
    if partition.memory_per_node_bytes is None:
        return None
    if gpus and partition.gpus_per_node:
        return partition.memory_per_node_bytes * gpus // partition.gpus_per_node
    return partition.memory_per_node_bytes
