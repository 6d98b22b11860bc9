"""The runtime's arguments for a trace, made from the plan."""

from __future__ import annotations

import json
from typing import Any

from ..domain.memory.training import is_masked
from ..domain.plan import Plan
from ..errors import RequestError
from ..runtime.args import TRACE, ArgumentsError, TraceArguments, from_json, to_json

_TRAINING = (
    "method weights_dtype optim per_device_train_batch_size gradient_accumulation_steps max_length "
    "gradient_checkpointing attn_implementation"
).split()
#: Optimizers that are made of torch's own operators (runtime/tracing/build.py).
_TRACED_OPTIMIZERS = frozenset({"adamw_torch", "adamw_torch_fused", "adafactor", "sgd"})
_INFERENCE = "weights_dtype attn_implementation batch_size prompt_tokens max_new_tokens quantization".split()


def trace_json(plan: Plan, events_path: str) -> str:
    """run.json for `python -m llmtui.runtime trace`. Raises RequestError for what cannot be traced."""
    values = _inference(plan) if plan.spec.task == "inference" else _training(plan)
    config = plan.model.config
    if config is None:
        raise RequestError(f"the config of {plan.model.id} is not known, so its class cannot be built", field="model")
    try:
        arguments = from_json(TraceArguments, {**values, "model_config": dict(config), "events_path": events_path})
    except ArgumentsError as error:
        raise RequestError(f"this job cannot be traced: {error}", hint="estimate it without --trace") from error
    return json.dumps({"task": TRACE, "arguments": to_json(arguments)}) + "\n"


def _training(plan: Plan) -> dict[str, Any]:
    training = plan.spec.training
    _refuse(training.optim not in _TRACED_OPTIMIZERS, "training.optim", training.optim, "its kernels need a GPU")
    _refuse(
        training.attn_implementation == "flash_attention_2",
        "training.attn_implementation",
        training.attn_implementation,
        "its package needs a GPU; sdpa keeps the same tensors",
    )
    version = plan.sharding == "fsdp" and training.fsdp.version != 2
    _refuse(version, "training.fsdp.version", str(training.fsdp.version), "only FSDP 2 shards fake tensors")
    lora, quantization = training.lora, training.quantization
    return {
        **{name: getattr(training, name) for name in _TRAINING},
        "task": "finetune",
        "sharding": plan.sharding,
        "world_size": plan.world_size,
        "fsdp_version": training.fsdp.version,
        "fsdp_reshard_after_forward": training.fsdp.reshard_after_forward,
        "mixed_precision": plan.mixed_precision,
        "quantization": "nf4" if plan.method == "qlora" else "none",
        "bnb_4bit_use_double_quant": quantization.bnb_4bit_use_double_quant,
        "prepare_for_kbit_training": quantization.prepare_for_kbit_training,
        "masked": is_masked(training),
        "lora_r": lora.r,
        "lora_alpha": lora.lora_alpha,
        "lora_dropout": lora.lora_dropout,
        "lora_target_modules": lora.target_modules,
    }


def _refuse(wrong: bool, field: str, value: str, why: str) -> None:
    if wrong:
        message = f"{field} {value} cannot be traced: {why}"
        raise RequestError(message, hint="estimate it without --trace", field=field)


def _inference(plan: Plan) -> dict[str, Any]:
    if plan.gpus_per_node > 1:
        raise RequestError(
            "a model spread over several GPUs by device_map cannot be traced",
            hint="trace it with placement.gpus_per_node=1, or estimate it without --trace",
            field="placement.gpus_per_node",
        )
    found = {name: getattr(plan.spec.inference, name) for name in _INFERENCE}
    return {**found, "task": "inference", "bnb_4bit_use_double_quant": False}
