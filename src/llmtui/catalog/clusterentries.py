"""The groups of keys inside a cluster file; the descriptions are what editors and the documentation show."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from .clustertypes import (
    Bytes,
    CertificateFile,
    Constraint,
    Count,
    Formula,
    Host,
    Option,
    Request,
    Seconds,
    Source,
    Strict,
    Template,
    Variable,
    Word,
)

_SOURCE = "Where the facts of this entry are from: names of entries in pages, or free text."
_NOTE = "What a user should know besides, in a sentence."

MemoryWord = Literal["none", "mem", "mem-per-gpu"]
ArchWord = Literal["x86_64", "aarch64", "ppc64le"]
ARCHITECTURES: tuple[str, ...] = get_args(ArchWord)


class TimeEntry(Strict):
    """One step of a `max_time` that depends on the number of nodes."""

    max_nodes: Count | None = Field(
        default=None, description="Up to this many nodes; left out in the last step: any number."
    )
    max_time: Seconds = Field(description="The longest time of a job on that many nodes.")


class BillingEntry(Strict):
    """`billing`: what a job costs, in the site's own unit."""

    unit: str = Field(min_length=1, description="What the site counts in, for example GPU BU or node-hours.")
    formula: Formula = Field(
        default="",
        description="The cost of a whole job: arithmetic (+ - * /, ceil, max, min) over gpus, cores, mem_gib, "
        "nvme_gib, nodes and hours. Left out where the site states none.",
    )
    note: str = Field(default="", description=_NOTE)
    source: Source = Field(default="", description=_SOURCE)


class PartitionEntry(Strict):
    """One entry of `partitions`: one way into the queue, by partition, QOS or constraint."""

    name: Word = Field(description="What job files call it: placement.partition.")
    partition: Word | None = Field(
        default=None, description="Slurm's partition where it is not the name; null where none is to be given."
    )
    qos: Word | None = Field(default=None, description="The QOS that a job asks for here (--qos).")
    constraint: Constraint | None = Field(
        default=None, description="Node features that a job asks for here (--constraint)."
    )
    purpose: str = Field(default="", description="What it is for, in a few words.")
    test: bool = Field(default=False, description="Whether short trials belong here.")
    max_time: Seconds | list[TimeEntry] | None = Field(
        default=None, description="The longest time of a job, or a list where it depends on the number of nodes."
    )
    default_time: Seconds | None = Field(default=None, description="What Slurm takes for a job without --time.")
    min_nodes: Count = Field(default=1, description="The fewest nodes of a job.")
    max_nodes: Count | None = Field(default=None, description="The most nodes of a job.")
    gpu: str | None = Field(
        default=None, description="The GPU's name in llmtui's GPU catalogue; left out for CPU nodes."
    )
    gres_type: Word | None = Field(
        default=None, description="The site's own word for the GPU in a request: v100, gh200."
    )
    gpu_request: list[Request] | None = Field(default=None, description="In the place of the cluster's gpu_request.")
    gpus_per_node: Annotated[int, Field(ge=0)] = Field(default=0, description="GPUs of one node that a job can have.")
    min_gpus: Count | None = Field(default=None, description="The fewest GPUs of a job, over all nodes.")
    max_gpus: Count | None = Field(default=None, description="The most GPUs of a job, over all nodes.")
    whole_nodes: bool = Field(default=False, description="Whether jobs get, and pay for, whole nodes only.")
    cpus_per_node: Count | None = Field(default=None, description="Cores of one node that a job can ask for.")
    cpus_per_gpu: Count | None = Field(default=None, description="Cores that a job asks for with each GPU.")
    cpus_exact: bool = Field(default=False, description="Whether exactly cpus_per_gpu has to be asked for.")
    memory_per_node: Bytes | None = Field(default=None, description="Host memory of one node that a job can ask for.")
    memory_per_gpu: Bytes | None = Field(
        default=None,
        description="Host memory that comes with a GPU, without the GPU's own memory where Slurm counts both.",
    )
    memory_request: MemoryWord | None = Field(default=None, description="In the place of the cluster's memory_request.")
    arch: ArchWord | None = Field(default=None, description="In the place of the cluster's arch.")
    login_host: Host | None = Field(default=None, description="In the place of the cluster's login_host.")
    billing: BillingEntry | None = Field(default=None, description="In the place of the cluster's billing.")
    note: str = Field(default="", description=_NOTE)
    source: Source = Field(default="", description=_SOURCE)


