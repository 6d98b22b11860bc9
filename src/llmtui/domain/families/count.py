"""The exact parameter count of a family with given widths."""

from __future__ import annotations

from collections import Counter

from .family import Family, Shape
from .layers import LINEAR, NONE


def parameter_count(family: Family, shape: Shape) -> int:
    """All parameters of the causal language model, tied ones once.

    embeddings + positions + layers x (attention or what stands in its place + MLP or experts + norms) + final norm
    + head.
    """
    norm = family.norm_vectors * shape.hidden_size
    tables = shape.vocab_size * shape.embedding_size * (1 if shape.tie_word_embeddings else 2)
    if shape.embedding_size != shape.hidden_size:
        tables += 2 * shape.embedding_size * shape.hidden_size
    if shape.head_bias:
        tables += shape.vocab_size
    mixers = sum(number * _mixer(family, shape, kind) for kind, number in Counter(shape.mixers).items())
    if shape.latent is not None:
        mixers += shape.latent.index_parameters(shape.hidden_size)
    layers = shape.num_hidden_layers * (family.layer_norms * norm + family.extra_per_layer)
    layers += shape.dense_layers * dense_parameters(family, shape) + shape.sparse_layers * _experts(family, shape)
    norms = norm * (family.embedding_norm + family.final_norm)
    return tables + shape.positions * shape.hidden_size + mixers + layers + norms


def _mixer(family: Family, shape: Shape, kind: str) -> int:
    if kind == NONE or family.attention == "own":
        return 0
    if kind == LINEAR:
        mixer = shape.delta or shape.mamba
        return mixer.parameters(shape.hidden_size) if mixer is not None else 0
    if shape.latent is not None:
        return shape.latent.parameters(shape.hidden_size, shape.attention_bias)
    return _attention(family, shape)


def _attention(family: Family, shape: Shape) -> int:
    query, key_value, hidden = shape.query_size, shape.key_value_size, shape.hidden_size
    projected = 2 * query if family.gated_query else query
    count = hidden * (projected + 2 * key_value) + query * hidden
    widths = {"q": projected, "k": key_value, "v": key_value, "o": hidden}
    if shape.attention_bias:
        count += sum(widths[name] for name in family.biased)
    if shape.output_bias:
        count += hidden
    if shape.qk_norm:
        count += query + key_value if family.qk_norm == "wide" else 2 * shape.head_dim * family.norm_vectors
    return count + (shape.num_attention_heads if family.sinks else 0)


def mlp_parameters(family: Family, shape: Shape, width: int, inputs: int) -> int:
    """An MLP of so many inner features, with its biases."""
    matrices = 3 if family.mlp == "gated" else 2
    bias = (matrices - 1) * width + inputs if shape.mlp_bias else 0
    return matrices * inputs * width + bias


def dense_parameters(family: Family, shape: Shape) -> int:
    """The MLP of one layer that has one."""
    return mlp_parameters(family, shape, shape.intermediate_size, shape.hidden_size)


def _experts(family: Family, shape: Shape) -> int:
    """Router, experts and shared expert of one layer that has them; experts may work on a narrower copy (latent)."""
    moe, hidden = shape.moe, shape.hidden_size
    if moe is None:
        return 0
    matrices, inputs = 3 if family.mlp == "gated" else 2, moe.latent_size or hidden
    count = moe.num_experts * (matrices * inputs * moe.intermediate_size + hidden)
    if family.expert_bias:
        count += moe.num_experts * ((matrices - 1) * moe.intermediate_size + hidden)
    if moe.latent_size:
        count += 2 * hidden * moe.latent_size + (hidden + moe.latent_size if shape.mlp_bias else 0)
    if moe.shared_intermediate_size:
        count += mlp_parameters(family, shape, moe.shared_intermediate_size, hidden)
    return count + (moe.num_experts if family.router_bias else 0) + (hidden if family.shared_gate else 0)
