"""The matrices of one decoder layer by the names under which PEFT finds them, with their (in, out) widths.

Names and fusions are those of the classes in transformers 5 (models/*/modeling_*.py); the output head is not among
them, for neither LoRA's "all-linear" nor 4-bit loading touches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .model import ModelSpec

#: Symbols: h hidden, q all query heads, kv all key heads, g q + 2 kv, i intermediate, f 2 i, t 3 h.
_ATTENTION = "q_proj:h,q k_proj:h,kv v_proj:h,kv"
_LLAMA = f"{_ATTENTION} o_proj:q,h gate_proj:h,i up_proj:h,i down_proj:i,h"
_FUSED_HEADS = "query_key_value:h,t dense:h,h dense_h_to_4h:h,i dense_4h_to_h:i,h"
_FUSED_MLP = f"{_ATTENTION} o_proj:q,h gate_up_proj:h,f down_proj:i,h"
_LAYERS: Mapping[str, str] = {
    "apertus": f"{_ATTENTION} o_proj:q,h up_proj:h,i down_proj:i,h",
    "bloom": _FUSED_HEADS,
    "codegen": "qkv_proj:h,t out_proj:h,h fc_in:h,i fc_out:i,h",
    "falcon": "query_key_value:h,g dense:h,h dense_h_to_4h:h,i dense_4h_to_h:i,h",
    "glm": _FUSED_MLP,
    "glm4": _FUSED_MLP,
    "gpt2": "c_attn:h,t c_proj:h,h c_fc:h,i c_proj:i,h",
    "gpt_bigcode": "c_attn:h,g c_proj:h,h c_fc:h,i c_proj:i,h",
    "gpt_neo": f"{_ATTENTION} out_proj:q,h c_fc:h,i c_proj:i,h",
    "gpt_neox": _FUSED_HEADS,
    "gptj": f"{_ATTENTION} out_proj:q,h fc_in:h,i fc_out:i,h",
    "mpt": "Wqkv:h,t out_proj:h,h up_proj:h,i down_proj:i,h",
    "opt": f"{_ATTENTION} out_proj:q,h fc1:h,i fc2:i,h",
    "phi": f"{_ATTENTION} dense:q,h fc1:h,i fc2:i,h",
    "phi3": "qkv_proj:h,g o_proj:q,h gate_up_proj:h,f down_proj:i,h",
    "starcoder2": f"{_ATTENTION} o_proj:q,h c_fc:h,i c_proj:i,h",
}
_PLAIN = f"{_ATTENTION} o_proj:q,h up_proj:h,i down_proj:i,h"
_EXPERTS = f"{_ATTENTION} o_proj:q,h"

#: Where a layer's modules stand, for patterns over whole names.
_PLACES = (
    *(f"model.layers.0.{part}" for part in ("self_attn", "mlp", "linear_attn", "feed_forward", "mixer")),
    *(
        f"model.layers.0.{part}"
        for part in ("mlp.experts", "mlp.shared_expert", "mlp.shared_experts", "feed_forward.shared_expert")
    ),
    *(f"transformer.h.0.{part}" for part in ("attn", "attn.attention", "mlp", "self_attention")),
    *(f"transformer.blocks.0.{part}" for part in ("attn", "ffn")),
    *(f"gpt_neox.layers.0.{part}" for part in ("attention", "mlp")),
    *(
        "model.decoder.layers.0.self_attn",
        "model.decoder.layers.0",
        "model.layers.0",
        "model.layers.0.self_attn.indexer",
    ),
)
#: Embedding and head by the names of the families' classes.
_TABLES = frozenset({"lm_head", "embed_out", "embed_tokens", "embed_in", "wte", "word_embeddings"})

Linear = tuple[str, int, int]
Counted = tuple[str, int, int, int]


@lru_cache(maxsize=256)
def matrices(model: ModelSpec) -> tuple[Counted, ...]:
    """(name, in, out, how many) of all layers' matrices; experts are none of them."""
    if model.matrices:
        return model.matrices
    query, key_value = model.num_attention_heads * model.head_dim, model.num_key_value_heads * model.head_dim
    hidden, inner = model.hidden_size, model.intermediate_size
    of = {"h": hidden, "q": query, "kv": key_value, "g": query + 2 * key_value, "i": inner, "f": 2 * inner}
    of["t"] = 3 * hidden
    found = []
    for entry in _named(model).split():
        name, _, sizes = entry.partition(":")
        wide, _, tall = sizes.partition(",")
        found.append((name, of[wide], of[tall], model.num_hidden_layers))
    return tuple(found)


