"""Other ways of estimating the same rows, written from what their authors publish; results in bytes on one GPU.

guide: CSC's guide to fine-tuning: parameters x bytes x 4 to 6 (5 here), inference x 1.2.
accelerate: Hugging Face accelerate, commands/estimate.py: with Adam 16 bytes a parameter in float32, 8 in mixed
    precision (the largest of its moments); its documentation adds up to 20 % for inference.
deepspeed: DeepSpeed, runtime/zero/stage3.py, estimate_zero3_model_states_mem_needs without offload: 18 bytes a
    parameter over the GPUs and 4 bytes for each parameter of the largest module.
llama_factory: LLaMA-Factory, README, table "Hardware Requirement": 18 (full), 8 (pure bf16), 2 (LoRA), 0.5 (QLoRA 4)
    bytes a parameter; shared out where the job is sharded.
transformer_math: EleutherAI "Transformer Math 101" and cookbook/calc/calc_transformer_mem.py, with the model's own
    number of MLP matrices and key-value heads entered.
hf_mem: hf-mem, inference only: weights and KV cache with grouped heads, of the whole context.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from llmtui.domain.plan import Plan

from .stats import Summary, error_percent, summarise

_BYTES = {"fp32": 4, "bf16": 2, "fp16": 2}

#: DeepSpeed's defaults in the cookbook's script, in elements: allgather bucket, parameters that ZeRO-3 keeps alive.
_BUCKET, _LIVE = 5e8, 1e9


def _inference(plan: Plan) -> bool:
    return plan.spec.task == "inference"


def _full(plan: Plan) -> bool:
    return not _inference(plan) and plan.method == "full"


def _sharded(plan: Plan) -> int:
    return plan.world_size if plan.sharding == "fsdp" else 1


def _weight_bytes(plan: Plan) -> int:
    """Bytes a parameter; mixed precision under FSDP trains fp32 shards."""
    if _inference(plan):
        return _BYTES[plan.spec.inference.weights_dtype]
    if plan.sharding == "fsdp" and plan.mixed_precision != "no":
        return 4
    return _BYTES[plan.spec.training.weights_dtype]


def guide(plan: Plan) -> float | None:
    """Parameters x bytes x 5, or x 1.2 for inference."""
    size = float(plan.model.parameters * _weight_bytes(plan))
    if _inference(plan):
        return 1.2 * size if plan.spec.inference.quantization == "none" else None
    return 5.0 * size / _sharded(plan) if _full(plan) else None


def accelerate(plan: Plan) -> float | None:
    """Adam on the whole model on one GPU."""
    if _inference(plan):
        return guide(plan)
    if not _full(plan) or plan.world_size > 1:
        return None
    pure = plan.spec.training.weights_dtype == "fp32" and plan.mixed_precision == "no"
    return float(plan.model.parameters * (16 if pure else 8))


def deepspeed(plan: Plan) -> float | None:
    """Model states of ZeRO-3; the largest module is the embedding."""
    if not _full(plan):
        return None
    return 4.0 * plan.model.embedding_parameters + 18.0 * plan.model.parameters / _sharded(plan)


def llama_factory(plan: Plan) -> float | None:
    """The table's bytes a parameter."""
    if _inference(plan):
        return None
    pure = plan.spec.training.weights_dtype == "bf16" and plan.mixed_precision == "no"
    per_parameter = {"full": 8.0 if pure else 18.0, "lora": 2.0, "qlora": 0.5}[plan.method]
    return per_parameter * plan.model.parameters / _sharded(plan)


def transformer_math(plan: Plan) -> float | None:
    """States of 18 bytes a parameter in mixed precision (or fp32 and 4 + 4 + 12) and Megatron's activations."""
    if _inference(plan):
        return _transformer_math_inference(plan)
    if not _full(plan):
        return None
    training = plan.spec.training
    ranks, tokens = _sharded(plan), training.max_length * training.per_device_train_batch_size
    held = 4 if training.weights_dtype == "fp32" and plan.mixed_precision == "no" else 2
    states = _cookbook_parameters(plan, training.max_length) * (held + 4 + 12) / ranks
    buffers = held * (_BUCKET + _LIVE) if ranks > 1 else 0.0
    scores = 5 * plan.model.num_attention_heads * training.max_length / plan.model.hidden_size
    per_width = 34 if training.gradient_checkpointing else 34 + scores
    return states + buffers + tokens * plan.model.hidden_size * plan.model.num_hidden_layers * per_width


def _transformer_math_inference(plan: Plan) -> float | None:
    asked, model = plan.spec.inference, plan.model
    if asked.quantization != "none":
        return None
    context = asked.prompt_tokens + asked.max_new_tokens
    weights = _weight_bytes(plan) * _cookbook_parameters(plan, context)
    passing = 34.0 * context * asked.batch_size * model.hidden_size
    cache = 2.0 * model.hidden_size * model.num_hidden_layers * (context + 1) * asked.batch_size
    return weights + passing + cache


