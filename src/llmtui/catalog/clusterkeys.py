"""The keys of a cluster file, as pydantic checks them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..errors import RequestError
from ..units import parse_time_limit

_SIZE = re.compile(r"(?P<figure>[0-9]{1,9}(?:\.[0-9]{1,6})?) ?(?P<unit>[KMGT]i?B)")
_UNITS = {
    f"{prefix}{kind}B": base**power
    for kind, base in (("", 1000), ("i", 1024))
    for power, prefix in enumerate("KMGT", 1)
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE = re.compile(r"/|\$[A-Z_]+(?:/|$)")
_IN_REQUEST = frozenset({"type", "gpus_per_node", "gpus", "nodes"})


def _bytes(value: object) -> int:
    """A bare number is GiB; text carries its unit: 217 GiB, 50 TB."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 10**9:
        return round(value * 1024**3)
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("is not a size; allowed: for example 217 GiB or 50 TB")
    return int(float(match["figure"]) * _UNITS[match["unit"]])


def _seconds(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("is not a time; allowed: HH:MM:SS or D-HH:MM:SS")
    try:
        return parse_time_limit(value)
    except RequestError as error:
        raise ValueError(f"is not a time: {error.message}") from error


def _template(value: object) -> object:
    if isinstance(value, str):
        unknown = [name for name in _PLACEHOLDER.findall(value) if name not in {"account", "user"}]
        if unknown:
            raise ValueError(f"has an unknown placeholder {{{unknown[0]}}}; allowed: {{account}}, {{user}}")
        if not _ABSOLUTE.match(value):
            raise ValueError("is not an absolute path; it begins with / or with a variable of the site, $SCRATCH/")
    return value


def _request(value: object) -> object:
    if isinstance(value, str):
        unknown = [name for name in _PLACEHOLDER.findall(value) if name not in _IN_REQUEST]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in sorted(_IN_REQUEST))
            raise ValueError(f"has an unknown placeholder {{{unknown[0]}}}; allowed: {known}")
    return value


Bytes = Annotated[int, BeforeValidator(_bytes)]
Seconds = Annotated[int, BeforeValidator(_seconds)]
Template = Annotated[str, BeforeValidator(_template)]
#: What may stand in a line of #SBATCH without quotes.
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Count = Annotated[int, Field(ge=1)]
#: Slurm's constraint language: features with & | ! ( ) [ ] * and counts.
Constraint = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:&|!()\[\]*,-]+$")]
#: One option of a Slurm command.
Option = Annotated[str, Field(pattern=r"^--[a-z][a-z-]*(=[A-Za-z0-9_.,:/=+-]+)?$")]
#: The same as a template.
Request = Annotated[str, Field(pattern=r"^--[a-z][a-z-]*=[A-Za-z0-9_.,:{}=+-]+$"), BeforeValidator(_request)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9<>_.-]+$")]
Fingerprint = Annotated[str, Field(pattern=r"^SHA256:[A-Za-z0-9+/]{43}$")]
#: Free text, or names of entries in `pages`.
Source = str | list[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TimeEntry(_Strict):
    """One entry of a `max_time` that depends on the number of nodes."""

    max_nodes: Count | None = None
    max_time: Seconds


class PartitionEntry(_Strict):
    """One entry of `partitions`; the keys are Partition's, sizes and times as people write them.

    `partition` is Slurm's name where it is not `name`; null where the site has none.
    """

    name: Word
    partition: Word | None = None
    qos: Word | None = None
    constraint: Constraint | None = None
    purpose: str = ""
    test: bool = False
    max_time: Seconds | list[TimeEntry] | None = None
    default_time: Seconds | None = None
    min_nodes: Count = 1
    max_nodes: Count | None = None
    gpu: str | None = None
    gres_type: Word | None = None
    gpu_request: list[Request] | None = None
    gpus_per_node: Annotated[int, Field(ge=0)] = 0
    min_gpus: Count | None = None
    max_gpus: Count | None = None
    whole_nodes: bool = False
    cpus_per_node: Count | None = None
    cpus_per_gpu: Count | None = None
    cpus_exact: bool = False
    memory_per_node: Bytes | None = None
    memory_per_gpu: Bytes | None = None
    note: str = ""
    source: Source = ""


class ContainerEntry(_Strict):
    """`container` of a software entry."""

    image: str = Field(pattern=r"^/")
    run: str = "singularity run"
    binds: list[str] = []


class SoftwareEntry(_Strict):
    """One entry of `software`."""

    name: str = Field(min_length=1)
    setup: list[str] = []
    container: ContainerEntry | None = None
    srun_options: list[Option] = []
    torchrun_options: list[Option] = []
    env: dict[Variable, str] = {}
    versions: dict[str, str] = {}
    arch: str | None = None
    note: str = ""
    source: Source = ""


class LaunchEntry(_Strict):
    """`launch`: how ranks are started there."""

    launcher: Literal["torchrun", "accelerate", "srun"] | None = None
    srun_options: list[Option] = []
    task_per_gpu: list[Option] = []
    cpu_bind: Annotated[str, Field(pattern=r"^[a-z_]+:[0-9a-fx,]+$")] = ""
    host_suffix: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]*$")] = ""
    source: Source = ""


class AuthEntry(_Strict):
    """`auth`: how users prove who they are."""

    methods: list[Literal["key", "certificate", "agent", "keyboard-interactive"]] = []
    lifetime_h: Count | None = None
    certificate_file: str | None = None
    renew: str = ""
    note: str = ""
    source: Source = ""


class StorageEntry(_Strict):
    """One entry of `storage`."""

    name: str = Field(min_length=1)
    path: Template | None = None
    quota: Bytes | None = None
    files: Count | None = None
    purge_days: Count | None = None
    note: str = ""
    source: Source = ""


class BillingEntry(_Strict):
    """`billing`: what a job costs, in the site's own unit."""

    unit: str = Field(min_length=1)
    formula: str = ""
    note: str = ""
    source: Source = ""


class ClusterFile(_Strict):
    """The keys of a cluster file. What is left out is not known."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    status: Literal["active", "retired"] = "active"
    successor: str | None = None
    status_note: str = ""
    arch: str = "x86_64"
    login_host: Host | None = None
    login_hosts: list[Host] = []
    jump_host: Host | None = None
    user_format: str = ""
    host_keys: list[Fingerprint] = []
    auth: AuthEntry | None = None
    slurm_version: str | None = None
    account_required: bool | None = None
    account_example: str = ""
    default_partition: str
    partitions: list[PartitionEntry] = Field(min_length=1)
    gpu_request: list[Request] = ["--gres=gpu:{type}:{gpus_per_node}"]
    memory_request: Literal["none", "mem", "mem-per-gpu"] = "none"
    software: list[SoftwareEntry] = []
    launch: LaunchEntry = LaunchEntry()
    run_root: Template | None = None
    hf_home: Template | None = None
    env: dict[Variable, str] = {}
    network_env: dict[Variable, str] = {}
    internet_on_login: Literal["yes", "no", "proxy"] | None = None
    internet_on_compute: Literal["yes", "no", "proxy"] | None = None
    download: str = ""
    storage: list[StorageEntry] = []
    quota_command: str = ""
    billing: BillingEntry | None = None
    poll_floor_s: Count = 10
    embedded: bool = False
    disk_quota: Bytes | None = None
    unknown: list[str] = []
    notes: list[str] = []
    pages: dict[str, str] = {}
    sources: dict[str, Source] = {}
