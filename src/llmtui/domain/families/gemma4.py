"""Gemma 4: layers of full attention have widths of their own, late layers share keys and values, each layer may add
an embedding of its own, and experts stand beside the MLP (Gemma4TextConfig, Gemma4ForCausalLM)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..fields import Fields
from ..model import LayerCache
from .count import mlp_parameters, parameter_count
from .family import Family, Shape
from .layers import FULL, SLIDING
from .mixers import Matrices
from .modules import Modules, mlp, times


@dataclass(frozen=True)
class _Layer:
    kind: str
    key_value_heads: int
    head_dim: int
    shares: bool


def gemma4(family: Family, fields: Fields, shape: Shape) -> tuple[int, tuple[LayerCache, ...], Modules]:
    """Parameters of the model, what its layers keep of a sequence, and its matrices."""
    layers = _layers(fields, shape)
    kinds = Counter(layers)
    count = parameter_count(family, shape)
    count += sum(number * _attention(fields, shape, layer) for layer, number in kinds.items())
    count += _wide_mlps(family, fields, shape, layers) + _embeddings(fields, shape)
    if shape.moe is not None:
        # Three more norms and the router's scales.
        count += shape.num_hidden_layers * (4 * shape.hidden_size + shape.moe.num_experts)
    caches = tuple(
        LayerCache(number, 2 * layer.key_value_heads * layer.head_dim, shape.window if layer.kind == SLIDING else None)
        for layer, number in kinds.items()
        if not layer.shares
    )
    return count, caches, _modules(family, fields, shape, kinds)


def _layers(fields: Fields, shape: Shape) -> tuple[_Layer, ...]:
    kinds = (*shape.mixers[:-1], FULL)
    sharing = fields.count("num_kv_shared_layers", least=0) or 0
    first = shape.num_hidden_layers - sharing
    own = fields.group("per_layer_config")
    return tuple(
        _Layer(
            kind, *(_global(fields, shape, kind) if own is None else _own(fields, shape, own, number)), number >= first
        )
        for number, kind in enumerate(kinds)
    )


def _global(fields: Fields, shape: Shape, kind: str) -> tuple[int, int]:
    """Key-value heads and head_dim of a layer of that kind."""
    if kind != FULL:
        return shape.num_key_value_heads, shape.head_dim
    heads = fields.count("num_global_key_value_heads") if fields.flag("attention_k_eq_v", False) else None
    return heads or shape.num_key_value_heads, fields.need("global_head_dim")


def _own(fields: Fields, shape: Shape, own: Mapping[str, object], number: int) -> tuple[int, int]:
    """Key-value heads and head_dim of one layer, as transformers 5.24 writes them into a config.json."""
    found = own.get(str(number))
    layer = Fields(found if isinstance(found, Mapping) else {}, f"{fields.where}: per_layer_config {number}")
    return layer.count("num_key_value_heads") or shape.num_key_value_heads, layer.count("head_dim") or shape.head_dim


def _attention(fields: Fields, shape: Shape, layer: _Layer) -> int:
    """Projections with their biases, a norm for queries, and one for the keys of a layer that has its own."""
    projections = _projections(fields, shape, layer)
    biases = sum(tall for _, _, tall in projections) if shape.attention_bias else 0
    norms = layer.head_dim * (1 if layer.shares else 2)
    return sum(wide * tall for _, wide, tall in projections) + biases + norms


def _modules(family: Family, fields: Fields, shape: Shape, kinds: Mapping[_Layer, int]) -> Modules:
    hidden, layers = shape.hidden_size, shape.num_hidden_layers
    wide = fields.flag("use_double_wide_mlp", False)
    found: Modules = ()
    for layer, number in kinds.items():
        found += times(_projections(fields, shape, layer), number)
        width = shape.intermediate_size * (2 if wide and layer.shares else 1)
        found += times(mlp(family, width, hidden), number)
    added = fields.count("hidden_size_per_layer_input", least=0)
    if added:
        found += times((("per_layer_input_gate", hidden, added), ("per_layer_projection", added, hidden)), layers)
        found += (("per_layer_model_projection", hidden, layers * added, 1),)
    if shape.moe is not None:
        found += times((("proj", hidden, shape.moe.num_experts),), layers)
    return found


def _projections(fields: Fields, shape: Shape, layer: _Layer) -> Matrices:
    hidden, query = shape.hidden_size, shape.num_attention_heads * layer.head_dim
    pairs = 0 if layer.shares else 1 if fields.flag("attention_k_eq_v", False) and layer.kind == FULL else 2
    names = ("k_proj", "v_proj")[:pairs]
    own = tuple((name, hidden, layer.key_value_heads * layer.head_dim) for name in names)
    return (("q_proj", hidden, query), *own, ("o_proj", query, hidden))


def _wide_mlps(family: Family, fields: Fields, shape: Shape, layers: tuple[_Layer, ...]) -> int:
    """What MLPs of double width have more than others, in layers that share keys and values."""
    if not fields.flag("use_double_wide_mlp", False):
        return 0
    return sum(layer.shares for layer in layers) * mlp_parameters(
        family, shape, shape.intermediate_size, shape.hidden_size
    )


def _embeddings(fields: Fields, shape: Shape) -> int:
    """The table of per-layer embeddings, its projections and norms."""
    width = fields.count("hidden_size_per_layer_input", least=0)
    if not width:
        return 0
    layers, hidden = shape.num_hidden_layers, shape.hidden_size
    table = fields.need("vocab_size_per_layer_input") * layers * width
    return table + layers * hidden * width + width + layers * (2 * hidden * width + hidden)
