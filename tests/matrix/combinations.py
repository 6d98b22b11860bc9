"""Every combination of cluster, partition, task, method, sharding, launcher and nodes that can be asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from tests.fakes.plans import MACHINE, plan

from llmtui.catalog.clusters import load_clusters
from llmtui.domain.cluster import Cluster, Partition
from llmtui.domain.job import Fsdp
from llmtui.domain.plan import Plan
from llmtui.errors import RequestError

#: method, sharding, launcher, FSDP's version
_TRAINING = [
    ("full", "none", "torchrun", 2),
    ("full", "ddp", "torchrun", 2),
    ("full", "ddp", "accelerate", 2),
    ("full", "ddp", "srun", 2),
    ("full", "fsdp", "accelerate", 1),
    ("full", "fsdp", "accelerate", 2),
    ("full", "fsdp", "srun", 2),
    ("full", "zero2", "accelerate", 2),
    ("full", "zero3", "accelerate", 2),
    ("lora", "ddp", "torchrun", 2),
    ("lora", "fsdp", "accelerate", 2),
    ("qlora", "ddp", "accelerate", 2),
    ("qlora", "fsdp", "accelerate", 2),
]


@dataclass
class Matrix:
    """`plans` by a name that says what they are; `skipped` counts the reasons why others cannot be."""

    plans: dict[str, Plan] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, asked: dict[str, Any]) -> None:
        try:
            self.plans[name] = plan("matrix", model="meta-llama/Llama-3.1-8B", **asked)
        except RequestError as error:
            self.skipped[f"{error.field or 'job'}: {_without_figures(error.message)}"] += 1


def _without_figures(message: str) -> str:
    return " ".join("N" if any(char.isdigit() for char in word) else word for word in message.split())


def matrix() -> Matrix:
    """All of it, about a thousand jobs."""
    found = Matrix()
    for site in load_clusters(MACHINE, state_dir=Path("/state")):
        for partition in site.partitions:
            for gpus, nodes in _sizes(partition):
                base = _place(site, partition, gpus, nodes)
                for name, training in _jobs():
                    found.add(f"{site.name}-{partition.name}-{nodes}x{gpus}-{name}", {**base, **training})
    return found


def _sizes(partition: Partition) -> Iterator[tuple[int, int]]:
    """GPUs a node and nodes: one GPU, a full node, two nodes, three."""
    if partition.gpu is None:
        yield from ((0, 1), (0, 2))
        return
    whole = partition.gpus_per_node
    yield from dict.fromkeys([(1, 1), (whole, 1), (whole, 2), (whole, 3)])


def _place(site: Cluster, partition: Partition, gpus: int, nodes: int) -> dict[str, Any]:
    place: dict[str, Any] = {"cluster": site.name, "partition": partition.name, "nodes": nodes, "gpus_per_node": gpus}
    if not gpus:
        place["processes_per_node"] = 2
    return {**place, "account": site.account_example or "project", "time": "00:10:00"}


def _jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for method, sharding, launcher, version in _TRAINING:
        training = {"method": method, "sharding": sharding, "launcher": launcher}
        if method != "full":
            training["weights_dtype"] = "bf16"
        yield f"{method}-{sharding}{version}-{launcher}", {**training, **_fsdp(version), "max_requeues": 1}
    for backend, launcher in product(("static", "c10d"), ("torchrun", "accelerate")):
        yield f"{launcher}-{backend}", {"sharding": "ddp", "launcher": launcher, "rdzv_backend": backend}
    yield "never", {"sharding": "ddp", "resume": "never"}
    yield "inference", {"task": "inference", "processes_per_node": None}
    for sharding, launcher in (("ddp", "auto"), ("ddp", "srun"), ("fsdp", "auto"), ("fsdp", "torchrun")):
        own = {
            "task": "script",
            "command": 'python3 -u train.py --note "it\'s" --data "$HOME/x y"',
            "files": ("train.py",),
        }
        yield f"script-{sharding}-{launcher}", {**own, "sharding": sharding, "launcher": launcher}


def _fsdp(version: int) -> dict[str, Any]:
    return {"fsdp": Fsdp(version=1 if version == 1 else 2)}
