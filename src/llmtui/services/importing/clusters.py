"""Which cluster a job script was written for, by its partition, its GPUs, its modules and what it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...domain.cluster import Cluster, Partition
from ...render.scriptfile import ScriptFile


def partition_of(script: ScriptFile, cluster: Cluster) -> Partition | None:
    """The way into the queue that the script asks for, None where the cluster has none like it."""
    asked = script.asked
    if asked.partition is None:
        return None
    fitting = [
        each
        for each in cluster.partitions
        if asked.partition in (each.name, each.slurm_partition) and _has_gpus(script, each)
    ]
    same = [each for each in fitting if (each.qos or asked.qos) == asked.qos]
    return next(iter((*same, *fitting)), None)


def _has_gpus(script: ScriptFile, partition: Partition) -> bool:
    asked = script.asked
    if asked.gpu_type is not None and partition.gres_type is not None and asked.gpu_type != partition.gres_type:
        return False
    return (asked.gpus_per_node or 0) <= partition.gpus_per_node


def guess(script: ScriptFile, clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters that the script fits best; one when it is clear, none when no partition is known."""
    here = [each for each in clusters if not each.embedded and partition_of(script, each) is not None]
    weights = {each.name: _evidence(script, each) for each in here}
    most = max(weights.values(), default=0)
    return [each for each in here if weights[each.name] == most]


def _evidence(script: ScriptFile, cluster: Cluster) -> int:
    """How much in the script speaks for the cluster: GPU type, modules, container, account, its name."""
    partition = partition_of(script, cluster)
    asked, text = script.asked, "\n".join(script.lines)
    found = 0
    if partition is not None and asked.gpu_type is not None and partition.gres_type == asked.gpu_type:
        found += 2
    if asked.account and _prefix(asked.account) == _prefix(cluster.account_example):
        found += 1
    images = [each.container.image.rpartition("/")[0] for each in cluster.software if each.container]
    found += any(image and image in text for image in images)
    found += bool(_modules(script) & set(module_lines(cluster)))
    return found + bool(re.search(rf"\b{re.escape(cluster.name)}\b", text, re.IGNORECASE))


def _prefix(account: str) -> str:
    """project_46 of project_465000001: sites number their projects in ranges."""
    match = re.match(r"(.*?\d\d)\d*$", account)
    return match[1] if match else account


def _modules(script: ScriptFile) -> set[str]:
    return {module_name(name) for line in script.modules if line.verb == "load" for name in line.names}


def module_name(name: str) -> str:
    """A module without its version."""
    return name.partition("/")[0]


def module_lines(cluster: Cluster) -> Iterable[str]:
    """The modules that the cluster's software loads, without their versions."""
    for software in cluster.software:
        yield from loaded_by(software.setup)


def loaded_by(setup: Iterable[str]) -> list[str]:
    """The modules of `module load` lines, without their versions."""
    words = (line.split() for line in setup)
    return [module_name(name) for line in words if line[:2] == ["module", "load"] for name in line[2:]]
