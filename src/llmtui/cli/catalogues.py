"""models and clusters."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..errors import RequestError
from ..services.session import Session
from ..units import format_count
from .clusterfacts import print_cluster
from .output import plain, print_json, print_table

if TYPE_CHECKING:
    import argparse

    from ..domain.cluster import Cluster


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
    if options.schema:
        # pydantic takes a moment to load and is needed here only.
        from ..catalog.schemas import cluster_schema

        print_json(cluster_schema())
        return 0
    session = Session()
    if options.new is not None:
        from .newcluster import new_cluster

        return new_cluster(session, options)
    _refuse_without_new(options)
    if options.name is not None:
        return _one_cluster(session.cluster(options.name), as_json=options.json)
    found = session.clusters()
    if options.json:
        print_json({"clusters": [plain(cluster) for cluster in found]})
        return 0
    rows = [(cluster.name, cluster.status, cluster.title, _gpu_names(cluster)) for cluster in found]
    print_table(("cluster", "status", "title", "GPUs"), rows)
    return 0


def _refuse_without_new(options: argparse.Namespace) -> None:
    """-o, --force, --host, --gpu and --probe say how a file is made. Raises RequestError when none is."""
    given = [
        ("--output", options.output),
        ("--force", options.force),
        ("--host", options.host),
        ("--gpu", options.gpus),
    ]
    given.append(("--probe", options.probe))
    for name, value in given:
        if value:
            raise RequestError(f"{name} belongs to --new", hint="llmtui clusters --new NAME")


def _one_cluster(cluster: Cluster, *, as_json: bool) -> int:
    if as_json:
        print_json(plain(cluster))
    else:
        print_cluster(cluster)
    return 0


def _gpu_names(cluster: Cluster) -> str:
    names = dict.fromkeys(partition.gpu.name for partition in cluster.partitions if partition.gpu)
    return ", ".join(names) or "none"
