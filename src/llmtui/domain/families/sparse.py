"""Families with experts, linear attention or latent attention, and which of their layers have experts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..fields import Fields
from ..model import MoeSpec
from .family import Family, SparseRule
from .layers import blocks

#: Router, gate, up and down under the names that PEFT knows them by (transformers_weight_conversion.py).
QWEN_EXPERTS = ("gate", "gate_proj", "up_proj", "down_proj")
_MIXTRAL_EXPERTS = ("gate", "w1", "w3", "w2")

_ASKED = ("attention_bias", False)
_DEEPSEEK = Family(
    attention="latent", attention_bias=_ASKED, sparse="later", shared="number", expert_names=QWEN_EXPERTS
)

SPARSE: Mapping[str, Family] = MappingProxyType(
    {
        "deepseek_v2": Family(
            attention="latent",
            attention_bias=_ASKED,
            mlp_bias=("mlp_bias", False),
            sparse="later",
            shared="number",
            expert_names=QWEN_EXPERTS,
        ),
        "deepseek_v3": _DEEPSEEK,
        "gemma4_text": Family(
            attention="own", layer_norms=4, attention_bias=_ASKED, tied=True, sparse="both", layers="pattern"
        ),
        "glm4_moe": Family(
            qk_norm="head",
            qk_norm_on=("use_qk_norm", False),
            attention_bias=_ASKED,
            biased="qkv",
            sparse="later",
            shared="number",
            expert_names=QWEN_EXPERTS,
        ),
        "glm_moe_dsa": Family(
            attention="latent",
            attention_bias=_ASKED,
            sparse="listed",
            shared="number",
            layers="indexed",
            flash=False,
            expert_names=QWEN_EXPERTS,
        ),
        "gpt_oss": Family(
            attention_bias=("attention_bias", True),
            sinks=True,
            sparse="all",
            router_bias=True,
            expert_bias=True,
            layers="alternate",
            sdpa=False,
        ),
        "granitemoe": Family(attention_bias=_ASKED, sparse="all"),
        # transformers has no class of it; the published config's own code is DeepSeek-V3's.
        "kimi_k2": _DEEPSEEK,
        "llama4_text": Family(
            attention_bias=_ASKED, sparse="interleaved", shared="same", layers="chunked", flash=False, router="router"
        ),
        "minimax_m2": Family(qk_norm="wide", sparse="all", expert_names=_MIXTRAL_EXPERTS),
        "mixtral": Family(sparse="all", expert_names=_MIXTRAL_EXPERTS),
        "nemotron_h": Family(
            mlp="plain",
            layer_norms=1,
            mlp_bias=("mlp_bias", False),
            ties=False,
            linear="mamba",
            sparse="blocks",
            shared="stated",
            layers="blocks",
        ),
        "olmoe": Family(qk_norm="wide", attention_bias=_ASKED, sparse="all", expert_names=QWEN_EXPERTS),
        "phimoe": Family(
            norm_vectors=2, attention_bias=_ASKED, head_bias=("lm_head_bias", False), sparse="all", router="router"
        ),
        "qwen2_moe": Family(
            attention_bias=("qkv_bias", True),
            biased="qkv",
            sparse="step",
            shared="stated",
            shared_gate=True,
            layers="early window",
        ),
        "qwen3_5_moe_text": Family(
            qk_norm="head",
            attention_bias=_ASKED,
            linear="delta",
            gated_query=True,
            sparse="all",
            shared="stated",
            shared_gate=True,
            layers="interval",
        ),
        "qwen3_5_text": Family(
            qk_norm="head", attention_bias=_ASKED, linear="delta", gated_query=True, layers="interval"
        ),
        "qwen3_moe": Family(
            qk_norm="head", attention_bias=_ASKED, sparse="step", layers="used window", expert_names=QWEN_EXPERTS
        ),
        "qwen3_next": Family(
            qk_norm="head",
            attention_bias=_ASKED,
            linear="delta",
            gated_query=True,
            sparse="step",
            shared="stated",
            shared_gate=True,
            expert_names=QWEN_EXPERTS,
            layers="interval",
        ),
    }
)


def read_experts(family: Family, fields: Fields, layers: int) -> MoeSpec | None:
    """The experts of a config, None for a dense model. Raises RequestError (field "model") for what is missing."""
    experts = fields.count("num_experts", least=0) if family.sparse != "none" else None
    if not experts or (family.sparse == "both" and not fields.flag("enable_moe_block", False)):
        return None
    width = fields.count("moe_intermediate_size") or fields.count("intermediate_size")
    active = fields.count("experts_per_token")
    absent = [name for name, value in (("experts_per_token", active), ("moe_intermediate_size", width)) if not value]
    if active is None or width is None:
        raise fields.missing(*absent)
    sparse = sparse_layers(family, fields, layers)
    return MoeSpec(
        num_experts=experts,
        experts_per_token=active,
        intermediate_size=width,
        shared_intermediate_size=_shared(family, fields, width),
        dense_layers=layers - sparse,
        latent_size=fields.count("moe_latent_size") if family.sparse == "blocks" else None,
        expert_names=family.expert_names,
    )


def _shared(family: Family, fields: Fields, width: int) -> int:
    """Inner features of the shared expert, 0 without one."""
    stated = None
    if family.sparse == "blocks":
        return fields.need("moe_shared_expert_intermediate_size")
    if family.shared in {"stated", "either"}:
        stated = fields.count("shared_expert_intermediate_size", least=0)
    if stated is None and family.shared in {"number", "either"}:
        return (fields.count("n_shared_experts", least=0) or 0) * width
    return width if family.shared == "same" else stated or 0


def sparse_layers(family: Family, fields: Fields, layers: int) -> int:
    """How many layers have experts."""
    return _RULES[family.sparse](fields, layers)


def _later(fields: Fields, layers: int) -> int:
    return max(0, layers - (fields.count("first_k_dense_replace", least=0) or 0))


def _listed(fields: Fields, layers: int) -> int:
    kinds = fields.words("mlp_layer_types")
    return _later(fields, layers) if kinds is None else kinds.count("sparse")


def _step(fields: Fields, layers: int) -> int:
    plain = frozenset(fields.numbers("mlp_only_layers") or ())
    every = fields.need("decoder_sparse_step")
    return sum(layer not in plain and (layer + 1) % every == 0 for layer in range(layers))


def _interleaved(fields: Fields, layers: int) -> int:
    listed = fields.numbers("moe_layers")
    if listed is not None:
        return sum(layer < layers for layer in set(listed))
    return layers // fields.need("interleave_moe_layer_step")


def _blocks(fields: Fields, layers: int) -> int:
    return (blocks(fields) or ("moe",)).count("moe")


def _all(fields: Fields, layers: int) -> int:
    return layers


def _no(fields: Fields, layers: int) -> int:
    return 0


_RULES: Mapping[SparseRule, Callable[[Fields, int], int]] = MappingProxyType(
    {
        "none": _no,
        "all": _all,
        "both": _all,
        "later": _later,
        "listed": _listed,
        "step": _step,
        "interleaved": _interleaved,
        "blocks": _blocks,
    }
)
