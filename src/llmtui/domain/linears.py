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
_LAYERS: Mapping[str, str] = {
    "apertus": f"{_ATTENTION} o_proj:q,h up_proj:h,i down_proj:i,h",
    "bloom": _FUSED_HEADS,
    "falcon": "query_key_value:h,g dense:h,h dense_h_to_4h:h,i dense_4h_to_h:i,h",
    "gpt2": "c_attn:h,t c_proj:h,h c_fc:h,i c_proj:i,h",
    "gpt_neo": f"{_ATTENTION} out_proj:q,h c_fc:h,i c_proj:i,h",
    "gpt_neox": _FUSED_HEADS,
    "opt": f"{_ATTENTION} out_proj:q,h fc1:h,i fc2:i,h",
    "phi3": "qkv_proj:h,g o_proj:q,h gate_up_proj:h,f down_proj:i,h",
}
_PLAIN = f"{_ATTENTION} o_proj:q,h up_proj:h,i down_proj:i,h"
_EXPERTS = f"{_ATTENTION} o_proj:q,h"

#: Where a layer's modules stand, for patterns over whole names.
_PLACES = (
    *(f"model.layers.0.{part}" for part in ("self_attn", "mlp")),
    *(f"transformer.h.0.{part}" for part in ("attn", "attn.attention", "mlp", "self_attention")),
    *(f"gpt_neox.layers.0.{part}" for part in ("attention", "mlp")),
    *("model.decoder.layers.0.self_attn", "model.decoder.layers.0"),
)

Linear = tuple[str, int, int]


@lru_cache(maxsize=256)
def linears(model: ModelSpec) -> tuple[Linear, ...]:
    """(name, in, out) of each matrix of one layer; of a mixture of experts the attention's only."""
    query, key_value = model.num_attention_heads * model.head_dim, model.num_key_value_heads * model.head_dim
    hidden, inner = model.hidden_size, model.intermediate_size
    of = {"h": hidden, "q": query, "kv": key_value, "g": query + 2 * key_value, "i": inner, "f": 2 * inner}
    of["t"] = 3 * hidden
    found = []
    for entry in _named(model).split():
        name, _, sizes = entry.partition(":")
        wide, _, tall = sizes.partition(",")
        found.append((name, of[wide], of[tall]))
    return tuple(found)


def _named(model: ModelSpec) -> str:
    if model.moe is not None:
        return _EXPERTS
    return _LAYERS.get(model.model_type, _LLAMA if model.mlp == "gated" else _PLAIN)


def targeted(model: ModelSpec, target_modules: str | Sequence[str]) -> tuple[Linear, ...]:
    """The matrices that LoRA adapts: all of them for "all-linear", in a list those whose name ends a given one.

    Any other text is a regular expression of whole module names, as PEFT takes it (LoraConfig.target_modules).
    """
    found = linears(model)
    if target_modules == "all-linear":
        return found
    if isinstance(target_modules, str):
        return tuple(linear for linear in found if _is_whole(target_modules, linear[0]))
    names = {name.rpartition(".")[2] for name in target_modules}
    return tuple(linear for linear in found if linear[0] in names)


def _is_whole(pattern: str, name: str) -> bool:
    """Whether a pattern is the whole name of that module in a first layer; a broken pattern is no name."""
    try:
        return any(re.fullmatch(pattern, f"{place}.{name}") for place in _PLACES)
    except re.error:
        return False


def expert_adapter_parameters(model: ModelSpec, rank: int) -> int:
    """LoRA parameters of one layer's router and experts, which "all-linear" adapts too; 0 for a dense model.

    Each expert has its own adapters, of twice the rank for gate and up together (PEFT 0.21, ParamWrapper).
    """
    if model.moe is None:
        return 0
    hidden, width, experts = model.hidden_size, model.moe.intermediate_size, model.moe.num_experts
    return rank * (hidden + experts) + experts * rank * (2 * (hidden + 2 * width) + width + hidden)


def matrix_elements(model: ModelSpec) -> int:
    """Elements of one layer's matrices, all experts' included."""
    return sum(wide * tall for _, wide, tall in linears(model)) + expert_elements(model)


def expert_elements(model: ModelSpec) -> int:
    """Elements of one layer's experts, shared ones included; 0 for a dense model."""
    if model.moe is None:
        return 0
    width = model.moe.num_experts * model.moe.intermediate_size + model.moe.shared_intermediate_size
    return 3 * model.hidden_size * width
