"""An estimate with the figures of a trace in place of the closed form's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..plan import Plan
from .host import host_ram_bytes
from .overhead import overhead
from .training import static_sizes
from .types import COMPONENTS, MemoryEstimate
from .verdict import verdict

#: Phases of a steady step; the largest of them is what torch.cuda.max_memory_allocated would say.
_STEADY = ("forward", "backward", "optimizer", "prefill", "decode")


@dataclass(frozen=True)
class Trace:
    """What the runtime's trace found, in bytes; `versions` of the libraries that it ran, `seconds` that it took."""

    parameters: int
    trainable_parameters: int
    phases: Mapping[str, int]
    sizes: Mapping[str, int]
    peak: Mapping[str, int]
    versions: Mapping[str, str]
    seconds: float


def with_trace(plan: Plan, estimate: MemoryEstimate, trace: Trace) -> MemoryEstimate:
    """The estimate with traced phases and components; context, slack and disk stay what they were."""
    phases = {**estimate.phases, **trace.phases}
    steady = {name: phases[name] for name in _STEADY if name in trace.phases}
    peak_phase = max(steady, key=lambda name: steady[name])
    allocated = steady[peak_phase]
    beside = overhead(plan)
    most = max(phases.values())
    band = beside.bounds(most, exact=True)
    total = beside.total(most)
    versions = ", ".join(f"{name} {version}" for name, version in trace.versions.items())
    assumed = {**estimate.assumed, "traced": f"on fake tensors with {versions}"}
    return replace(
        estimate,
        parameters=trace.parameters,
        trainable_parameters=trace.trainable_parameters,
        sizes=MappingProxyType({**estimate.sizes, **trace.sizes}),
        peak=MappingProxyType(_components(estimate, trace, allocated)),
        peak_allocated=allocated,
        phases=MappingProxyType(phases),
        peak_phase=peak_phase,
        overhead=total - most,
        total=total,
        host_ram=host_ram_bytes(plan, total, static_sizes(plan)),
        band=band,
        verdict=verdict(plan.capacity_bytes, band),
        evidence="traced",
        assumed=MappingProxyType(assumed),
    )


def _components(estimate: MemoryEstimate, trace: Trace, allocated: int) -> dict[str, int]:
    """Traced components; where the trace has none (generation), the closed form's with the rest as activations."""
    found = {name: trace.peak.get(name, 0) for name in COMPONENTS}
    if not trace.peak:
        found = {name: estimate.peak.get(name, 0) for name in COMPONENTS}
        found["weights"] = trace.sizes.get("weights", found["weights"])
    found["activations"] += allocated - sum(found.values())
    return found
