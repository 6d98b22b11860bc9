"""The keys of a cluster file, as pydantic checks them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .clusterentries import (
    ArchWord,
    AuthEntry,
    BillingEntry,
    ContainerEntry,
    LaunchEntry,
    MemoryWord,
    PartitionEntry,
    SoftwareEntry,
    StorageEntry,
    TimeEntry,
)
from .clustertypes import Bytes, Count, Fingerprint, Host, Request, Source, Strict, Template, Variable
from .gpus import GpuEntry

__all__ = [
    "AuthEntry",
    "BillingEntry",
    "ClusterFile",
    "ContainerEntry",
    "LaunchEntry",
    "PartitionEntry",
    "SoftwareEntry",
    "Source",
    "StorageEntry",
    "TimeEntry",
]

#: Whether the hub is reached.
_Reach = Literal["yes", "no", "proxy"]


class ClusterFile(Strict):
    """One cluster. What is left out is not known; nothing is filled in by guesswork."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] = Field(
        description="What job files call the cluster: placement.cluster."
    )
    extends: str | None = Field(
        default=None,
        description="The name of a shipped cluster that this file changes: groups key by key, partitions, software "
        "and storage by their names; other lists are replaced.",
    )
    title: str = Field(description="The cluster's full name.")
    status: Literal["active", "retired"] = Field(default="active", description="retired: it runs no jobs any more.")
    successor: str | None = Field(default=None, description="The name of the cluster to use in its place.")
    status_note: str = Field(default="", description="Dates of opening, closing or change.")
    arch: ArchWord = Field(default="x86_64", description="The architecture of the nodes, as uname -m says it.")
    login_host: Host | None = Field(
        default=None, description="The usual login host; <project> stands for the user's own."
    )
    login_hosts: list[Host] = Field(default=[], description="All hosts that lead in, single login nodes among them.")
    jump_host: Host | None = Field(default=None, description="The host in between (ProxyJump).")
    user_format: str = Field(default="", description="What user names look like, where that matters.")
    host_keys: list[Fingerprint] = Field(
        default=[], description="Fingerprints of the login hosts' keys, as the site has them."
    )
    auth: AuthEntry | None = Field(default=None, description="How users prove who they are.")
    slurm_cluster_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")] | None = Field(
        default=None, description="Slurm's own name for the cluster (ClusterName), where it is not the name above."
    )
    slurm_version: str | None = Field(default=None, description="Slurm's version there, in quotes.")
    account_required: bool | None = Field(default=None, description="Whether a job needs --account.")
    account_example: str = Field(default="", description="What an account looks like.")
    default_partition: str = Field(description="The partition of a job that names none: a test partition if there is.")
    partitions: list[PartitionEntry] = Field(min_length=1, description="The ways into the queue.")
    gpu_request: list[Request] = Field(
        default=["--gres=gpu:{type}:{gpus_per_node}"],
        description="Options that ask for GPUs, over {type}, {gpus_per_node}, {gpus} (of the job) and {nodes}.",
    )
    memory_request: MemoryWord = Field(
        default="none", description="The memory option of a job: --mem, --mem-per-gpu or none."
    )
    gpus: list[GpuEntry] = Field(default=[], description="GPUs that the catalogue lacks.")
    software: list[SoftwareEntry] = Field(
        default=[], description="Ways to Python with the Hugging Face stack, the best first."
    )
    launch: LaunchEntry = Field(default_factory=LaunchEntry, description="How ranks are started there.")
    run_root: Template | None = Field(default=None, description="The folder that run folders are made in.")
    hf_home: Template | None = Field(default=None, description="HF_HOME: where models and data sets are kept.")
    env: dict[Variable, str] = Field(default={}, description="Variables of every job.")
    network_env: dict[Variable, str] = Field(default={}, description="Variables of jobs on several nodes.")
    interconnect: str = Field(default="", description="The network between nodes.")
    internet_on_login: _Reach | None = Field(default=None, description="Whether login nodes reach the internet.")
    internet_on_compute: _Reach | None = Field(default=None, description="Whether compute nodes reach the internet.")
    download: str = Field(default="", description="How models get there where compute nodes have no internet.")
    download_partition: str | None = Field(
        default=None, description="The partition whose jobs fetch models, where the site wants that done in a job."
    )
    storage: list[StorageEntry] = Field(default=[], description="File systems with their quotas.")
    quota_command: str = Field(default="", description="The site's command that shows quotas.")
    billing: BillingEntry | None = Field(default=None, description="What a job costs.")
    min_poll_seconds: Count = Field(default=10, description="The fewest seconds between two looks at the queue.")
    embedded: bool = Field(default=False, description="The Slurm that llmtui carries itself; the cluster local only.")
    disk_quota: Bytes | None = Field(default=None, description="The quota of the file system that run_root is on.")
    unknown: list[str] = Field(default=[], description="What was looked for and not found, in words for the user.")
    notes: list[str] = Field(default=[], description="What a user should know besides.")
    pages: dict[str, str] = Field(
        default={}, description="Sources by a short name: document, its date, when it was read."
    )
    sources: dict[str, Source] = Field(default={}, description="For each key above, the pages that its value is from.")
