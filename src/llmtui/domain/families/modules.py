"""The matrices of all layers by the names under which PEFT finds them, where layers are not all alike."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from .family import Family, Shape
from .layers import LINEAR, NONE
from .mixers import Matrices

#: (name, in, out, how many in the model).
Modules: TypeAlias = tuple[tuple[str, int, int, int], ...]


def modules(family: Family, shape: Shape) -> Modules:
    """nn.Linear modules of a family with experts or several kinds of layers; experts themselves are none of them."""
    return (*_mixers(family, shape), *feed_forward(family, shape))


def projected(shape: Shape) -> Modules:
    """OPT's matrices where its embedding is narrower than its layers."""
    hidden, query, inner, narrow = shape.hidden_size, shape.query_size, shape.intermediate_size, shape.embedding_size
    layer = tuple((name, hidden, query) for name in ("q_proj", "k_proj", "v_proj"))
    outer = (("out_proj", query, hidden), ("fc1", hidden, inner), ("fc2", inner, hidden))
    ends = (("project_in", narrow, hidden), ("project_out", hidden, narrow))
    return (*times((*layer, *outer), shape.num_hidden_layers), *times(ends, 1))


def times(matrices: Matrices, number: int) -> Modules:
    """So many of each matrix; nothing for none."""
    return tuple((name, wide, tall, number) for name, wide, tall in matrices) if number else ()


def mlp(family: Family, width: int, hidden: int) -> Matrices:
    """The matrices of an MLP of so many inner features."""
    gate: Matrices = (("gate_proj", hidden, width),) if family.mlp == "gated" else ()
    return (*gate, ("up_proj", hidden, width), ("down_proj", width, hidden))


def _mixers(family: Family, shape: Shape) -> Modules:
    kinds = Counter(shape.mixers)
    linear = shape.delta or shape.mamba
    number = shape.num_hidden_layers - kinds[LINEAR] - kinds[NONE]
    found = times(linear.matrices(shape.hidden_size), kinds[LINEAR]) if linear is not None else ()
    latent = shape.latent
    if latent is None:
        return (*found, *times(_heads(family, shape), number))
    return (
        *times(latent.matrices(shape.hidden_size), number),
        *times(latent.indexer(shape.hidden_size), latent.indexers),
    )


def _heads(family: Family, shape: Shape) -> Matrices:
    hidden, query, key_value = shape.hidden_size, shape.query_size, shape.key_value_size
    return (
        ("q_proj", hidden, 2 * query if family.gated_query else query),
        ("k_proj", hidden, key_value),
        ("v_proj", hidden, key_value),
        ("o_proj", query, hidden),
    )


def feed_forward(family: Family, shape: Shape) -> Modules:
    """MLPs, shared experts and routers; a router counts where it is an nn.Linear."""
    hidden, moe, sparse = shape.hidden_size, shape.moe, shape.sparse_layers
    found = times(mlp(family, shape.intermediate_size, hidden), shape.dense_layers)
    if moe is None:
        return found
    if moe.shared_intermediate_size:
        found += times(mlp(family, moe.shared_intermediate_size, hidden), sparse)
    if family.shared_gate:
        found += times((("shared_expert_gate", hidden, 1),), sparse)
    if family.router:
        found += times(((family.router, hidden, moe.num_experts),), sparse)
    if moe.latent_size:
        size = moe.latent_size
        found += times((("fc1_latent_proj", hidden, size), ("fc2_latent_proj", size, hidden)), sparse)
    return found