def _cookbook_parameters(plan: Plan, length: int) -> float:
    """The script's own count of parameters, with untied tables and learned positions."""
    model = plan.model
    hidden, layers = model.hidden_size, model.num_hidden_layers
    ratio = model.num_key_value_heads / model.num_attention_heads
    matrices = 3 if model.mlp == "gated" else 2
    experts = model.moe.num_experts if model.moe else 1
    width = model.moe.intermediate_size if model.moe else model.intermediate_size
    tables = 2 * model.vocab_size * hidden + hidden * length
    norms = 8 * hidden * layers + 2 * hidden
    return tables + norms + 2 * (1 + ratio) * layers * hidden**2 + experts * matrices * layers * hidden * width


def hf_mem(plan: Plan) -> float | None:
    """Weights and KV cache."""
    asked, model = plan.spec.inference, plan.model
    if not _inference(plan) or asked.quantization != "none":
        return None
    size = _weight_bytes(plan)
    tokens = asked.batch_size * (asked.prompt_tokens + asked.max_new_tokens)
    return float(size * (model.parameters + 2 * model.num_hidden_layers * tokens * _key_value_width(plan)))


def _key_value_width(plan: Plan) -> int:
    return plan.model.num_key_value_heads * plan.model.head_dim


RIVALS: Mapping[str, Callable[[Plan], float | None]] = MappingProxyType(
    {
        "guide's rule": guide,
        "accelerate estimate-memory": accelerate,
        "DeepSpeed ZeRO-3 estimator": deepspeed,
        "LLaMA-Factory table": llama_factory,
        "Transformer Math 101": transformer_math,
        "hf-mem": hf_mem,
    }
)


@dataclass(frozen=True)
class Compared:
    """One way of estimating on the rows that it covers, and llmtui on the same rows."""

    name: str
    theirs: Summary
    ours: Summary


def compare(cases: Sequence[tuple[Plan, float, float]]) -> list[Compared]:
    """Each rival against llmtui; rivals that cover no case are left out.

    A case is a plan, the measured bytes and llmtui's.
    """
    found = []
    for name, rival in RIVALS.items():
        pairs = [(size, measured, ours) for plan, measured, ours in cases if (size := rival(plan)) is not None]
        theirs = summarise([error_percent(size, measured) for size, measured, _ in pairs])
        own = summarise([error_percent(ours, measured) for _, measured, ours in pairs])
        if theirs is not None and own is not None:
            found.append(Compared(name, theirs, own))
    return found


#: Programs that were run on published rows, outside this benchmark, with the row's own settings where they have them:
#: signed errors in per cent by row. vramcalc was built on the rows of its own source (12 and 17).
RUN: Mapping[int, Mapping[str, float]] = MappingProxyType(
    {
        12: {
            "llm-analysis": 45,
            "vramcalc": -0.1,
            "ftuneai": 47,
            "Unsloth Studio": 5,
            "gpu_poor": 16,
            "vram-check": 60,
        },
        17: {"vramcalc": -0.8, "ftuneai": -48, "Unsloth Studio": -37, "gpu_poor": 124},
        20: {
            "llm-analysis": 43,
            "vramcalc": 13,
            "ftuneai": 27,
            "Unsloth Studio": -2,
            "gpu_poor": 59,
            "vram-check": 131,
        },
        22: {"vramcalc": 13, "Unsloth Studio": -39, "ftuneai": -51, "gpu_poor": 70},
        25: {"vramcalc": 0.8, "Unsloth Studio": -45, "ftuneai": -56, "gpu_poor": 55},
        58: {"vramcalc": 62, "Unsloth Studio": -0.2, "ftuneai": 19, "gpu_poor": 460},
        84: {"ftuneai": -40, "Unsloth Studio": -25, "gpu_poor": 119},
        132: {"vramcalc": 5.5, "Unsloth Studio": 0.9, "ftuneai": -8.8, "gpu_poor": 37},
        135: {"vramcalc": 7.0, "Unsloth Studio": 4.0, "ftuneai": 2.8, "gpu_poor": 29},
        146: {"vramcalc": 10, "Unsloth Studio": 2.2, "ftuneai": -7.1, "gpu_poor": 50},
        319: {"llm-analysis": 21, "gpu_poor": 500, "vram-check": 23},
        325: {"llm-analysis": -32, "gpu_poor": 45, "vram-check": 55},
        389: {"llm-analysis": -56, "ftuneai": -46},
        396: {"llm-analysis": -29, "ftuneai": -32},
    }
)

#: The versions of these programs.
RUN_VERSIONS: Mapping[str, str] = MappingProxyType(
    {
        "vramcalc": "0.1.2",
        "Unsloth Studio": "vram_estimation.py, 2026",
        "ftuneai": "0.4.1",
        "llm-analysis": "0.2.2",
        "gpu_poor": "its JavaScript, 2026",
        "vram-check": "0.1.1",
    }
)
