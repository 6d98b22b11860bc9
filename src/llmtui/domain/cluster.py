"""A cluster as far as fitting, rendering and submitting need to know it; what is unknown is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ..errors import UnknownNameError

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Gpu:
    """One GPU as PyTorch sees it (a GCD on MI250X).

    `label_gb` is the figure on the box, in GB; `torch_total_bytes` what torch reports as the device's total
    memory; `bf16` whether the GPU computes bfloat16 natively; `source` where the figures come from.
    """

    name: str
    title: str
    vendor: Literal["nvidia", "amd"]
    label_gb: int
    torch_total_bytes: int | None
    bf16: bool
    source: str

    @property
    def capacity_bytes(self) -> int:
        """What a job can fill: torch's total where it is known, else the label read as GB."""
        return self.torch_total_bytes if self.torch_total_bytes is not None else self.label_gb * 1000**3


@dataclass(frozen=True)
class Partition:
    """One partition and its limits; `gpu` None means CPUs only.

    Sizes in bytes, times in seconds. `gres_type` is the site's own word in --gres (v100, gh200); the request
    template of the cluster says how GPUs are asked for.
    """

    name: str
    max_time_s: int | None = None
    min_nodes: int = 1
    max_nodes: int | None = None
    gpu: Gpu | None = None
    gres_type: str | None = None
    gpus_per_node: int = 0
    min_gpus: int | None = None
    max_gpus: int | None = None
    whole_nodes: bool = False
    cpus_per_node: int | None = None
    cpus_per_gpu: int | None = None
    memory_per_node_bytes: int | None = None
    memory_per_gpu_bytes: int | None = None
    purpose: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Software:
    """How a job gets Python with the Hugging Face stack on a cluster.

    `setup` are shell lines of the site (module use, module load); `run_prefix` the words put before `python` or the
    launcher inside a task (a container's `singularity run $SIF`), empty where modules are enough.
    """

    name: str
    setup: tuple[str, ...]
    run_prefix: str = ""
    versions: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    source: str = ""


@dataclass(frozen=True)
class Cluster:
    """One Slurm cluster.

    `gpu_request` is how GPUs are asked for: "gres" (--gres=gpu:TYPE:N) or "gpus-per-node"; `memory_request` which
    memory option the site wants: "none", "mem" (per node) or "mem-per-gpu". `run_root` is the folder for run folders,
    a template over {account} and {user}; `hf_home` the same for HF_HOME. `env` is exported in every job.
    `poll_floor_s` is the least number of seconds between two squeue calls. `embedded` marks the Slurm that llmtui
    carries itself. `sources` holds a source line per fact group.
    """

    name: str
    title: str
    status: Literal["active", "retired"] = "active"
    successor: str | None = None
    status_note: str = ""
    arch: str = "x86_64"
    login_host: str | None = None
    account_required: bool = True
    account_example: str = ""
    partitions: tuple[Partition, ...] = ()
    default_partition: str = ""
    gpu_request: Literal["gres", "gpus-per-node"] = "gres"
    memory_request: Literal["none", "mem", "mem-per-gpu"] = "none"
    software: tuple[Software, ...] = ()
    run_root: str = ""
    hf_home: str | None = None
    env: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    internet_on_compute: bool | None = None
    poll_floor_s: int = 10
    embedded: bool = False
    disk_quota_bytes: int | None = None
    notes: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: _EMPTY)

    def partition(self, name: str | None) -> Partition:
        """The partition of that name, or the default one for None. Raises UnknownNameError."""
        wanted = name or self.default_partition
        for partition in self.partitions:
            if partition.name == wanted:
                return partition
        known = [partition.name for partition in self.partitions]
        raise UnknownNameError.of(f"partition on {self.name}", wanted, known, field="placement.partition")
