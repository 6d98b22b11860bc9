"""Where ranks go, against the limits of real partitions."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.errors import RequestError
from llmtui.units import GIB


@pytest.mark.parametrize(
    ("asked", "nodes", "gpus", "processes", "cpus"),
    [
        ({"cluster": "local"}, 1, 0, 1, 8),
        ({"cluster": "local", "processes_per_node": 2}, 1, 0, 2, 8),
        ({"cluster": "local", "partition": "multi", "nodes": 2, "processes_per_node": 2}, 2, 0, 2, 8),
        ({"cluster": "puhti"}, 1, 1, 1, 10),
        ({"cluster": "puhti", "nodes": 2}, 2, 4, 4, 40),
        ({"cluster": "lumi", "partition": "standard-g"}, 1, 8, 8, 56),
        ({"cluster": "lumi", "gpus_per_node": 4, "launcher": "srun"}, 1, 4, 4, 7),
        ({"cluster": "roihu", "gpus_per_node": 4, "cpus_per_task": 100}, 1, 4, 4, 100),
        ({"cluster": "roihu", "task": "inference", "gpus_per_node": 4}, 1, 4, 1, 288),
        ({"cluster": "mahti", "gpu": "a100-40gb", "gpus_per_node": 2}, 1, 2, 2, 64),
    ],
)
def test_counts_follow_from_what_was_asked(
    asked: dict[str, Any], nodes: int, gpus: int, processes: int, cpus: int
) -> None:
    found = plan(**asked)
    assert (found.nodes, found.gpus_per_node, found.processes_per_node, found.cpus_per_task) == (
        nodes,
        gpus,
        processes,
        cpus,
    )
    assert found.world_size == nodes * processes


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"cluster": "puhti", "gpus_per_node": 5}, "placement.gpus_per_node", "has 4 GPUs"),
        ({"cluster": "local", "gpus_per_node": 1}, "placement.gpus_per_node", "has no GPUs"),
        ({"cluster": "puhti", "gpus_per_node": 0}, "placement.gpus_per_node", "for GPU jobs"),
        ({"cluster": "lumi", "partition": "standard-g", "gpus_per_node": 4}, "placement.gpus_per_node", "whole nodes"),
        ({"cluster": "puhti", "nodes": 3}, "placement.nodes", "1 to 2"),
        ({"cluster": "mahti", "partition": "gpusmall", "gpus_per_node": 3}, "placement.gpus_per_node", "1 to 2"),
        ({"cluster": "roihu", "partition": "gpularge", "gpus_per_node": 1}, "placement.gpus_per_node", "4 to 40"),
        ({"cluster": "puhti", "processes_per_node": 2}, "placement.processes_per_node", "needs one"),
        ({"cluster": "local", "processes_per_node": 9}, "placement.processes_per_node", "8 CPUs"),
        (
            {"cluster": "local", "task": "inference", "processes_per_node": 2},
            "placement.processes_per_node",
            "one process",
        ),
        ({"cluster": "puhti", "cpus_per_task": 41}, "placement.cpus_per_task", "40 CPUs"),
        ({"cluster": "puhti", "time": "01:00:00"}, "placement.time", "more than the 00:15:00"),
        ({"cluster": "puhti", "time": "soon"}, "placement.time", "not a Slurm time limit"),
        ({"cluster": "puhti", "partition": "gputset"}, "placement.partition", "gputset"),
        ({"cluster": "puhti", "gpu": "a100-40gb"}, "placement.gpu", "a100-40gb"),
        ({"cluster": "lumi", "software": "nothing"}, "placement.software", "nothing"),
    ],
)
def test_what_the_partition_does_not_give(asked: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        plan(**asked)
    assert caught.value.field == field
    assert said in caught.value.message
    assert caught.value.hint


def test_capacity_is_the_gpu_or_a_share_of_the_host() -> None:
    assert plan(cluster="local", processes_per_node=2).capacity_bytes == 16 * GIB
    lumi = plan(cluster="lumi", gpus_per_node=2)
    assert lumi.gpu is not None
    assert lumi.capacity_bytes == lumi.gpu.capacity_bytes
    assert lumi.host_bytes == 120 * GIB


def test_the_chosen_gpu_chooses_the_partition() -> None:
    assert plan(cluster="roihu", gpu="l40-48gb").partition.name == "vizinteractive"
