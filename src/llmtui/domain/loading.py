"""Which ranks read the model's weights into host memory."""

from __future__ import annotations

from .plan import Plan

#: model_type whose class saves buffers with its weights (transformers 5.24, register_buffer in models/*/modeling_*.py).
SAVED_BUFFERS = frozenset("apertus deepseek_v3 gemma4_text glm4_moe glm_moe_dsa kimi_k2 minimax_m2 nemotron_h".split())


def cpu_ram_efficient(plan: Plan) -> bool:
    """Whether accelerate can hand the first rank's weights on (fsdp_cpu_ram_efficient_loading).

    It needs GPUs. With FSDP 2 it takes all that a model saves for shards, and fails on a buffer
    (fsdp2_load_full_state_dict, accelerate 1.15); 4-bit weights never come there.
    """
    if plan.gpu is None:
        return False
    handed_on = plan.spec.training.fsdp.version == 2 and plan.method != "qlora"
    return not (handed_on and plan.model.model_type in SAVED_BUFFERS)


def every_rank_reads(plan: Plan) -> str:
    """Why every rank of an FSDP job reads the whole model; "" where the first alone does, or there is no FSDP.

    transformers 5.24 reads it everywhere. It is the bundled runtime that leaves it to the first rank
    (runtime/firstrank.py), under FSDP 2 and for weights that are not packed.
    """
    if plan.sharding != "fsdp":
        return ""
    if plan.spec.task == "script":
        return "from_pretrained of transformers 5.24 does so in a program of one's own"
    if plan.method == "qlora":
        return "4-bit weights are packed on each"
    if plan.spec.training.fsdp.version == 1:
        return "FSDP 1"
    return "" if cpu_ram_efficient(plan) else f"accelerate cannot hand on the saved buffers of {plan.model.model_type}"
