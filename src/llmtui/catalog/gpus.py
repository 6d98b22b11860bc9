"""The GPU catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..domain.cluster import Gpu
from ..errors import CatalogError
from ..units import GIB
from .data import data_root
from .jsonio import read_object
from .problems import dotted, problems


class GpuEntry(BaseModel):
    """One GPU of a file; `torch_total_gib` absent where nobody reported it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1, description="What job files and partitions call it.")
    title: str = Field(description="The maker's name.")
    vendor: Literal["nvidia", "amd"] = Field(description="Whether CUDA or ROCm drives it.")
    label_gb: int = Field(gt=0, description="The memory on the label, in GB.")
    torch_total_gib: float | None = Field(
        default=None, gt=0, description="The memory that torch reports, in GiB; absent where nobody said."
    )
    bf16: bool = Field(description="Whether it computes bfloat16 by itself.")
    source: str = Field(min_length=1, description="Where this is from.")

    def gpu(self) -> Gpu:
        """The entry as domain data."""
        total = None if self.torch_total_gib is None else round(self.torch_total_gib * GIB)
        return Gpu(self.name, self.title, self.vendor, self.label_gb, total, self.bf16, self.source)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    about: str = ""
    gpus: list[GpuEntry]


@cache
def load_gpus() -> Mapping[str, Gpu]:
    """Every GPU by its name, read once. Raises CatalogError."""
    return read_gpus(data_root() / "assets" / "gpus.json")


def read_gpus(path: Path) -> Mapping[str, Gpu]:
    """The GPUs of one file. Raises CatalogError naming file and key."""
    content = read_object(path, CatalogError)
    try:
        entries = _File.model_validate(content).gpus
    except ValidationError as error:
        first = problems(error.errors(include_url=False), content)[0]
        raise CatalogError(f"{path}: key {dotted(first.path)} {first.text}", hint=first.hint) from error
    return MappingProxyType({entry.name: entry.gpu() for entry in entries})
