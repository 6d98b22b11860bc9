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
        if not value.startswith("/"):
            raise ValueError("is not an absolute path")
    return value


Bytes = Annotated[int, BeforeValidator(_bytes)]
Seconds = Annotated[int, BeforeValidator(_seconds)]
Template = Annotated[str, BeforeValidator(_template)]
#: What may stand in a line of #SBATCH without quotes.
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Count = Annotated[int, Field(ge=1)]
#: Free text, or names of entries in `pages`.
Source = str | list[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PartitionEntry(_Strict):
    """One entry of `partitions`; the keys are Partition's, sizes and times as people write them."""

    name: Word
    purpose: str = ""
    max_time: Seconds | None = None
    min_nodes: Count = 1
    max_nodes: Count | None = None
    gpu: str | None = None
    gres_type: Word | None = None
    gpus_per_node: Annotated[int, Field(ge=0)] = 0
    min_gpus: Count | None = None
    max_gpus: Count | None = None
    whole_nodes: bool = False
    cpus_per_node: Count | None = None
    cpus_per_gpu: Count | None = None
    memory_per_node: Bytes | None = None
    memory_per_gpu: Bytes | None = None
    note: str = ""
    source: Source = ""


class SoftwareEntry(_Strict):
    """One entry of `software`."""

    name: str = Field(min_length=1)
    setup: list[str] = []
    run_prefix: str = ""
    versions: dict[str, str] = {}
    source: Source = ""


class ClusterFile(_Strict):
    """The keys of a cluster file. What is left out is not known."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    status: Literal["active", "retired"] = "active"
    successor: str | None = None
    status_note: str = ""
    arch: str = "x86_64"
    login_host: str | None = None
    account_required: bool = True
    account_example: str = ""
    default_partition: str
    partitions: list[PartitionEntry] = Field(min_length=1)
    gpu_request: Literal["gres", "gpus-per-node"] = "gres"
    memory_request: Literal["none", "mem", "mem-per-gpu"] = "none"
    software: list[SoftwareEntry] = []
    run_root: Template | None = None
    hf_home: Template | None = None
    env: dict[Variable, str] = {}
    internet_on_compute: bool | None = None
    poll_floor_s: Count = 10
    embedded: bool = False
    disk_quota: Bytes | None = None
    notes: list[str] = []
    pages: dict[str, str] = {}
    sources: dict[str, Source] = {}
