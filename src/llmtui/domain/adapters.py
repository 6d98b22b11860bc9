"""What PEFT would refuse of lora.target_modules, or pass over without a word."""

from __future__ import annotations

from ..errors import RequestError
from .job import JobSpec
from .linears import adapted_expert_names, adapted_tables, linears, targeted
from .model import ModelSpec

#: Families with Mamba layers, whose out_proj LoRA cannot adapt (peft's _check_lora_target_modules_mamba).
_MAMBA = frozenset({"nemotron_h"})
_FIELD = "training.lora.target_modules"


def check_adapters(spec: JobSpec, model: ModelSpec) -> None:
    """Raise RequestError (field training.lora.target_modules) where PEFT would end the job."""
    if not _trains_adapters(spec) or not model.known_family:
        return
    modules = spec.training.lora.target_modules
    experts = adapted_expert_names(model, modules)
    found = targeted(model, modules)
    if not found and not experts and not adapted_tables(modules):
        asked = modules if isinstance(modules, str) else ", ".join(modules)
        raise RequestError(
            f"{_FIELD} {asked or '[]'} match no module of {model.id}",
            hint=f"{_choices(model)}a list of {', '.join(_names(model))}",
            field=_FIELD,
        )
    if model.model_type in _MAMBA and any(name == "out_proj" for name, _, _ in found):
        others = (name for name in _names(model) if name != "out_proj")
        raise RequestError(
            f"{_FIELD}: PEFT cannot adapt out_proj of {model.model_type}'s Mamba layers",
            hint=f"a list of {', '.join(others)}",
            field=_FIELD,
        )
    _check_fused(model, experts)


def _check_fused(model: ModelSpec, experts: frozenset[str]) -> None:
    fused = model.moe.expert_names[1:3] if model.moe is not None else ()
    present = [name for name in fused if name in experts]
    if len(present) == 1:
        raise RequestError(
            f"{_FIELD}: {' and '.join(fused)} are one matrix in the experts of {model.model_type}",
            hint="name both, or none of them",
            field=_FIELD,
        )


def unmatched_modules(spec: JobSpec, model: ModelSpec) -> list[str]:
    """Names of a list that no module has, beside others that some have; PEFT passes over them without a word."""
    modules = spec.training.lora.target_modules
    if isinstance(modules, str) or not _trains_adapters(spec) or not model.known_family:
        return []
    present = {name for name in modules if targeted(model, (name,)) or adapted_expert_names(model, (name,))}
    absent = [name for name in modules if name not in {*present, *adapted_tables(modules)}]
    return [f"{_FIELD}: {', '.join(absent)} match no module of {model.id}"] if absent else []


def _trains_adapters(spec: JobSpec) -> bool:
    return spec.trains and spec.training.method != "full"


def _names(model: ModelSpec) -> tuple[str, ...]:
    experts = model.moe.expert_names if model.moe is not None else ()
    return tuple(dict.fromkeys((*(name for name, _, _ in linears(model)), *experts)))


def _choices(model: ModelSpec) -> str:
    return "" if model.model_type in _MAMBA else "all-linear, or "