class ContainerEntry(Strict):
    """`container` of a software entry."""

    image: str = Field(pattern=r"^/", description="Path of the image on the cluster.")
    run: Annotated[str, Field(pattern=r"^[A-Za-z][^;&|<>`\r\n]*$")] = Field(
        default="singularity run", description="The words before the image."
    )
    binds: list[str] = Field(default=[], description="Paths of the cluster that are seen inside as well.")


class SoftwareEntry(Strict):
    """One entry of `software`: a way to Python with the Hugging Face stack; the first one is the default."""

    name: str = Field(min_length=1, description="What job files call it: placement.software.")
    setup: list[str] = Field(default=[], description="Shell lines of the site, such as module load.")
    container: ContainerEntry | None = Field(default=None, description="The container that ranks run in.")
    srun_options: list[Option] = Field(default=[], description="Options of every srun with this software.")
    torchrun_options: list[Option] = Field(default=[], description="Options of a torchrun that has a whole node.")
    env: dict[Variable, str] = Field(default={}, description="Variables, over {account}, {user} and {job}.")
    versions: dict[str, str] = Field(default={}, description="Versions by package name; module is the module's own.")
    arch: ArchWord | None = Field(default=None, description="The only architecture that it runs on.")
    note: str = Field(default="", description=_NOTE)
    source: Source = Field(default="", description=_SOURCE)


class LaunchEntry(Strict):
    """`launch`: how ranks are started there."""

    launcher: Literal["torchrun", "accelerate", "srun"] | None = Field(
        default=None, description="The launcher that the site advises for data-parallel training."
    )
    srun_options: list[Option] = Field(default=[], description="Options of every srun.")
    task_per_gpu: list[Option] = Field(default=[], description="Options of an srun that starts one task a GPU.")
    cpu_bind: Annotated[str, Field(pattern=r"^[a-z_]+:[0-9a-fx,]+$")] = Field(
        default="", description="srun's --cpu-bind for whole nodes with a task a GPU."
    )
    host_suffix: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]*$")] = Field(
        default="", description="What makes the first node's name go over the fast network."
    )
    source: Source = Field(default="", description=_SOURCE)


class AuthEntry(Strict):
    """`auth`: how users prove who they are."""

    methods: list[Literal["key", "certificate", "agent", "keyboard-interactive"]] = Field(
        default=[], description="SSH's words; keyboard-interactive are prompts for passwords and one-time codes."
    )
    lifetime_h: Count | None = Field(default=None, description="Hours that a certificate lives.")
    certificate_file: CertificateFile | None = Field(
        default=None, description="Where the certificate lies; {key} is the private key's path."
    )
    renew: str = Field(default="", description="The command or page that makes a new certificate.")
    note: str = Field(default="", description=_NOTE)
    source: Source = Field(default="", description=_SOURCE)


class StorageEntry(Strict):
    """One entry of `storage`: a file system."""

    name: str = Field(min_length=1, description="The site's word for it: home, scratch.")
    path: Template | None = Field(
        default=None, description="Its path, over {account}, {user} and the site's variables."
    )
    quota: Bytes | None = Field(default=None, description="How much it holds, for a user or a project.")
    files: Count | None = Field(default=None, description="How many files it holds.")
    purge_days: Count | None = Field(default=None, description="Days after which unused files are removed.")
    note: str = Field(default="", description=_NOTE)
    source: Source = Field(default="", description=_SOURCE)