def linears(model: ModelSpec) -> tuple[Linear, ...]:
    """(name, in, out) of each matrix of one layer, of every kind of layer where they are not all alike."""
    return tuple((name, wide, tall) for name, wide, tall, _ in matrices(model))


def _named(model: ModelSpec) -> str:
    if model.moe is not None:
        return _EXPERTS
    return _LAYERS.get(model.model_type, _LLAMA if model.mlp == "gated" else _PLAIN)


def targeted(model: ModelSpec, target_modules: str | Sequence[str]) -> tuple[Linear, ...]:
    """The matrices that LoRA adapts: all of them for "all-linear", in a list those whose name ends a given one.

    Any other text is a regular expression of whole module names, as PEFT takes it (LoraConfig.target_modules).
    """
    return tuple((name, wide, tall) for name, wide, tall, _ in adapted(model, target_modules))


def adapted_tables(target_modules: str | Sequence[str]) -> tuple[str, ...]:
    """Names of embedding and head in a list of targets, which PEFT adapts as well; "all-linear" leaves them out."""
    names = () if isinstance(target_modules, str) else target_modules
    return tuple(name for name in names if name.rpartition(".")[2] in _TABLES)


def adapted(model: ModelSpec, target_modules: str | Sequence[str]) -> tuple[Counted, ...]:
    """The matrices of all layers that LoRA adapts, as (name, in, out, how many); experts are none of them."""
    found = matrices(model)
    if model.moe is not None:
        # PEFT takes these names for the experts', and leaves plain MLPs of that name alone.
        found = tuple(matrix for matrix in found if matrix[0] not in model.moe.expert_names)
    if target_modules == "all-linear":
        return found
    if isinstance(target_modules, str):
        return tuple(matrix for matrix in found if _is_whole(target_modules, matrix[0]))
    names = {name.rpartition(".")[2] for name in target_modules}
    return tuple(matrix for matrix in found if matrix[0] in names)


def _is_whole(pattern: str, name: str) -> bool:
    """Whether a pattern is the whole name of that module in a first layer; a broken pattern is no name."""
    try:
        return any(re.fullmatch(pattern, f"{place}.{name}") for place in _PLACES)
    except re.error:
        return False


def adapter_parameters(model: ModelSpec, target_modules: str | Sequence[str], rank: int) -> int:
    """LoRA parameters of the whole model: r x (in + out) for each adapted matrix (arXiv 2106.09685, section 4)."""
    return rank * sum(number * (wide + tall) for _, wide, tall, number in adapted(model, target_modules))


def adapted_expert_names(model: ModelSpec, target_modules: str | Sequence[str]) -> frozenset[str]:
    """Which of the experts' names (MoeSpec.expert_names) a target names; empty for a dense model."""
    names = model.moe.expert_names if model.moe is not None else ()
    if target_modules == "all-linear":
        return frozenset(names)
    if isinstance(target_modules, str):
        return frozenset(name for name in names if _is_whole(target_modules, name))
    asked = {name.rpartition(".")[2] for name in target_modules}
    return frozenset(name for name in names if name in asked)


def expert_adapter_parameters(model: ModelSpec, target_modules: str | Sequence[str], rank: int) -> int:
    """LoRA parameters of all routers and experts that a target names; 0 for a dense model.

    Each expert has its own adapters, of twice the rank for gate and up together (PEFT 0.21, ParamWrapper).
    """
    named, moe = adapted_expert_names(model, target_modules), model.moe
    if moe is None or not named:
        return 0
    router, gate, up, down = moe.expert_names
    hidden, width, experts = model.hidden_size, moe.intermediate_size, moe.num_experts
    layer = hidden + experts if router in named else 0
    if gate in named and up in named:
        layer += experts * 2 * (hidden + 2 * width)
    if down in named:
        layer += experts * (width + hidden)
    return (model.num_hidden_layers - moe.dense_layers) * rank * layer


def matrix_elements(model: ModelSpec) -> int:
    """Elements of one layer's matrices, all experts' included; of an average layer where they are not all alike."""
    return all_elements(model) // model.num_hidden_layers


def all_elements(model: ModelSpec) -> int:
    """Elements of all layers' matrices and experts."""
    return sum(number * wide * tall for _, wide, tall, number in matrices(model)) + expert_elements(model)


def expert_elements(model: ModelSpec) -> int:
    """Elements of all layers' experts; 0 for a dense model."""
    moe = model.moe
    if moe is None:
        return 0
    shared = 0 if model.matrices else moe.shared_intermediate_size
    width = (2 if model.mlp == "plain" else 3) * (moe.num_experts * moe.intermediate_size + shared)
    return (model.num_hidden_layers - moe.dense_layers) * width * (moe.latent_size or model.hidden_size)
