"""MemoryEstimate: bytes per GPU by component and by phase, host RAM, disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Verdict = Literal["fits", "tight", "does_not_fit", "unknown"]
Evidence = Literal["traced", "validated", "extrapolated", "unknown_model"]

#: Components of the peak, in the order in which the bar stacks them.
COMPONENTS = ("weights", "gradients", "optimizer", "activations", "logits", "kv_cache", "buffers")


@dataclass(frozen=True)
class MemoryEstimate:
    """All figures in bytes, of the fullest GPU (or CPU rank).

    `sizes` are whole sizes whenever they live (weights, gradients, optimizer, lora, kv_cache). `peak` holds what is
    alive at the moment of the peak, one entry for each of COMPONENTS, adding up to `peak_allocated`, the largest of
    a step's phases and of saving. `total` is the largest of all phases plus `overhead`; `band` its low and high
    bound. `capacity` is what one GPU (or CPU rank) can fill, None where unknown.
    """

    model: str
    parameters: int
    trainable_parameters: int
    sizes: Mapping[str, int]
    peak: Mapping[str, int]
    peak_allocated: int
    overhead: int
    total: int
    phases: Mapping[str, int]
    peak_phase: str
    host_ram: int
    host_capacity: int | None
    disk: int
    disk_capacity: int | None
    capacity: int | None
    capacity_label: str
    verdict: Verdict
    band: tuple[int, int]
    evidence: Evidence
    rule_of_thumb: int
    per_device: tuple[int, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The object that `llmtui estimate --json` prints, keys as the command line promises them."""
        per_gpu = {name: self.peak.get(name, 0) for name in COMPONENTS}
        return {
            "model": self.model,
            "parameters": self.parameters,
            "trainable_parameters": self.trainable_parameters,
            "sizes": dict(self.sizes),
            "per_gpu": {
                **per_gpu,
                "peak_allocated": self.peak_allocated,
                "overhead": self.overhead,
                "total": self.total,
            },
            "phases": dict(self.phases),
            "peak_phase": self.peak_phase,
            "host_ram": self.host_ram,
            "host_capacity": self.host_capacity,
            "disk": self.disk,
            "disk_capacity": self.disk_capacity,
            "capacity": self.capacity,
            "verdict": self.verdict,
            "fits": self.verdict in {"fits", "tight"},
            "band": list(self.band),
            "evidence": self.evidence,
            "rule_of_thumb": self.rule_of_thumb,
            "per_device": list(self.per_device),
            "assumed": dict(self.assumed),
            "warnings": list(self.warnings),
        }
