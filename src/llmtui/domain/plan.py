"""Plan: a JobSpec with nothing left open. Estimate, render, lint and search see only Plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .cluster import Cluster, Gpu, Partition
from .job import JobSpec, Method, Sharding
from .model import ModelSpec
from .site import Software

ResolvedLauncher = Literal["torchrun", "accelerate", "srun", "python"]
MixedPrecision = Literal["no", "bf16", "fp16"]


@dataclass(frozen=True)
class Plan:
    """Where and how one job runs.

    `processes_per_node` ranks on each of `nodes` nodes, `gpus_per_node` GPUs there (0: CPU ranks). `cpus_per_task`
    belongs to one Slurm task, and there is one task a node unless the launcher is srun. `capacity_bytes` is the
    memory one rank can fill: a GPU's, or this rank's share of the host RAM where there is no GPU. `host_bytes` is the
    host RAM of one node that the job gets, None where the site does not say. `sig_time` is how many seconds before
    its end the job is told to save, 0 when it is not told. `assumed` names every value that was
    filled in and why, keyed by the dotted job-file key.
    """

    spec: JobSpec
    model: ModelSpec
    cluster: Cluster
    partition: Partition
    software: Software | None
    gpu: Gpu | None
    account: str | None
    nodes: int
    gpus_per_node: int
    processes_per_node: int
    cpus_per_task: int | None
    memory_per_node_bytes: int | None
    time_s: int
    launcher: ResolvedLauncher
    method: Method
    sharding: Sharding
    mixed_precision: MixedPrecision
    capacity_bytes: int | None
    host_bytes: int | None
    rdzv_backend: Literal["static", "c10d"] = "static"
    sig_time: int = 0
    assumed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()

    @property
    def resumes(self) -> bool:
        """Whether the job can be stopped early and go on later from its newest checkpoint."""
        return self.spec.task == "finetune" and self.spec.training.resume == "auto"

    @property
    def whole_nodes(self) -> bool:
        """Whether the job has every GPU of its nodes."""
        return 0 < self.gpus_per_node == self.partition.gpus_per_node

    @property
    def world_size(self) -> int:
        """Ranks over all nodes."""
        return self.nodes * self.processes_per_node

    @property
    def device(self) -> Literal["cuda", "cpu"]:
        """PyTorch's device type; ROCm GPUs are "cuda" too."""
        return "cuda" if self.gpu is not None else "cpu"

    @property
    def global_batch_size(self) -> int:
        """Rows per optimizer step over all ranks."""
        training = self.spec.training
        return training.per_device_train_batch_size * training.gradient_accumulation_steps * self.world_size
