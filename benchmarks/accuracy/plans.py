"""Plans for reference rows: as many ranks as the row has, one a GPU, on one node of a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from llmtui.domain.cluster import Cluster
from llmtui.domain.job import Fsdp, Inference, JobSpec, Lora, Quantization, Training
from llmtui.domain.machine import Machine
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.units import GIB

_CLUSTER = "roihu"
_PARTITION = "gpumedium"


@cache
def _cluster() -> Cluster:
    # A machine on which only the runtime's libraries are installed can measure, but reads no cluster files.
    from llmtui.catalog.clusters import load_clusters

    clusters = load_clusters(Machine("benchmark", 8, 32 * GIB), state_dir=Path("state"))
    return next(cluster for cluster in clusters if cluster.name == _CLUSTER)


def _plan(spec: JobSpec, model: ModelSpec, world_size: int, cluster: Cluster | None) -> Plan:
    place = cluster or _cluster()
    partition = place.partition(None if cluster else _PARTITION)
    gpu = partition.gpu
    inference = spec.task == "inference"
    return Plan(
        spec=spec,
        model=model,
        cluster=place,
        partition=partition,
        software=None,
        gpu=gpu,
        account=None,
        nodes=1,
        gpus_per_node=world_size if gpu else 0,
        processes_per_node=1 if inference else world_size,
        cpus_per_task=None,
        memory_per_node_bytes=None,
        time_s=900,
        launcher="python" if inference else "accelerate",
        method=spec.training.method,
        sharding="none" if inference else spec.training.sharding,
        mixed_precision="no" if inference else spec.training.mixed_precision,
        capacity_bytes=gpu.capacity_bytes if gpu else None,
        host_bytes=None,
    )


def training_plan(
    model: ModelSpec, keys: Mapping[str, Any], world_size: int = 1, cluster: Cluster | None = None
) -> Plan:
    """A fine-tuning job; `keys` are the job file's training keys, groups in them as mappings.

    `lora_dropout` is 0 where `keys` do not give it. Lengths in tokens. `cluster`: in its default partition.
    """
    groups = {
        "lora": Lora(**{"lora_dropout": 0.0, **_tuples(keys.get("lora", {}))}),
        "fsdp": Fsdp(**keys.get("fsdp", {})),
        "quantization": Quantization(**keys.get("quantization", {})),
    }
    training = Training(**{**keys, **groups})
    return _plan(JobSpec(name="row", task="finetune", model=model.id, training=training), model, world_size, cluster)


def inference_plan(model: ModelSpec, keys: Mapping[str, Any], cluster: Cluster | None = None) -> Plan:
    """A generation job on one GPU; `keys` are the job file's inference keys, lengths in tokens."""
    spec = JobSpec(name="row", task="inference", model=model.id, inference=Inference(**keys))
    return _plan(spec, model, 1, cluster)


def _tuples(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}
