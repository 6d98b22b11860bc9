"""All clusters: the shipped files, the user's own, and this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..domain.cluster import Cluster
from ..domain.machine import Machine
from ..errors import CatalogError
from .clusterfile import parse_cluster
from .data import data_root
from .localcluster import on_machine
from .textfile import read_text
from .yamlio import load

#: The order of lists; others follow by name, retired ones last.
_FIRST = ("local", "roihu", "lumi", "puhti", "mahti")


def load_clusters(machine: Machine, *, state_dir: Path, user_dir: Path | None = None) -> tuple[Cluster, ...]:
    """`local` first, the active ones, the retired ones; a file in `user_dir` replaces ours of that name or adds one.

    A file of the user's with `extends: NAME` changes the shipped cluster of that name, or makes another one from it.
    Raises CatalogError naming file, line and key.
    """
    clusters: dict[str, Cluster] = {}
    for folder in (data_root() / "clusters", *([user_dir] if user_dir is not None else [])):
        seen: dict[str, Path] = {}
        for path in sorted(folder.glob("*.yaml")):
            cluster = parse_cluster(read_text(path, CatalogError), str(path), shipped)
            if cluster.name in seen:
                raise CatalogError(
                    f"{path}: key name {cluster.name} is already used by {seen[cluster.name]}",
                    hint="give one of the two another name",
                )
            seen[cluster.name] = path
            clusters[cluster.name] = on_machine(cluster, machine, state_dir) if cluster.embedded else cluster
    return tuple(sorted(clusters.values(), key=_rank))


def shipped(name: str) -> Mapping[str, object]:
    """The content of the shipped file of that cluster. Raises CatalogError."""
    folder = data_root() / "clusters"
    path = folder / f"{name}.yaml"
    known = sorted(each.stem for each in folder.glob("*.yaml"))
    if name not in known:
        raise CatalogError(f"{name!r} is no shipped cluster", hint=f"one of {', '.join(known)}")
    content = load(read_text(path, CatalogError), str(path), CatalogError)
    assert isinstance(content, dict)
    return content


def _rank(cluster: Cluster) -> tuple[bool, int, str]:
    known = cluster.name in _FIRST
    return cluster.status == "retired", _FIRST.index(cluster.name) if known else len(_FIRST), cluster.name
