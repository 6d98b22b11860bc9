"""`scontrol -o show node`: what a node has for jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .gres import Gres, gpus, parse_gres
from .partitions import records
from .words import count, names, word

_MIB = 1024**2


@dataclass(frozen=True)
class SiteNode:
    """One node.

    `cores` are those that jobs get: without what is kept for the system, and hardware threads counted once.
    `memory_bytes` is what jobs get of the memory that Slurm counts. Zero stands for not known.
    """

    name: str
    arch: str
    cores: int
    threads_per_core: int
    memory_bytes: int
    gpus: tuple[Gres, ...]
    features: tuple[str, ...]
    partitions: tuple[str, ...]
    version: str


def parse_nodes(text: str) -> tuple[SiteNode, ...]:
    """The nodes in an answer to commands.nodes(), without -o as well."""
    return tuple(_node(values) for values in records(text, "NodeName") if values["NodeName"])


def _node(values: Mapping[str, str]) -> SiteNode:
    threads = max(1, count(values.get("ThreadsPerCore", "")) or 1)
    memory = (count(values.get("RealMemory", "")) or 0) - (count(values.get("MemSpecLimit", "")) or 0)
    return SiteNode(
        name=values["NodeName"],
        arch=word(values.get("Arch", "")),
        cores=_cpus(values, threads) // threads,
        threads_per_core=threads,
        memory_bytes=max(0, memory) * _MIB,
        gpus=gpus(parse_gres(values.get("Gres", ""))),
        features=names(values.get("ActiveFeatures", "")) or names(values.get("AvailableFeatures", "")) or (),
        partitions=names(values.get("Partitions", "")) or (),
        version=word(values.get("Version", "")),
    )


def _cpus(values: Mapping[str, str], threads: int) -> int:
    """Slurm's own figure of usable CPUs; before it was printed (22.05), all but the cores kept for the system."""
    effective = count(values.get("CPUEfctv", ""))
    if effective is not None:
        return effective
    reserved = (count(values.get("CoreSpecCount", "")) or 0) * threads
    return max(0, (count(values.get("CPUTot", "")) or 0) - reserved)
