"""What stands beside the tensors: device context, communicator buffers, allocator slack; and the band they leave.

GPU figures: CUDA context with lazy loading 0.3 to 0.45 GiB (pytorch PR 86509, issues 107667 and 109888), with cuBLAS up
to 0.7; NCCL 0.5 to 0.7 GiB a process group (NVIDIA/nccl issue 964); RCCL on MI250X about 1 GiB (LUMI-AI-Guide issue
111). Reserved over allocated: 1.03 to 1.15 on one GPU, 1.1 to 1.4 under FSDP (published logs of torchtune, xtuner,
llama-recipes, accelerate).
"""

from __future__ import annotations

from dataclasses import dataclass

from ...units import GIB
from ..checks import ZERO
from ..plan import Plan

_CONTEXT = {"nvidia": 0.5, "amd": 0.6}
_COMMUNICATOR = {"nvidia": 0.6, "amd": 1.0}
#: A Python process with torch and transformers imported, as measured on Linux x86_64 with torch 2.13 for CPU.
_PROCESS_GIB = 0.6


#: What is really allocated, as a part of an estimate by the forms of another family: nine of ten lie between
#: (benchmarks/other_families_forms.py, 11 families by Llama's forms).
OTHER_WAYS = (0.92, 1.18)


@dataclass(frozen=True)
class Overhead:
    """`fixed` bytes and the factors of allocator slack: low, expected, high."""

    fixed: int
    low: float
    expected: float
    high: float

    def bounds(self, peak: int, *, exact: bool) -> tuple[int, int]:
        """Low and high bound of the total for this many allocated bytes; `exact`: they were traced in just this way."""
        low, high = (1.0, 1.0) if exact else OTHER_WAYS
        return int(peak * low * self.low) + self.fixed, int(peak * high * self.high) + self.fixed

    def total(self, peak: int) -> int:
        """The expected total for this many allocated bytes."""
        return int(peak * self.expected) + self.fixed


def overhead(plan: Plan) -> Overhead:
    """The overhead of one rank."""
    if plan.gpu is None:
        return Overhead(int(_PROCESS_GIB * GIB), 0.9, 1.05, 1.3)
    vendor = plan.gpu.vendor
    fixed = _CONTEXT[vendor] + (_COMMUNICATOR[vendor] if plan.world_size > 1 else 0.0)
    slack = (1.1, 1.2, 1.4) if plan.sharding == "fsdp" or plan.sharding in ZERO else (1.03, 1.08, 1.15)
    return Overhead(int(fixed * GIB), *slack)
