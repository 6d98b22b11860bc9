"""What the model families of Hugging Face transformers have in common, and their exact parameter counts.

The figures and defaults are those of the classes in transformers 5 (models/*/configuration_*.py, modeling_*.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .model import MoeSpec


@dataclass(frozen=True)
class Shape:
    """What the parameter count of a decoder follows from; counts and widths in features.

    `positions` is the height of a learned position table, 0 without one; `embedding_size` the width of the token
    embedding where it differs from `hidden_size` (OPT's word_embed_proj_dim).
    """

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    head_dim: int
    intermediate_size: int
    vocab_size: int
    tie_word_embeddings: bool
    attention_bias: bool
    mlp_bias: bool
    embedding_size: int
    positions: int = 0
    moe: MoeSpec | None = None

    @property
    def query_size(self) -> int:
        """Width of all query heads together."""
        return self.num_attention_heads * self.head_dim

    @property
    def key_value_size(self) -> int:
        """Width of all key heads (or value heads) together."""
        return self.num_key_value_heads * self.head_dim


@dataclass(frozen=True)
class Family:
    """The architecture of one model_type.

    `layer_norms` counts norms of hidden width in a layer, `norm_vectors` the vectors of each (2 with a bias),
    `qk_norm` the q and k norms: per head, or over the whole width. `attention_bias` and `mlp_bias` are what holds
    where the config does not say. `biased` names the attention projections that have one when there is a bias.
    `extra_per_layer` counts single parameters (xIELU); `embedding_norm` and `final_norm` say whether a norm stands
    before and after the layers. `defaults` are numbers of the config class that a config.json may leave out.
    """

    mlp: Literal["gated", "plain"] = "gated"
    layer_norms: int = 2
    norm_vectors: int = 1
    qk_norm: Literal["none", "head", "wide"] = "none"
    attention_bias: bool = False
    mlp_bias: bool = False
    biased: str = "qkvo"
    tied: bool = False
    learned_positions: bool = False
    position_offset: int = 0
    extra_per_layer: int = 0
    embedding_norm: bool = False
    final_norm: bool = True
    defaults: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


#: Families whose parameters are counted exactly, by the model_type of the text model.
FAMILIES: Mapping[str, Family] = {
    "llama": Family(),
    "mistral": Family(defaults={"num_key_value_heads": 8}),
    "ministral3": Family(defaults={"num_key_value_heads": 8, "head_dim": 128}),
    "mixtral": Family(defaults={"num_key_value_heads": 8}),
    "granite": Family(),
    "phi3": Family(),
    "qwen2": Family(attention_bias=True, biased="qkv"),
    "qwen3": Family(qk_norm="head", defaults={"head_dim": 128}),
    "qwen3_moe": Family(qk_norm="head", defaults={"num_key_value_heads": 4}),
    "smollm3": Family(tied=True, defaults={"num_key_value_heads": 4}),
    "cohere2": Family(layer_norms=1, tied=True),
    "gemma": Family(tied=True, defaults={"num_key_value_heads": 16, "head_dim": 256}),
    "gemma2": Family(layer_norms=4, tied=True, defaults={"num_key_value_heads": 4, "head_dim": 256}),
    "gemma3_text": Family(
        layer_norms=4,
        qk_norm="head",
        tied=True,
        defaults={
            "num_attention_heads": 8,
            "num_key_value_heads": 4,
            "head_dim": 256,
            "vocab_size": 262208,
            "max_position_embeddings": 131072,
        },
    ),
    "olmo2": Family(qk_norm="wide"),
    "olmo3": Family(qk_norm="wide"),
    "apertus": Family(mlp="plain", qk_norm="head", extra_per_layer=2),
    "gpt2": Family(mlp="plain", norm_vectors=2, attention_bias=True, mlp_bias=True, tied=True, learned_positions=True),
    "gpt_neo": Family(
        mlp="plain", norm_vectors=2, attention_bias=True, mlp_bias=True, biased="o", tied=True, learned_positions=True
    ),
    "gpt_neox": Family(mlp="plain", norm_vectors=2, attention_bias=True, mlp_bias=True),
    "opt": Family(
        mlp="plain",
        norm_vectors=2,
        attention_bias=True,
        mlp_bias=True,
        tied=True,
        learned_positions=True,
        position_offset=2,
    ),
    "falcon": Family(mlp="plain", norm_vectors=2, tied=True),
    "bloom": Family(mlp="plain", norm_vectors=2, attention_bias=True, mlp_bias=True, tied=True, embedding_norm=True),
}

#: What a model_type without an entry is taken for: a decoder like Llama.
UNKNOWN = Family()


def parameter_count(family: Family, shape: Shape) -> int:
    """All parameters of the causal language model, tied ones once.

    embeddings + positions + layers x (attention + MLP or experts + norms) + final norm + head.
    """
    norm = family.norm_vectors * shape.hidden_size
    tables = shape.vocab_size * shape.embedding_size * (1 if shape.tie_word_embeddings else 2)
    if shape.embedding_size != shape.hidden_size:
        tables += 2 * shape.embedding_size * shape.hidden_size
    layer = _attention(family, shape) + family.layer_norms * norm + family.extra_per_layer
    norms = norm * (family.embedding_norm + family.final_norm)
    layers = shape.num_hidden_layers * layer + _feed_forward(family, shape)
    return tables + shape.positions * shape.hidden_size + layers + norms


def _attention(family: Family, shape: Shape) -> int:
    query, key_value = shape.query_size, shape.key_value_size
    count = 2 * shape.hidden_size * (query + key_value)
    if shape.attention_bias:
        widths = {"q": query, "k": key_value, "v": key_value, "o": shape.hidden_size}
        count += sum(widths[name] for name in family.biased)
    if family.qk_norm == "head":
        count += 2 * shape.head_dim
    elif family.qk_norm == "wide":
        count += query + key_value
    return count


def _feed_forward(family: Family, shape: Shape) -> int:
    """MLPs of all layers together, and the experts of those that have them."""
    hidden = shape.hidden_size
    matrices = 3 if family.mlp == "gated" else 2
    bias = (matrices - 1) * shape.intermediate_size + hidden if shape.mlp_bias else 0
    dense = matrices * hidden * shape.intermediate_size + bias
    if shape.moe is None:
        return shape.num_hidden_layers * dense
    width = shape.moe.num_experts * shape.moe.intermediate_size + shape.moe.shared_intermediate_size
    sparse = matrices * hidden * width + hidden * shape.moe.num_experts
    sparse_layers = max(0, shape.num_hidden_layers - shape.moe.dense_layers)
    return sparse_layers * sparse + (shape.num_hidden_layers - sparse_layers) * dense
