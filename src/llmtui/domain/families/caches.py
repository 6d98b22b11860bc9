"""What the layers of a family keep of a sequence: the layers of transformers 5.24's DynamicCache (cache_utils.py)."""

from __future__ import annotations

from collections import Counter

from ..model import LayerCache
from .family import Family, Shape
from .layers import CHUNKED, LINEAR, NONE, SLIDING


def layer_caches(family: Family, shape: Shape) -> tuple[LayerCache, ...]:
    """One entry for each kind of layer that keeps something."""
    kinds = Counter(kind for kind in shape.mixers if kind != NONE)
    found = [_kind(family, shape, kind, number) for kind, number in kinds.items()]
    if shape.latent is not None and shape.latent.indexers:
        # Keys of the indexer, beside the latents (DynamicIndexedLayer).
        found.append(LayerCache(shape.latent.indexers, shape.latent.index_width))
    return tuple(found)


def _kind(family: Family, shape: Shape, kind: str, layers: int) -> LayerCache:
    if kind == LINEAR:
        return _state(shape, layers)
    latent = shape.latent
    if latent is not None:
        # The latents are cached, and keys and values of all heads are made of them in each step.
        pairs = latent.heads * (latent.head_dim + latent.nope + latent.value)
        return LayerCache(layers, latent.rank + latent.rope, expanded=pairs)
    window = shape.window if kind in {SLIDING, CHUNKED} else None
    return LayerCache(layers, 2 * (shape.query_size if family.caches_all_heads else shape.key_value_size), window)


def _state(shape: Shape, layers: int) -> LayerCache:
    """The last tokens of the convolution and the recurrent state, which both kinds keep in fp32."""
    mixer = shape.delta or shape.mamba
    assert mixer is not None
    return LayerCache(layers, 0, state=mixer.conv_state, state_fp32=mixer.recurrent_state)
