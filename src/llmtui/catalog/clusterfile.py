"""One cluster file, checked, as a Cluster."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError

from ..domain.cluster import Cluster
from ..errors import CatalogError
from .clusterkeys import ClusterFile, PartitionEntry, SoftwareEntry, Source, StorageEntry
from .clusterparts import cluster_of
from .gpus import load_gpus
from .problems import Problem, problems, report
from .yamlio import Document, load_document
from .yamlvalues import Path, describe

_GROUPS: dict[str, type[BaseModel]] = {
    "partitions": PartitionEntry,
    "software": SoftwareEntry,
    "storage": StorageEntry,
}


def parse_cluster(text: str, where: str) -> Cluster:
    """A cluster file's text. Raises CatalogError naming file, line and key."""
    document = load_document(text, where, CatalogError)
    if not isinstance(document.value, dict):
        raise CatalogError(f"{where}: holds {describe(document.value)} where keys are expected", hint="begin with name")
    try:
        file = ClusterFile.model_validate(document.value)
        found = list(_contradictions(file))
    except ValidationError as error:
        found = problems(error.errors(include_url=False), document.value, _nearest)
    if found:
        raise report(found, lambda path: _place(document, where, path), CatalogError)
    return cluster_of(file)


def _place(document: Document, where: str, path: Path) -> str:
    line = document.line(path)
    return where if line is None else f"{where}:{line}"


def _nearest(path: Path) -> str:
    known = _GROUPS.get(str(path[0]), ClusterFile).model_fields
    near = get_close_matches(str(path[-1]), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"


def _contradictions(file: ClusterFile) -> Iterator[Problem]:
    names = [partition.name for partition in file.partitions]
    if file.default_partition not in names:
        yield Problem(("default_partition",), f"names no partition of this file; allowed: {', '.join(names)}")
    if file.embedded != (file.name == "local"):
        yield Problem(("embedded",), "belongs to the cluster local, and to no other")
    if file.run_root is None and not file.embedded:
        yield Problem(("run_root",), "is missing")
    for number, partition in enumerate(file.partitions):
        yield from _partition_contradictions(partition, ("partitions", number), names[:number])
    for key, source in file.sources.items():
        if key not in ClusterFile.model_fields:
            yield Problem(("sources", key), "is unknown", _nearest((key,)))
        yield from _unknown_pages(file, source, ("sources", key))
    cited = [(("partitions", number, "source"), entry.source) for number, entry in enumerate(file.partitions)]
    cited += [(("software", number, "source"), entry.source) for number, entry in enumerate(file.software)]
    for path, source in cited:
        yield from _unknown_pages(file, source, path)


def _partition_contradictions(partition: PartitionEntry, path: Path, before: list[str]) -> Iterator[Problem]:
    if partition.name in before:
        yield Problem((*path, "name"), f"is {partition.name} for the second time")
    if partition.gpu is not None and partition.gpu not in load_gpus():
        near = get_close_matches(partition.gpu, load_gpus(), n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(load_gpus())}"
        yield Problem((*path, "gpu"), f"names no GPU of the catalogue: {partition.gpu}", hint)
    if (partition.gpu is None) != (partition.gpus_per_node == 0):
        yield Problem((*path, "gpus_per_node"), "and gpu belong together: give both or neither")


def _unknown_pages(file: ClusterFile, source: Source, path: Path) -> Iterator[Problem]:
    for page in source if isinstance(source, list) else ():
        if page not in file.pages:
            yield Problem(path, f"names no entry of pages: {page}")
