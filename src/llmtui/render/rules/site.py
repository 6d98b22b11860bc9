"""Which cluster a hand-written script is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.cluster import Cluster
from ..scriptfile import ScriptFile

#: Evidence needed before a cluster is taken for the script's.
_ENOUGH = 3
_ACCOUNT = re.compile(r"([A-Za-z]+_?)(\d\d)\d*")


@dataclass(frozen=True)
class Site:
    """A cluster, and what it was guessed from, the strongest first; nothing where it was named."""

    cluster: Cluster
    evidence: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How findings name it."""
        return f"{self.cluster.name} (by {self.evidence[0]})" if self.evidence else self.cluster.name


def guess(script: ScriptFile, clusters: Iterable[Cluster]) -> Site | None:
    """The one cluster that partition, GPU type, account form and modules speak for; None where they do not agree."""
    weighed = [(_evidence(script, cluster), cluster) for cluster in clusters if not cluster.embedded]
    weights = sorted((sum(evidence.values()) for evidence, _ in weighed), reverse=True)
    if not weights or weights[0] < _ENOUGH or weights[:2].count(weights[0]) > 1:
        return None
    evidence, cluster = next(entry for entry in weighed if sum(entry[0].values()) == weights[0])
    return Site(cluster, tuple(sorted(evidence, key=lambda what: -evidence[what])))


def _evidence(script: ScriptFile, cluster: Cluster) -> dict[str, int]:
    """What speaks for the cluster, each with its weight; empty where something rules it out."""
    asked = script.asked
    types = {partition.gres_type for partition in cluster.partitions} - {None}
    if asked.gpu_type is not None and types and asked.gpu_type not in types:
        return {}
    found: dict[str, int] = {}
    if asked.gpu_type in types:
        found[f"GPU type {asked.gpu_type}"] = 3
    names = {each.slurm_partition for each in cluster.partitions}
    known = [name for name in asked.partitions if name in names]
    if known and len(known) == len(asked.partitions):
        found[f"partition {known[0]}"] = 2
    if _same_form(asked.account, cluster.account_example):
        found["the form of the account"] = 1
    setup = " ".join(line for software in cluster.software for line in software.setup)
    for line in script.modules:
        for name in line.names:
            if line.verb == "use" and name.rstrip("/") in setup:
                found[f"module tree {name}"] = 3
            elif line.verb == "load" and re.search(rf"load .*\b{re.escape(name.partition('/')[0])}\b", setup):
                found.setdefault(f"module {name}", 1)
    return found


def _same_form(account: str | None, example: str) -> bool:
    """project_2001659 is like project_2001234: the same word and the same two leading digits."""
    mine, theirs = _ACCOUNT.fullmatch(account or ""), _ACCOUNT.fullmatch(example)
    return mine is not None and theirs is not None and mine.groups() == theirs.groups()
