"""What a model family is made of, and the widths that a config.json gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..fields import Switch
from ..model import MoeSpec
from .mixers import DeltaNet, Latent, Mamba

#: How a config says which kind each layer is of; layers.py has one function for each.
LayerRule: TypeAlias = Literal[
    "window",
    "used window",
    "late window",
    "early window",
    "window without rope",
    "alternate",
    "third of four",
    "pattern",
    "optional pattern",
    "chunked",
    "interval",
    "blocks",
    "indexed",
]
#: How a config says which layers hold experts; sparse.py has one function for each. "both": beside a plain MLP.
SparseRule: TypeAlias = Literal["none", "all", "later", "listed", "step", "interleaved", "blocks", "both"]
#: How a config states the shared expert's width: not at all, as a number of experts, by a key of its own, as wide as
#: the other experts, or (of an unknown family) by whichever of the first two is there.
SharedRule: TypeAlias = Literal["none", "number", "stated", "same", "either"]


@dataclass(frozen=True)
class Family:
    """The architecture of one model_type, as its class in transformers 5.24 builds it (models/*/modeling_*.py).

    `layer_norms` counts norms of hidden width in a layer, `norm_vectors` the vectors of each (2 with a bias).
    `qk_norm` are the q and k norms, where `qk_norm_on` has them: of one head's width, or of all heads'. `biased` names
    the attention projections that `attention_bias` gives a bias, `output_bias` a switch of its own for the last one.
    `extra_per_layer` counts single parameters (xIELU). `tied` holds where the config does not say; `ties` is False
    for a class that never ties. `four_times`: the MLP is 4 x hidden where the config does not say. `sdpa` and `flash`
    are the class's _supports_sdpa and _supports_flash_attn. `lenient` takes layers of unknown kinds for full attention.
    `router` is its module's name where it is an nn.Linear; `expert_names` as in MoeSpec. `caches_all_heads`: grouped
    keys and values are repeated before they are cached.
    """

    mlp: Literal["gated", "plain"] = "gated"
    layer_norms: int = 2
    norm_vectors: int = 1
    qk_norm: Literal["none", "head", "wide"] = "none"
    qk_norm_on: Switch = True
    attention_bias: Switch = False
    biased: str = "qkvo"
    output_bias: Switch = False
    mlp_bias: Switch = False
    head_bias: Switch = False
    tied: bool = False
    ties: bool = True
    learned_positions: bool = False
    position_offset: int = 0
    extra_per_layer: int = 0
    embedding_norm: bool = False
    final_norm: bool = True
    four_times: bool = False
    attention: Literal["heads", "latent", "own"] = "heads"
    linear: Literal["none", "delta", "mamba"] = "none"
    gated_query: bool = False
    sinks: bool = False
    caches_all_heads: bool = False
    sparse: SparseRule = "none"
    shared: SharedRule = "none"
    router_bias: bool = False
    expert_bias: bool = False
    shared_gate: bool = False
    router: str = ""
    expert_names: tuple[str, ...] = ()
    layers: LayerRule = "window"
    sdpa: bool = True
    flash: bool = True
    lenient: bool = False


@dataclass(frozen=True)
class Shape:
    """What the parameter count of a decoder follows from; counts and widths in features.

    `positions` is the height of a learned position table, 0 without one; `embedding_size` the width of the token
    embedding where it differs from `hidden_size` (OPT's word_embed_proj_dim). `mixers` says of each layer how it looks
    at other tokens, in the words of transformers' layer_types, "none" where it does not; `window` are the tokens that
    sliding or chunked layers see. `dense_layers` have an MLP, `sparse_layers` experts; some have both, some neither.
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
    output_bias: bool
    mlp_bias: bool
    head_bias: bool
    qk_norm: bool
    embedding_size: int
    positions: int
    mixers: tuple[str, ...]
    dense_layers: int
    sparse_layers: int
    window: int | None = None
    moe: MoeSpec | None = None
    latent: Latent | None = None
    delta: DeltaNet | None = None
    mamba: Mamba | None = None

    @property
    def query_size(self) -> int:
        """Width of all query heads together."""
        return self.num_attention_heads * self.head_dim

    @property
    def key_value_size(self) -> int:
        """Width of all key heads (or value heads) together."""
        return self.num_key_value_heads * self.head_dim
