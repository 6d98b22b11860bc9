"""`scontrol -o show partition`: what a partition allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .words import count, first_host, keyed, megabytes, names, seconds, tres, word


@dataclass(frozen=True)
class SitePartition:
    """One partition; sizes in bytes, times in seconds, None where nothing bounds or names it.

    `allow_accounts`, `allow_qos` and `allow_groups` None: open to all. `memory_per_cpu` and its like are what a job
    gets that asks for none. `tres` counts what all its nodes have together, `first_host` is one of them.
    """

    name: str
    up: bool
    default: bool
    hidden: bool
    max_time_s: int | None
    default_time_s: int | None
    min_nodes: int
    max_nodes: int | None
    total_nodes: int
    qos: str
    exclusive: bool
    allow_accounts: tuple[str, ...] | None
    deny_accounts: tuple[str, ...]
    allow_qos: tuple[str, ...] | None
    deny_qos: tuple[str, ...]
    allow_groups: tuple[str, ...] | None
    memory_per_cpu: int | None
    memory_per_node: int | None
    memory_per_gpu: int | None
    cpus_per_gpu: int | None
    tres: Mapping[str, int]
    first_host: str


def parse_partitions(text: str) -> tuple[SitePartition, ...]:
    """The partitions in an answer to commands.partitions(), without -o as well."""
    return tuple(_partition(values) for values in records(text, "PartitionName") if values["PartitionName"])


def records(text: str, first_key: str) -> list[dict[str, str]]:
    """Each record from its first key on; lines before it belong to none."""
    pieces = re.split(rf"^{first_key}=", text, flags=re.MULTILINE)[1:]
    return [keyed(" ".join(f"{first_key}={piece}".split("\n"))) for piece in pieces]


def _partition(values: Mapping[str, str]) -> SitePartition:
    jobs = dict(pair.split("=", 1) for pair in word(values.get("JobDefaults", "")).split(",") if "=" in pair)
    return SitePartition(
        name=values["PartitionName"],
        up=values.get("State", "UP") == "UP",
        default=values.get("Default") == "YES",
        hidden=values.get("Hidden") == "YES",
        max_time_s=seconds(values.get("MaxTime", "")),
        default_time_s=seconds(values.get("DefaultTime", "")),
        min_nodes=max(1, count(values.get("MinNodes", "")) or 1),
        max_nodes=count(values.get("MaxNodes", "")),
        total_nodes=count(values.get("TotalNodes", "")) or 0,
        qos=word(values.get("QoS", "")),
        # 26.05 prints Exclusive= where older ones have ExclusiveUser=.
        exclusive=values.get("OverSubscribe", "").startswith("EXCLUSIVE") or values.get("Exclusive") == "NODE",
        allow_accounts=names(values.get("AllowAccounts", "")),
        deny_accounts=names(values.get("DenyAccounts", "")) or (),
        allow_qos=names(values.get("AllowQos", "")),
        deny_qos=names(values.get("DenyQos", "")) or (),
        allow_groups=names(values.get("AllowGroups", "")),
        memory_per_cpu=megabytes(values, "DefMemPerCPU"),
        memory_per_node=megabytes(values, "DefMemPerNode"),
        memory_per_gpu=megabytes(jobs, "DefMemPerGPU"),
        cpus_per_gpu=count(jobs.get("DefCpuPerGPU", "")),
        tres=tres(values.get("TRES", "")),
        first_host=first_host(values.get("Nodes", "")),
    )
