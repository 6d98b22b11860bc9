"""One cluster file, checked, as a Cluster."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError

from ..domain.cluster import Cluster
from ..errors import CatalogError
from .clusterchecks import contradictions
from .clusterextends import Base, Extended, extend
from .clusterkeys import (
    AuthEntry,
    BillingEntry,
    ClusterFile,
    ContainerEntry,
    LaunchEntry,
    PartitionEntry,
    SoftwareEntry,
    StorageEntry,
    TimeEntry,
)
from .clusterparts import cluster_of
from .gpus import GpuEntry
from .problems import problems, report
from .yamlio import Document, load_document
from .yamlvalues import Path, describe

#: The model of each group, by the keys that lead to it.
_GROUPS: dict[tuple[str, ...], type[BaseModel]] = {
    ("auth",): AuthEntry,
    ("billing",): BillingEntry,
    ("gpus",): GpuEntry,
    ("launch",): LaunchEntry,
    ("partitions",): PartitionEntry,
    ("partitions", "billing"): BillingEntry,
    ("partitions", "max_time"): TimeEntry,
    ("software",): SoftwareEntry,
    ("software", "container"): ContainerEntry,
    ("storage",): StorageEntry,
}


def parse_cluster(text: str, where: str, base: Base | None = None) -> Cluster:
    """A cluster file's text; `base` gives what `extends` names. Raises CatalogError naming file, line and key."""
    document = load_document(text, where, CatalogError)
    if not isinstance(document.value, dict):
        raise CatalogError(f"{where}: holds {describe(document.value)} where keys are expected", hint="begin with name")
    whole = Extended(document.value)
    place: Callable[[Path], str] = lambda path: _place(document, where, path)  # noqa: E731
    if "extends" in document.value and base is not None:
        whole = extend(document, where, base)
        place = lambda path: _place(document, where, whole.own(path))  # noqa: E731
    try:
        file = ClusterFile.model_validate(whole.content)
        found = list(contradictions(file))
    except ValidationError as error:
        found = problems(error.errors(include_url=False), whole.content, _nearest)
    if found:
        raise report(found, place, CatalogError)
    return cluster_of(file)


def _place(document: Document, where: str, path: Path) -> str:
    line = document.line(path)
    return where if line is None else f"{where}:{line}"


def _nearest(path: Path) -> str:
    *around, name = (step for step in path if isinstance(step, str))
    known = _GROUPS.get(tuple(around), ClusterFile).model_fields
    near = get_close_matches(str(name), known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    homes = [".".join((*group, name)) for group, model in _GROUPS.items() if name in model.model_fields]
    if name in ClusterFile.model_fields:
        homes.append(f"{name} at the top of the file")
    return f"did you mean {' or '.join(homes)}?" if homes else f"known here: {', '.join(known)}"
