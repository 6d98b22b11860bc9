"""Wanted: one repository of the Hugging Face Hub that a job reads, and where it may be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...domain.cluster import Cluster, Partition
from ...domain.hubnames import hub_dataset, is_hub_id
from ...domain.model import ModelSpec
from ...domain.plan import Plan
from ...errors import RequestError

Kind = Literal["model", "dataset"]


@dataclass(frozen=True)
class Wanted:
    """`about_bytes` is what it is reckoned to take on disk, None where nothing says it."""

    kind: Kind
    id: str
    about_bytes: int | None = None

    @property
    def key(self) -> str:
        """Its folder's name in the hub's cache (huggingface_hub, repo_folder_name)."""
        return f"{self.kind}s--{self.id.replace('/', '--')}"


def wanted_of(plan: Plan) -> tuple[Wanted, ...]:
    """What a job reads from the hub: its model unless that is a folder, and data sets that are named by their ids."""
    found = []
    if plan.model.location is None and is_hub_id(plan.model.id):
        found.append(Wanted("model", plan.model.id, about_bytes(plan.model)))
    if plan.spec.task == "finetune":
        names = map(hub_dataset, (plan.spec.training.dataset, plan.spec.training.eval_dataset))
        found += [Wanted("dataset", name) for name in dict.fromkeys(names) if name is not None]
    return tuple(found)


def to_fetch(plan: Plan) -> tuple[Wanted, ...]:
    """The same. Raises RequestError when there is nothing to fetch."""
    found = wanted_of(plan)
    if not found:
        raise RequestError(
            "this job reads nothing from the Hugging Face Hub: there is nothing to fetch",
            hint="its files are copied when it is submitted",
            field="model",
        )
    return found


def about_bytes(model: ModelSpec) -> int:
    """The weights as they are published: in the dtype of the config, else in 16 bit."""
    return model.parameters * (4 if model.config_dtype == "float32" else 2)


def fetch_partition(cluster: Cluster) -> Partition | None:
    """Where a job fetches, None for the login node itself. Raises RequestError where neither reaches the hub."""
    if cluster.download_partition is not None:
        return cluster.partition(cluster.download_partition)
    if cluster.internet_on_login != "no":
        return None
    if cluster.internet_on_compute in ("yes", "proxy"):
        plain = [part for part in cluster.partitions if not part.gpus_per_node and not part.whole_nodes]
        return next(iter(plain), cluster.partition(None))
    raise RequestError(
        f"neither login nodes nor compute nodes of {cluster.name} reach the Hugging Face Hub",
        hint=cluster.download
        or "copy the folder over and name it: model: cluster:/FOLDER, training.dataset: cluster:/FOLDER",
    )
