"""Which kind each layer is of, in the words of transformers' layer_types, as the config classes settle it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ...errors import RequestError
from ..fields import Fields
from .family import Family, LayerRule

FULL, SLIDING, CHUNKED, LINEAR, INDEXED, NONE = (
    "full_attention",
    "sliding_attention",
    "chunked_attention",
    "linear_attention",
    "indexed_attention",
    "none",
)
#: Words that older files have for a kind (transformers' configuration_utils), and Nemotron-H's letters.
_OLDER: Mapping[str, str] = {"attention": FULL, "mamba": LINEAR, "deepseek_sparse_attention": INDEXED}
_LETTERS: Mapping[str, str] = {"M": LINEAR, "*": FULL, "E": "moe", "-": "mlp"}
#: The kinds that can be counted; layers with an MLP or experts alone ("mlp", "moe") stand in Nemotron-H only.
_KNOWN = frozenset({FULL, SLIDING, CHUNKED, LINEAR, INDEXED, "moe", "mlp"})


def blocks(fields: Fields) -> tuple[str, ...] | None:
    """Nemotron-H's kinds of layers, by layers_block_type, layer_types or the letters of hybrid_override_pattern."""
    listed = fields.words("layers_block_type") or fields.words("layer_types")
    if listed is not None:
        return _checked(fields, "layers_block_type", tuple(_OLDER.get(word, word) for word in listed))
    pattern = fields.text("hybrid_override_pattern")
    if pattern is None:
        return None
    return _checked(fields, "hybrid_override_pattern", tuple(_LETTERS.get(letter, letter) for letter in pattern))


def layer_types(family: Family, fields: Fields, layers: int) -> tuple[str, ...]:
    """One word a layer. Raises RequestError (field "model") for words that are unknown or not one a layer."""
    if family.layers == "blocks":
        found = blocks(fields) or (LINEAR, "moe", FULL, "mlp")
        return tuple(NONE if word in {"moe", "mlp"} else word for word in found)
    listed = fields.words("layer_types")
    if listed is None:
        return _RULES[family.layers](fields, layers)
    if family.lenient:
        kinds = tuple(word if word in {SLIDING, CHUNKED} else FULL for word in listed)
        return kinds if len(kinds) == layers else _all(FULL, layers)
    if len(listed) != layers:
        raise RequestError(
            f"{fields.where}: layer_types has {len(listed)} words for {layers} layers",
            hint="one word a layer",
            field="model",
        )
    return _checked(fields, "layer_types", tuple(_OLDER.get(word, word) for word in listed))


def _checked(fields: Fields, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
    unknown = sorted(set(words) - _KNOWN)
    if unknown:
        raise RequestError(
            f"{fields.where}: {key} has {', '.join(unknown)}", hint=f"known: {', '.join(sorted(_KNOWN))}", field="model"
        )
    return words


def window(family: Family, fields: Fields) -> int | None:
    """Tokens of a sliding window or chunk, None without one."""
    if family.layers == "chunked":
        return fields.count("attention_chunk_size")
    uses = family.layers in {"used window", "late window", "early window", "window without rope"}
    if uses and not fields.flag("use_sliding_window", False):
        return None
    return fields.count("sliding_window", least=0)


def _all(kind: str, layers: int) -> tuple[str, ...]:
    return (kind,) * layers


def _window(fields: Fields, layers: int) -> tuple[str, ...]:
    return _all(FULL if fields.count("sliding_window", least=0) is None else SLIDING, layers)


def _used_window(fields: Fields, layers: int) -> tuple[str, ...]:
    return _window(fields, layers) if fields.flag("use_sliding_window", False) else _all(FULL, layers)


def _late_window(fields: Fields, layers: int) -> tuple[str, ...]:
    if FULL in _used_window(fields, 1):
        return _all(FULL, layers)
    first = fields.need("max_window_layers", least=0)
    return tuple(SLIDING if layer >= first else FULL for layer in range(layers))


def _early_window(fields: Fields, layers: int) -> tuple[str, ...]:
    if not fields.flag("use_sliding_window", False):
        return _all(FULL, layers)
    last = fields.need("max_window_layers", least=0)
    return tuple(SLIDING if layer % 2 == 0 and layer < last else FULL for layer in range(layers))


def _window_without_rope(fields: Fields, layers: int) -> tuple[str, ...]:
    if FULL in _used_window(fields, 1):
        return _all(FULL, layers)
    return tuple(FULL if rope else SLIDING for rope in _rope(fields, layers))


def _rope(fields: Fields, layers: int) -> tuple[bool, ...]:
    """Whether each layer has rotary positions (no_rope_layers is 1 where it has)."""
    listed = fields.numbers("no_rope_layers")
    if listed and len(listed) == layers:
        return tuple(bool(number) for number in listed)
    every = fields.need("no_rope_layer_interval")
    return tuple((layer + 1) % every != 0 for layer in range(layers))


def _each(every: int, kind: str, layers: int) -> tuple[str, ...]:
    """Full attention in each layer of that number, `kind` in those between."""
    return tuple(kind if (layer + 1) % every else FULL for layer in range(layers))


def _pattern(fields: Fields, layers: int) -> tuple[str, ...]:
    return _each(fields.need("sliding_window_pattern"), SLIDING, layers)


def _optional_pattern(fields: Fields, layers: int) -> tuple[str, ...]:
    return _all(FULL, layers) if fields.count("sliding_window") is None else _pattern(fields, layers)


def _chunked(fields: Fields, layers: int) -> tuple[str, ...]:
    if fields.count("attention_chunk_size") is None:
        return _all(FULL, layers)
    return tuple(CHUNKED if rope else FULL for rope in _rope(fields, layers))


def _interval(fields: Fields, layers: int) -> tuple[str, ...]:
    return _each(fields.need("full_attention_interval"), LINEAR, layers)


_RULES: Mapping[LayerRule, Callable[[Fields, int], tuple[str, ...]]] = MappingProxyType(
    {
        "window": _window,
        "used window": _used_window,
        "late window": _late_window,
        "early window": _early_window,
        "window without rope": _window_without_rope,
        "alternate": lambda fields, layers: _each(2, SLIDING, layers),
        "third of four": lambda fields, layers: _each(4, SLIDING, layers),
        "pattern": _pattern,
        "optional pattern": _optional_pattern,
        "chunked": _chunked,
        "interval": _interval,
        "indexed": lambda fields, layers: _all(INDEXED, layers),
    }
)
