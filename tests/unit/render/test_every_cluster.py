"""Every way into every shipped cluster can be rendered: one GPU, a full node, two nodes, and CPUs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.catalog.clusters import load_clusters
from llmtui.domain.bundle import SCRIPT, InputFile
from llmtui.domain.cluster import Cluster, Partition
from llmtui.domain.machine import Machine
from llmtui.render.bundle import render
from llmtui.render.lintfiles import lint_text
from llmtui.units import GIB

CLUSTERS = load_clusters(Machine("here", 8, 32 * GIB), state_dir=Path("/state"))
WAYS = [(cluster, partition) for cluster in CLUSTERS for partition in cluster.partitions]


def shapes(partition: Partition) -> Iterator[dict[str, Any]]:
    if partition.gpu is None:
        # Inference on the CPU.
        yield {"task": "inference", "nodes": partition.min_nodes}
        return
    node = min(partition.gpus_per_node, partition.max_gpus or partition.gpus_per_node)
    if not partition.whole_nodes and partition.min_nodes == 1 and (partition.min_gpus or 1) == 1:
        yield {"gpus_per_node": 1, "method": "lora"}
    yield {"gpus_per_node": node, "nodes": partition.min_nodes, "sharding": "fsdp", "method": "lora"}
    if (partition.max_nodes or 2) >= 2 and (partition.max_gpus or 2 * node) >= 2 * node:
        yield {"gpus_per_node": node, "nodes": max(2, partition.min_nodes), "method": "lora"}


@pytest.mark.parametrize(("cluster", "partition"), WAYS, ids=[f"{cluster.name}-{way.name}" for cluster, way in WAYS])
def test_it_renders(cluster: Cluster, partition: Partition) -> None:
    for shape in shapes(partition):
        made = plan(cluster=cluster.name, partition=partition.name, account="project_2001234", **shape)
        key = "training.dataset" if made.spec.task == "finetune" else "inference.prompts"
        given = InputFile(key, "/data/given.jsonl", "inputs/given.jsonl")
        bundle = render(made, inputs=[given], runtime_zip=b"", job_file="", model_path="model")
        script = bundle.text(SCRIPT)
        assert [found for found in lint_text(SCRIPT, script) if found.severity == "error"] == []
        for option, value in (
            ("partition", partition.slurm_partition),
            ("qos", partition.qos),
            ("constraint", partition.constraint),
        ):
            line = f"#SBATCH --{option}="
            assert (f"{line}{value}\n" in script) if value else (line not in script)


def test_every_way_is_tried() -> None:
    assert len(WAYS) >= 75
    assert all(list(shapes(partition)) for _, partition in WAYS)


def test_software_goes_by_the_nodes_architecture() -> None:
    gpu = plan(cluster="roihu", partition="gputest", account="project_2001234", method="lora")
    cpu = plan(cluster="roihu", partition="small", account="project_2001234", task="inference")
    assert gpu.software is not None
    assert (gpu.software.name, cpu.software) == ("python-pytorch", None)


def test_memory_is_asked_for_where_the_partition_wants_it() -> None:
    cpu = plan(cluster="roihu", partition="small", account="project_2001234", task="inference")
    gpu = plan(cluster="roihu", partition="gputest", account="project_2001234", method="lora")
    assert cpu.memory_per_node_bytes == 744 * GIB
    assert gpu.memory_per_node_bytes is None
