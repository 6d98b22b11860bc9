"""Which entry of a cluster file a script's partition, QOS and constraint mean."""

from __future__ import annotations

from ...domain.cluster import Cluster, Partition
from ..script.request import Asked


def matches(cluster: Cluster, asked: Asked) -> tuple[Partition, ...]:
    """The entries that the job may run in, one for each partition named that is known, in the order named.

    Empty where there is none or the script leaves it to Slurm's default.
    """
    found = (_match(cluster, asked, name) for name in asked.partitions or (None,))
    return tuple(partition for partition in found if partition is not None)


def _match(cluster: Cluster, asked: Asked, name: str | None) -> Partition | None:
    named = [partition for partition in cluster.partitions if partition.slurm_partition == name]
    return max(named, key=lambda partition: _agreement(partition, asked), default=None)


def _agreement(partition: Partition, asked: Asked) -> int:
    return (partition.qos == asked.qos) + (partition.constraint == asked.constraint)


def bounds(low: int | None, high: int | None) -> str:
    """A range in words: "1 to 4", "4" where there is nothing to choose, "at least 4" where there is no upper end."""
    if high is None:
        return f"at least {low or 1}"
    return str(high) if (low or 1) == high else f"{low or 1} to {high}"
