"""Typed reads of a config.json; every error names the key and the file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from ..errors import RequestError

#: A number beyond this is a damaged file, not a model.
_LARGEST = 10**12

#: What a class does always or never, or a config key that switches it and what holds where the config has none.
Switch: TypeAlias = bool | tuple[str, bool]

#: The names that families use for one thing (the attribute_map of their config classes).
_NAMES: Mapping[str, tuple[str, ...]] = {
    "hidden_size": ("hidden_size", "n_embd", "d_model", "n_embed"),
    "num_hidden_layers": ("num_hidden_layers", "n_layer", "num_layers", "n_layers"),
    "num_attention_heads": ("num_attention_heads", "n_head", "num_heads", "n_heads"),
    "num_key_value_heads": ("num_key_value_heads", "num_kv_heads", "n_head_kv"),
    "intermediate_size": ("intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size", "inner_dim"),
    "max_position_embeddings": ("max_position_embeddings", "n_positions", "seq_length", "max_seq_len"),
    "num_experts": ("num_experts", "num_local_experts", "n_routed_experts"),
    "experts_per_token": ("num_experts_per_tok", "experts_per_token", "top_k_experts"),
    "dtype": ("dtype", "torch_dtype"),
}

_NONE: Mapping[str, int] = MappingProxyType({})


class Fields:
    """A config's keys under the names of _NAMES, with a family's `defaults` for the numbers that it leaves out."""

    def __init__(self, config: Mapping[str, object], where: str, defaults: Mapping[str, int] = _NONE) -> None:
        self._config = config
        self._defaults = defaults
        self.where = where

    def count(self, name: str, *, least: int = 1, most: int = _LARGEST) -> int | None:
        """A whole number in that range, the default where the config has no such key; null stays None."""
        key, value = self._find(name)
        if value is None:
            return None if key in self._config else self._defaults.get(name)
        return self._whole(key, value, least, most)

    def need(self, name: str, *, least: int = 1, most: int = _LARGEST) -> int:
        """As `count`, but the number has to be there."""
        found = self.count(name, least=least, most=most)
        if found is None:
            raise self.missing(name)
        return found

    def flag(self, name: str, otherwise: bool) -> bool:
        """true or false, `otherwise` where the config has none."""
        key, value = self._find(name)
        if value is None:
            return otherwise
        if not isinstance(value, bool):
            raise self._wrong(key, value, "true or false")
        return value

    def switch(self, switch: Switch) -> bool:
        """What a Switch stands at."""
        return switch if isinstance(switch, bool) else self.flag(*switch)

    def text(self, name: str) -> str | None:
        """A text, None where the config has none."""
        key, value = self._find(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(key, value, "text")
        return value

    def words(self, name: str) -> tuple[str, ...] | None:
        """A list of texts, None where the config has none."""
        value = self._config.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self._wrong(name, value, "a list of words")
        return tuple(value)

    def numbers(self, name: str) -> tuple[int, ...] | None:
        """A list of whole numbers, None where the config has none."""
        value = self._config.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self._wrong(name, value, "a list of whole numbers")
        return tuple(self._whole(name, number, 0, _LARGEST) for number in value)

    def group(self, name: str) -> Mapping[str, object] | None:
        """A group of keys, None where the config has none."""
        value = self._config.get(name)
        if value is not None and not isinstance(value, Mapping):
            raise self._wrong(name, value, "a group of keys")
        return value

    def missing(self, *names: str) -> RequestError:
        """The error that those keys are not there."""
        named = ", ".join(" or ".join(_NAMES.get(name, (name,))[:2]) for name in names)
        return RequestError(
            f"{self.where}: {named} {'are' if len(names) > 1 else 'is'} missing",
            hint="a causal language model's config.json has them",
            field="model",
        )

    def _find(self, name: str) -> tuple[str, object]:
        names = _NAMES.get(name, (name,))
        for key in names:
            if self._config.get(key) is not None:
                return key, self._config[key]
        return next((key for key in names if key in self._config), name), None

    def _whole(self, key: str, value: object, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(key, value, "a whole number")
        if not least <= value <= most:
            raise self._wrong(key, value, f"a number from {least} to {most}")
        return value

    def _wrong(self, key: str, value: object, allowed: str) -> RequestError:
        shown = repr(value)
        shown = shown if len(shown) <= 40 else f"{shown[:37]}..."
        return RequestError(f"{self.where}: {key} is {shown}; allowed: {allowed}", field="model")
