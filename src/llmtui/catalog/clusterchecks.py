"""What a cluster file contradicts itself in; each finding names the key and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..domain.cluster import Gpu
from .clusterkeys import ClusterFile, PartitionEntry, Source, TimeEntry
from .clusterparts import gpus_of
from .problems import Problem
from .yamlvalues import Path


def contradictions(file: ClusterFile) -> Iterator[Problem]:
    """Everything that pydantic cannot see: one key against another."""
    names, gpus = [partition.name for partition in file.partitions], gpus_of(file)
    if file.default_partition not in names:
        yield Problem(("default_partition",), f"names no partition of this file; allowed: {', '.join(names)}")
    if file.download_partition is not None and file.download_partition not in names:
        yield Problem(("download_partition",), f"names no partition of this file; allowed: {', '.join(names)}")
    if file.embedded != (file.name == "local"):
        yield Problem(("embedded",), "belongs to the cluster local, and to no other", "leave it out")
    if file.successor is not None and file.status != "retired":
        yield Problem(("successor",), "belongs to a retired cluster", "set status: retired, or leave it out")
    for number, partition in enumerate(file.partitions):
        path: Path = ("partitions", number)
        if partition.name in names[:number]:
            yield Problem((*path, "name"), f"is {partition.name} for the second time", "give each its own name")
        for problem in (
            *_gpu(partition, gpus),
            *_nodes(partition),
            *_shares(file, partition),
            *_times(partition),
        ):
            yield Problem((*path, *problem.path), problem.text, problem.hint)
    yield from _masks(file)
    yield from _sources(file)


def _gpu(entry: PartitionEntry, gpus: Mapping[str, Gpu]) -> Iterator[Problem]:
    if entry.gpu is not None and entry.gpu not in gpus:
        near = get_close_matches(entry.gpu, gpus, n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(gpus)}"
        yield Problem(("gpu",), f"names no GPU of the catalogue or of this file: {entry.gpu}", hint)
    if (entry.gpu is None) != (entry.gpus_per_node == 0):
        yield Problem(("gpus_per_node",), "and gpu belong together", "give both or neither")
    if entry.gpu is None:
        for key in ("gpu_request", "min_gpus", "max_gpus", "cpus_per_gpu", "memory_per_gpu"):
            if getattr(entry, key) is not None:
                yield Problem((key,), "is for GPUs, but the partition has none", "name its gpu, or leave it out")
    if entry.cpus_exact and entry.cpus_per_gpu is None:
        yield Problem(("cpus_exact",), "needs cpus_per_gpu", "say how many cores belong to a GPU")


def _nodes(entry: PartitionEntry) -> Iterator[Problem]:
    """Counts against counts: a partition over its own maximum."""
    least, most, per_node = entry.min_nodes, entry.max_nodes, entry.gpus_per_node
    if most is not None and least > most:
        yield Problem(("min_nodes",), f"is {least}, more than max_nodes {most}", "exchange them, or raise max_nodes")
    if entry.min_gpus is not None and entry.max_gpus is not None and entry.min_gpus > entry.max_gpus:
        text = f"is {entry.min_gpus}, more than max_gpus {entry.max_gpus}"
        yield Problem(("min_gpus",), text, "exchange them, or raise max_gpus")
    if most is not None and per_node:
        there = most * per_node
        for key in ("min_gpus", "max_gpus"):
            asked = getattr(entry, key)
            if asked is not None and asked > there:
                text = f"is {asked}, but max_nodes {most} nodes of {per_node} GPUs have {there}"
                yield Problem((key,), text, f"at most {there}, or raise max_nodes or gpus_per_node")
    if entry.whole_nodes and entry.max_gpus is not None and 0 < entry.max_gpus < per_node:
        text = f"is {entry.max_gpus}, but whole_nodes gives at least {per_node} GPUs"
        yield Problem(("max_gpus",), text, "raise it, or leave out whole_nodes")


def _shares(file: ClusterFile, entry: PartitionEntry) -> Iterator[Problem]:
    """What comes with a GPU against what a node has."""
    gpus = entry.gpus_per_node
    cpus, memory = entry.cpus_per_gpu, entry.memory_per_gpu
    if cpus is not None and entry.cpus_per_node is not None and cpus * gpus > entry.cpus_per_node:
        text = f"is {cpus}: {gpus} GPUs would take {cpus * gpus} of the {entry.cpus_per_node} cores of cpus_per_node"
        yield Problem(("cpus_per_gpu",), text, f"at most {entry.cpus_per_node // gpus}")
    if memory is not None and entry.memory_per_node is not None and memory * gpus > entry.memory_per_node:
        text = f"is more than 1/{gpus} of memory_per_node"
        yield Problem(("memory_per_gpu",), text, f"at most {entry.memory_per_node / gpus / 1024**3:g} GiB")
    request = entry.memory_request or file.memory_request
    if request != "none" and entry.memory_per_node is None and memory is None:
        text = f"is not given, but memory_request {request} has to name a size"
        yield Problem(("memory_per_node",), text, "add it, or memory_request: none")


def _times(entry: PartitionEntry) -> Iterator[Problem]:
    longest = entry.max_time
    if isinstance(longest, list):
        yield from _steps(longest)
        longest = max((step.max_time for step in longest), default=None)
    if longest is not None and entry.default_time is not None and entry.default_time > longest:
        yield Problem(("default_time",), "is longer than max_time", "shorten it, or raise max_time")


def _steps(steps: list[TimeEntry]) -> Iterator[Problem]:
    if not steps:
        yield Problem(("max_time",), "is an empty list", "leave it out where the limit is not known")
    bounds = [step.max_nodes for step in steps]
    for number, bound in enumerate(bounds):
        path: Path = ("max_time", number)
        if bound is None and number < len(bounds) - 1:
            yield Problem(path, "has no max_nodes, so that no later step counts", "put it last, or give it max_nodes")
        before = bounds[number - 1] if number else None
        if bound is not None and before is not None and bound <= before:
            text = f"is {bound}, not more than the {before} of the step before"
            yield Problem((*path, "max_nodes"), text, "sort the steps by max_nodes, the fewest nodes first")


def _masks(file: ClusterFile) -> Iterator[Problem]:
    """A mask of CPUs for each GPU of a node."""
    kind, _, masks = file.launch.cpu_bind.partition(":")
    sizes = {partition.gpus_per_node for partition in file.partitions if partition.gpus_per_node}
    count = masks.count(",") + 1
    if kind in ("mask_cpu", "map_cpu") and count not in sizes:
        has = " or ".join(map(str, sorted(sizes))) or "no"
        text = f"has {count} entries, but a node has {has} GPUs"
        yield Problem(("launch", "cpu_bind"), text, "give one for each GPU of a node, in their order")


def _sources(file: ClusterFile) -> Iterator[Problem]:
    for key, source in file.sources.items():
        if key not in ClusterFile.model_fields:
            near = get_close_matches(key, ClusterFile.model_fields, n=1)
            hint = f"did you mean {near[0]}?" if near else "name a key of this file"
            yield Problem(("sources", key), "is unknown", hint)
        yield from _unknown_pages(file, source, ("sources", key))
    for path, source in _cited(file):
        yield from _unknown_pages(file, source, path)


def _cited(file: ClusterFile) -> Iterator[tuple[Path, Source]]:
    """The sources inside the groups and lists."""
    for number, partition in enumerate(file.partitions):
        yield ("partitions", number, "source"), partition.source
        if partition.billing is not None:
            yield ("partitions", number, "billing", "source"), partition.billing.source
    for number, software in enumerate(file.software):
        yield ("software", number, "source"), software.source
    for number, storage in enumerate(file.storage):
        yield ("storage", number, "source"), storage.source
    yield ("launch", "source"), file.launch.source
    if file.auth is not None:
        yield ("auth", "source"), file.auth.source
    if file.billing is not None:
        yield ("billing", "source"), file.billing.source


def _unknown_pages(file: ClusterFile, source: Source, path: Path) -> Iterator[Problem]:
    for page in source if isinstance(source, list) else ():
        if page not in file.pages:
            near = get_close_matches(page, file.pages, n=1)
            hint = f"did you mean {near[0]}?" if near else "add it to pages, or cite one that is there"
            yield Problem(path, f"names no entry of pages: {page}", hint)
