"""The machine that the embedded Slurm runs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class MachineGpu:
    """One GPU as the vendor's tool names it; `memory_bytes` is what that tool reports."""

    name: str
    memory_bytes: int
    vendor: Literal["nvidia", "amd"]


@dataclass(frozen=True)
class Machine:
    """Cores this process may use, memory in bytes, GPUs in the vendor's order; `hf_home` is HF_HOME where it is set."""

    hostname: str
    cpus: int
    memory_bytes: int
    gpus: tuple[MachineGpu, ...] = ()
    hf_home: str | None = None
