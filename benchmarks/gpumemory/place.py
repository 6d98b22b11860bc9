"""The machine that measures, as a cluster of one partition, so that the jobs are planned like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accuracy.plans import inference_plan, training_plan
from accuracy.shapes import changed_model

from llmtui.domain.cluster import Cluster, Gpu, Partition
from llmtui.domain.plan import Plan

from .cases import Case


def here(card: Mapping[str, Any] | None) -> Cluster:
    """This machine; `card` is what gpumemory.context found out about its GPU, None for the processor alone."""
    gpu = None
    if card is not None:
        total = int(card["torch_total_bytes"])
        gpu = Gpu(
            name="here",
            title=str(card["name"]),
            vendor=card["vendor"],
            label_gb=round(total / 1000**3),
            torch_total_bytes=total,
            bf16=True,
            source="torch.cuda.get_device_properties",
        )
    partition = Partition("here", gpu=gpu, gpus_per_node=0 if gpu is None else 1)
    return Cluster("here", "this machine", partitions=(partition,), default_partition="here")


def plan_of(case: Case, cluster: Cluster) -> Plan:
    """The case as a job on `cluster`."""
    model = changed_model(case.model, case.changed)
    if case.inference:
        return inference_plan(model, case.inference, cluster)
    return training_plan(model, case.training, cluster=cluster)
