"""The model families of Hugging Face transformers: what they have in common, and their exact parameter counts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .caches import layer_caches
from .count import parameter_count
from .defaults import class_defaults
from .dense import DENSE
from .family import Family, Shape
from .gemma4 import gemma4
from .layers import blocks, layer_types, window
from .mixers import read_delta, read_latent, read_mamba
from .modules import Modules, modules, projected
from .sparse import QWEN_EXPERTS, SPARSE, read_experts, sparse_layers

__all__ = [
    "FAMILIES",
    "SPARSE",
    "TEXT_TYPES",
    "UNKNOWN",
    "Family",
    "Modules",
    "Shape",
    "blocks",
    "class_defaults",
    "gemma4",
    "layer_caches",
    "layer_types",
    "modules",
    "parameter_count",
    "projected",
    "read_delta",
    "read_experts",
    "read_latent",
    "read_mamba",
    "sparse_layers",
    "window",
]

#: Families whose parameters are counted exactly, by the model_type of the text model.
FAMILIES: Mapping[str, Family] = MappingProxyType({**DENSE, **SPARSE})

#: What a model_type without an entry is taken for: a decoder like Llama, with experts where its config names some.
UNKNOWN = Family(
    attention_bias=("attention_bias", False),
    mlp_bias=("mlp_bias", False),
    sparse="later",
    shared="either",
    expert_names=QWEN_EXPERTS,
    lenient=True,
)

#: The text model of a larger one whose text_config does not say its own model_type (their configuration classes).
TEXT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "gemma3": "gemma3_text",
        "gemma4": "gemma4_text",
        "llama4": "llama4_text",
        "mistral3": "mistral",
        "qwen3_5": "qwen3_5_text",
        "qwen3_5_moe": "qwen3_5_moe_text",
    }
)
