"""estimate(plan): the moments of a job put together into one MemoryEstimate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...units import format_gib
from ..checks import ZERO
from ..linears import adapted_expert_names, adapted_tables
from ..loading import every_rank_reads
from ..plan import Plan
from .generation import device_weights, inference_moments, is_traced, largest_cache_bytes
from .host import disk_bytes, host_ram_bytes, rule_of_thumb_bytes
from .loop import TRAINER, Loop
from .overhead import Overhead, overhead
from .parts import Static
from .saving import saving
from .training import is_masked, static_sizes, training_step
from .types import COMPONENTS, Evidence, MemoryEstimate
from .verdict import verdict

#: Which phase each moment of a step belongs to.
_PHASE = {
    "forward": "forward",
    "head backward": "backward",
    "layer backward": "backward",
    "end of backward": "backward",
    "optimizer": "optimizer",
    "save": "save",
    "prefill": "prefill",
    "decode": "decode",
}


def estimate(plan: Plan, loop: Loop = TRAINER) -> MemoryEstimate:
    """Bytes on the fullest GPU (or CPU rank), host RAM and disk. Pure arithmetic, below a millisecond."""
    static = static_sizes(plan)
    sizes = _sizes(plan, static)
    moments: Mapping[str, Mapping[str, int]]
    if plan.spec.task == "inference":
        moments, exact = inference_moments(plan), is_traced(plan)
    else:
        step = training_step(plan, loop, static)
        # What a user's own loop keeps beside the Trainer's is not known.
        moments, exact = step.moments, step.exact and plan.spec.task != "script"
        moments = {**moments, "save": saving(plan, static)}
    totals = {name: sum(moment.values()) for name, moment in moments.items()}
    peak_moment = max(totals, key=lambda name: totals[name])
    phases = _phases(totals, sizes)
    beside = overhead(plan)
    peak = totals[peak_moment]
    most = max(phases.values())
    total = beside.total(most)
    band = beside.bounds(most, exact=exact and plan.model.known_family)
    host = host_ram_bytes(plan, total, static)
    disk = disk_bytes(plan, static)
    return MemoryEstimate(
        model=plan.model.id,
        parameters=plan.model.parameters,
        trainable_parameters=static.trainable,
        sizes=sizes,
        peak=MappingProxyType({name: moments[peak_moment].get(name, 0) for name in COMPONENTS}),
        peak_allocated=peak,
        overhead=total - most,
        total=total,
        phases=MappingProxyType(phases),
        peak_phase=_PHASE[peak_moment],
        host_ram=host,
        host_capacity=plan.host_bytes,
        disk=disk,
        disk_capacity=plan.cluster.disk_quota_bytes,
        capacity=plan.capacity_bytes,
        capacity_label=_capacity_label(plan),
        verdict=verdict(plan.capacity_bytes, band),
        band=band,
        evidence=_evidence(plan, exact),
        rule_of_thumb=rule_of_thumb_bytes(plan),
        per_device=_per_device(plan, peak, beside),
        assumed=MappingProxyType(_assumed(plan)),
        warnings=(*plan.warnings, *_shortages(plan, host, disk)),
    )


def _phases(totals: Mapping[str, int], sizes: Mapping[str, int]) -> dict[str, int]:
    phases: dict[str, int] = {"load": sizes["weights"]}
    for moment, size in totals.items():
        phases[_PHASE[moment]] = max(phases.get(_PHASE[moment], 0), size)
    return phases


def _sizes(plan: Plan, static: Static) -> Mapping[str, int]:
    generates = plan.spec.task == "inference"
    return MappingProxyType(
        {
            "weights": max(device_weights(plan)) if generates else static.weights,
            "gradients": static.gradients,
            "optimizer": static.optimizer,
            "lora": static.lora,
            "kv_cache": largest_cache_bytes(plan) // max(1, plan.gpus_per_node) if generates else 0,
        }
    )


def _per_device(plan: Plan, peak: int, beside: Overhead) -> tuple[int, ...]:
    if plan.spec.task != "inference" or plan.gpus_per_node < 2:
        return ()
    weights = device_weights(plan)
    shared = peak - max(weights)
    return tuple(beside.total(size + shared) for size in weights)


def _evidence(plan: Plan, exact: bool) -> Evidence:
    if not plan.model.known_family:
        return "unknown_model"
    return "validated" if exact and plan.gpu is not None else "extrapolated"


def _capacity_label(plan: Plan) -> str:
    if plan.gpu is not None:
        return plan.gpu.title
    if plan.processes_per_node == 1:
        return "host RAM, no GPU"
    return f"host RAM, no GPU, shared by {plan.processes_per_node} ranks"


def _assumed(plan: Plan) -> dict[str, str]:
    found = dict(plan.assumed)
    found["padding"] = _padding(plan)
    if plan.gpu is None:
        found["overhead"] = "a Python process with torch takes 0.6 GiB; allocator slack on a CPU is not known well"
    else:
        found["overhead"] = f"device context and slack of {plan.gpu.vendor} GPUs as published, not measured here"
        found["host_ram"] = "3 GiB for a process that drives a GPU" + _readers(plan)
    if plan.method != "full" and adapted_expert_names(plan.model, plan.spec.training.lora.target_modules):
        found["training.lora.target_modules"] = "experts have adapters; what these keep of a step is not reckoned"
    if plan.method != "full" and adapted_tables(plan.spec.training.lora.target_modules):
        found["training.lora.target_modules"] = "what adapters on embedding or head keep of a step is not reckoned"
    if "quantization_config" in (plan.model.config or {}):
        found["quantization_config"] = "the checkpoint is quantized; reckoned with its weights in weights_dtype"
    if plan.model.parts:
        found["model"] = f"its text part alone, without {' and '.join(plan.model.parts)}"
    if plan.sharding in ZERO:
        found["training.sharding"] = "DeepSpeed's own sizes: 500 million elements in its reduce bucket, by its sources"
    if plan.sharding == "fsdp" and plan.method == "qlora":
        found["training.sharding"] = "packed weights divided, their scales whole on every rank (bitsandbytes)"
    if not plan.model.known_family:
        found["model_type"] = f"{plan.model.model_type} is not known here: reckoned like llama from its config.json"
    return found


def _readers(plan: Plan) -> str:
    why = every_rank_reads(plan)
    return f"; every rank reads the whole model ({why})" if why else ""


def _padding(plan: Plan) -> str:
    if plan.spec.task == "inference":
        return "no padding"
    mask = "batches are padded, which builds an attention mask" if is_masked(plan.spec.training) else "no mask"
    return f"every row is as long as max_length; {mask}"


def _shortages(plan: Plan, host: int, disk: int) -> list[str]:
    found = []
    if plan.gpu is not None and plan.host_bytes is not None and host > plan.host_bytes:
        found.append(f"host RAM: {format_gib(host)} of {format_gib(plan.host_bytes)} GiB on a node")
    quota = plan.cluster.disk_quota_bytes
    if quota is not None and disk > quota:
        found.append(f"disk: {format_gib(disk)} GiB of a quota of {format_gib(quota)} GiB")
    return found
