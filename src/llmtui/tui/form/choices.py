"""What the lists behind the form's fields offer, with the facts that decide beside each entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.cluster import Cluster, Partition
from ...domain.job import JobSpec
from ...domain.model import ModelSpec
from ...errors import LlmtuiError
from ...units import format_count, format_gib, format_time_limit

#: Words of the column "fits here?", with their colours.
FITS = {"fits": "$success", "tight": "$warning", "does not fit": "$error", "not possible": "$foreground-muted"}


@dataclass(frozen=True)
class Choice:
    """One entry: the value for the field, and a text a column; `colour` is the last column's."""

    value: str
    columns: tuple[str, ...]
    colour: str = ""


def model_choices(
    models: Sequence[ModelSpec], spec: JobSpec | None, cluster: Cluster | None, present: str
) -> list[Choice]:
    """Every model with size, family and licence, and whether this job would fit with it; a folder that is chosen
    now comes first."""
    rows = [_model_choice(model, spec, cluster) for model in models]
    if present and present not in {row.value for row in rows}:
        rows.insert(0, Choice(present, ("", "", "as it is", "")))
    return rows


def _model_choice(model: ModelSpec, spec: JobSpec | None, cluster: Cluster | None) -> Choice:
    word = "" if spec is None or cluster is None else fits_word(model, spec, cluster)
    licence = f"{model.license or 'licence ?'}{', gated' if model.gated else ''}"
    return Choice(model.id, (format_count(model.parameters), model.model_type, licence, word), FITS.get(word, ""))


def fits_word(model: ModelSpec, spec: JobSpec, cluster: Cluster) -> str:
    """Whether the job in the form would fit with that model, "not possible" where it cannot be planned."""
    from ...domain.memory import estimate
    from ...domain.resolve import resolve

    try:
        found = estimate(resolve(replace(spec, model=model.id), model, cluster))
    except LlmtuiError:
        return "not possible"
    return found.verdict.replace("_", " ")


def cluster_choices(clusters: Sequence[Cluster]) -> list[Choice]:
    """Every cluster with its title and whether it still takes jobs."""
    return [
        Choice(cluster.name, (cluster.title, "retired" if cluster.status == "retired" else ""), "$warning")
        for cluster in clusters
    ]


def partition_choices(cluster: Cluster) -> list[Choice]:
    """Every partition with its GPU and its limits; the default one is marked."""
    return [_partition_choice(partition, cluster.default_partition) for partition in cluster.partitions]


def _partition_choice(partition: Partition, default: str) -> Choice:
    gpu = f"{partition.gpus_per_node} x {partition.gpu.title}" if partition.gpu else _cpus(partition)
    limits = [format_time_limit(partition.max_time_s)] if partition.max_time_s else []
    limits += [f"{partition.max_nodes} nodes"] if partition.max_nodes else []
    note = "default" if partition.name == default else partition.purpose
    return Choice(partition.name, (gpu, ", ".join(limits), note), "$foreground-muted")


def _cpus(partition: Partition) -> str:
    memory = partition.memory_per_node_bytes
    room = f", {format_gib(memory, decimals=0)} GiB" if memory else ""
    return f"{partition.cpus_per_node or '?'} CPUs{room}"
