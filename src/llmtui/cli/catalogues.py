"""models, clusters and doctor."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..errors import RequestError
from ..services.session import Session
from ..units import format_count, format_gib, format_time_limit
from .output import print_facts, print_json, print_table

if TYPE_CHECKING:
    import argparse

    from ..domain.cluster import Cluster, Partition

_MARKS = {True: "ok", False: "FAILED", None: "unknown"}


def models(options: argparse.Namespace) -> int:
    """One row a catalogue entry."""
    found = Session().models()
    if options.json:
        print_json({"models": [asdict(model) for model in found]})
        return 0
    rows = [
        (
            model.id,
            format_count(model.parameters),
            model.model_type,
            model.license or "?",
            "gated" if model.gated else "",
        )
        for model in found
    ]
    print_table(("model", "parameters", "type", "license", "access"), rows, right=(1,))
    return 0


def clusters(options: argparse.Namespace) -> int:
    """One row a cluster, or the partitions and facts of one."""
    if options.new is not None:
        raise RequestError(
            "llmtui clusters --new is not available in this version",
            hint="copy a shipped cluster file into the clusters folder of your llmtui configuration",
        )
    session = Session()
    if options.name is not None:
        return _one_cluster(session.cluster(options.name), as_json=options.json)
    found = session.clusters()
    if options.json:
        print_json({"clusters": [_plain(cluster) for cluster in found]})
        return 0
    rows = [(cluster.name, cluster.status, _gpu_titles(cluster), cluster.title) for cluster in found]
    print_table(("cluster", "status", "GPUs", "title"), rows)
    return 0


def _one_cluster(cluster: Cluster, *, as_json: bool) -> int:
    if as_json:
        print_json(_plain(cluster))
        return 0
    print_facts(
        [
            ("cluster", cluster.title),
            ("status", " ".join((cluster.status, cluster.status_note)).strip()),
            ("successor", cluster.successor or ""),
            ("login", cluster.login_host or ""),
            ("run folders", cluster.run_root),
            ("software", ", ".join(software.name for software in cluster.software)),
            *[("note", note) for note in cluster.notes],
            *[(f"source {key}", text) for key, text in cluster.sources.items()],
        ]
    )
    print()
    rows = [_partition_row(partition) for partition in cluster.partitions]
    print_table(("partition", "time limit", "nodes", "GPU", "a node", "GiB", "purpose"), rows, right=(4, 5))
    return 0


def _partition_row(partition: Partition) -> tuple[str, ...]:
    most = "?" if partition.max_nodes is None else str(partition.max_nodes)
    return (
        partition.name,
        "?" if partition.max_time_s is None else format_time_limit(partition.max_time_s),
        f"{partition.min_nodes}-{most}",
        partition.gpu.title if partition.gpu else "none",
        str(partition.gpus_per_node),
        format_gib(partition.gpu.capacity_bytes) if partition.gpu else "",
        partition.purpose,
    )


def _gpu_titles(cluster: Cluster) -> str:
    titles = dict.fromkeys(partition.gpu.title for partition in cluster.partitions if partition.gpu)
    return ", ".join(titles) or "none"


def _plain(cluster: Cluster) -> dict[str, object]:
    plain = asdict(_without_proxies(cluster))
    return plain


def _without_proxies(cluster: Cluster) -> Cluster:
    """asdict copies mappings by their class, which a mapping proxy does not allow."""
    from dataclasses import replace

    software = tuple(replace(item, versions=dict(item.versions)) for item in cluster.software)
    return replace(cluster, env=dict(cluster.env), sources=dict(cluster.sources), software=software)


def doctor(options: argparse.Namespace) -> int:
    """One row a check; exit 1 when one failed, 3 when one could not be made."""
    session = Session()
    checks = session.doctor(session.cluster(options.cluster))
    if options.json:
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        rows = [(_MARKS[check.ok], check.name, check.text, check.hint) for check in checks]
        print_table(("", "check", "found", "what to do"), rows)
    if any(check.ok is False for check in checks):
        return 1
    return 3 if any(check.ok is None for check in checks) else 0
