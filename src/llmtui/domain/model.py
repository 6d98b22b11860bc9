"""ModelSpec: the numbers of an architecture, as a Hugging Face config.json states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class MoeSpec:
    """Mixture of experts: `num_experts` held, `experts_per_token` active, widths in features.

    `dense_layers` have no experts. `latent_size` is the width that experts work on where it is not the hidden size.
    `expert_names` are those by which LoRA's target_modules adapt the router, the two halves of gate and up, and down
    (PEFT 0.21); empty where PEFT adapts no experts.
    """

    num_experts: int
    experts_per_token: int
    intermediate_size: int
    shared_intermediate_size: int = 0
    dense_layers: int = 0
    latent_size: int | None = None
    expert_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class LayerCache:
    """What each of `layers` layers keeps of a sequence while it is generated (transformers' DynamicCache).

    `width` elements a token, of the last `window` tokens (None: of all), in the weights' dtype. `state` elements in the
    weights' dtype and `state_fp32` in fp32 do not grow with the tokens (linear attention, Mamba). `expanded` elements
    a token are made of the cache anew in each step (latent attention).
    """

    layers: int
    width: int
    window: int | None = None
    state: int = 0
    state_fp32: int = 0
    expanded: int = 0


@dataclass(frozen=True)
class ModelSpec:
    """An architecture; never weights.

    `id` is a catalogue id or the folder's path as the user wrote it. `parameters` counts all of them, embeddings
    included, tied ones once; `parameters_from` says how the figure came about: "computed" (instantiated without
    weights), "published" or "formula" (from the config's fields). `location` is the folder that holds the config, None
    for catalogue entries: on this machine, or with `on_cluster` on the cluster that the job goes to, where it stays.
    `known_family` is False for a model_type that llmtui has no formulas for.
    `head_dim` is the width of a query head. `cache` says what layers keep of a sequence, layer kinds apart; empty for
    keys and values of all tokens in every layer. `matrices` are those of all layers, as (name, in, out, how many),
    where the layers are not all alike; empty where they are. `sdpa` and `flash` say whether the class has such an
    attention in transformers 5.24. `config` is the config's text part as it was read, for those who build the model's
    class; `parts` names the parts that stand beside it and are not counted.
    """

    id: str
    model_type: str
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    head_dim: int
    intermediate_size: int
    vocab_size: int
    tie_word_embeddings: bool
    max_position_embeddings: int | None
    parameters: int
    parameters_from: Literal["computed", "published", "formula"]
    config_dtype: str | None = None
    mlp: Literal["gated", "plain"] = "gated"
    attention_bias: bool = False
    mlp_bias: bool = False
    qk_norm: bool = False
    moe: MoeSpec | None = None
    license: str | None = None
    gated: bool | None = None
    source: str = ""
    location: str | None = None
    on_cluster: bool = False
    known_family: bool = True
    cache: tuple[LayerCache, ...] = ()
    matrices: tuple[tuple[str, int, int, int], ...] = ()
    sdpa: bool = True
    flash: bool = True
    parts: tuple[str, ...] = ()
    config: Mapping[str, object] | None = field(default=None, compare=False, repr=False)

    @property
    def embedding_parameters(self) -> int:
        """Parameters of the input embedding: vocab_size x hidden_size."""
        return self.vocab_size * self.hidden_size

    @property
    def table_parameters(self) -> int:
        """Parameters of embedding and head, once where they are tied."""
        return self.embedding_parameters * (1 if self.tie_word_embeddings else 2)
