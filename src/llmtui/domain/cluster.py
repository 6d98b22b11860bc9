"""A cluster as far as fitting, rendering and submitting need to know it; what is unknown is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ..errors import UnknownNameError
from .site import Auth, Billing, Internet, LaunchHints, MemoryRequest, Software, Storage

_EMPTY: Mapping[str, str] = MappingProxyType({})
#: The cluster of a job that names none: the embedded Slurm of this machine.
DEFAULT_CLUSTER = "local"


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
class TimeByNodes:
    """The longest time, in seconds, of a job on at most `max_nodes` nodes (None: on any number)."""

    max_nodes: int | None
    max_time_s: int


@dataclass(frozen=True)
class Partition:
    """One way into a cluster's queue, and its limits; `gpu` None means CPUs only.

    `name` is what a job file calls it. Slurm is told `slurm_partition`, `qos` and `constraint`, each only where it is
    set: some sites have QOS or constraints in the place of partitions. Sizes in bytes, times in seconds. `gres_type`
    is the site's own word in --gres (v100, gh200); `gpu_request` overrides the cluster's template. `max_time_s` is
    the longest time of all, `times` how it depends on the number of nodes. `cpus_exact`: a job must ask for
    `cpus_per_gpu`, neither more nor less. `memory_per_gpu_bytes` is host memory that a job can fill, without the
    GPU's own where Slurm counts both. `arch`, `login_host`, `memory_request` and `billing` are set where the partition
    differs from its cluster.
    """

    name: str
    slurm_partition: str | None = None
    qos: str | None = None
    constraint: str | None = None
    max_time_s: int | None = None
    times: tuple[TimeByNodes, ...] = ()
    default_time_s: int | None = None
    min_nodes: int = 1
    max_nodes: int | None = None
    gpu: Gpu | None = None
    gres_type: str | None = None
    gpu_request: tuple[str, ...] | None = None
    gpus_per_node: int = 0
    min_gpus: int | None = None
    max_gpus: int | None = None
    whole_nodes: bool = False
    cpus_per_node: int | None = None
    cpus_per_gpu: int | None = None
    cpus_exact: bool = False
    memory_per_node_bytes: int | None = None
    memory_per_gpu_bytes: int | None = None
    arch: str | None = None
    login_host: str | None = None
    memory_request: MemoryRequest | None = None
    billing: Billing | None = None
    test: bool = False
    purpose: str = ""
    note: str = ""
    source: str = ""

    def longest(self, nodes: int) -> int | None:
        """The time limit in seconds of a job on this many nodes, None where it is not known."""
        for limit in self.times:
            if limit.max_nodes is None or nodes <= limit.max_nodes:
                return limit.max_time_s
        return self.max_time_s


@dataclass(frozen=True)
class Cluster:
    """One Slurm cluster.

    `gpu_request` are the options that ask for GPUs, over {type}, {gpus_per_node}, {gpus} (of the whole job) and
    {nodes}; a template with {type} is used without it where a partition has no gres_type. `run_root` is the folder
    for run folders, a template over {account}, {user} and the site's own variables ($SCRATCH), "" where none is known;
    `hf_home` the same for HF_HOME. `login_hosts` are all names that lead in, `login_host` is the usual one. `env` is
    exported in every job, `network_env` in those that span nodes. `min_poll_seconds` is the least time between two
    looks at the queue. `download` says where models are fetched for nodes without internet, `download_partition`
    the partition whose jobs do it where the site wants a job. `host_keys` are fingerprints as the site publishes them,
    `slurm_cluster_name` what Slurm calls the cluster where that is not its name here. `embedded` marks the Slurm that
    llmtui carries itself. `unknown` names in words what was looked for and not found. `sources` holds a source line per
    fact group.
    """

    name: str
    title: str
    status: Literal["active", "retired"] = "active"
    successor: str | None = None
    status_note: str = ""
    arch: str = "x86_64"
    login_host: str | None = None
    login_hosts: tuple[str, ...] = ()
    jump_host: str | None = None
    user_format: str = ""
    host_keys: tuple[str, ...] = ()
    auth: Auth | None = None
    slurm_cluster_name: str | None = None
    slurm_version: str | None = None
    account_required: bool | None = True
    account_example: str = ""
    partitions: tuple[Partition, ...] = ()
    default_partition: str = ""
    gpu_request: tuple[str, ...] = ("--gres=gpu:{type}:{gpus_per_node}",)
    memory_request: MemoryRequest = "none"
    software: tuple[Software, ...] = ()
    launch: LaunchHints = field(default_factory=LaunchHints)
    run_root: str = ""
    hf_home: str | None = None
    env: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    network_env: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    interconnect: str = ""
    internet_on_login: Internet | None = None
    internet_on_compute: Internet | None = None
    download: str = ""
    download_partition: str | None = None
    storage: tuple[Storage, ...] = ()
    quota_command: str = ""
    billing: Billing | None = None
    min_poll_seconds: int = 10
    embedded: bool = False
    disk_quota_bytes: int | None = None
    unknown: tuple[str, ...] = ()
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

    def arch_of(self, partition: Partition) -> str:
        """The architecture of the partition's nodes, as `uname -m` says it."""
        return partition.arch or self.arch

    def memory_request_of(self, partition: Partition) -> MemoryRequest:
        """The memory option that a job in the partition wants."""
        return partition.memory_request or self.memory_request

    def billing_of(self, partition: Partition) -> Billing | None:
        """How a job in the partition is billed, None where the site does not say."""
        return partition.billing or self.billing

    @property
    def hub_folder(self) -> str:
        """The template of HF_HOME: the site's own place, else one beside the run folders; "" where neither is known."""
        if self.hf_home or self.embedded:
            return self.hf_home or ""
        return f"{self.run_root}/hf-cache" if self.run_root else ""

    @property
    def test_partition(self) -> Partition | None:
        """Where short trials go, None where the site has no such place."""
        return next((partition for partition in self.partitions if partition.test), None)
