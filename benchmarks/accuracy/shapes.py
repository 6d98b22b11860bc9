"""Which architecture a row's model has: the catalogue's, or that of a config in benchmarks/data/traced_configs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from llmtui.catalog.models import load_models
from llmtui.domain.config import model_from_config
from llmtui.domain.model import ModelSpec

from .data import traced_config

_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Same:
    """A model whose shape is another one's; `changed` are config keys that differ, `why` says how that is known."""

    id: str
    why: str
    changed: Mapping[str, int] = field(default_factory=lambda: _NONE)


_MIRROR = "mirror of the same weights"
_TUNED = "fine-tuned from it, config.json of the same shape"

#: Models of the published rows that are not in the catalogue under their own name.
SAME: Mapping[str, Same] = {
    "unsloth/Llama-3.2-1B": Same("meta-llama/Llama-3.2-1B", _MIRROR),
    "unsloth/Llama-3.2-3B": Same("meta-llama/Llama-3.2-3B", _MIRROR),
    "unsloth/Meta-Llama-3.1-8B": Same("meta-llama/Llama-3.1-8B", _MIRROR),
    "meta-llama/Meta-Llama-3-8B": Same("meta-llama/Llama-3.1-8B", "same widths, layers and vocabulary, 8,030,261,248"),
    "mistralai/Mistral-7B-v0.1": Same(
        "mistralai/Mistral-7B-v0.3", "v0.3 extended the vocabulary from 32000 to 32768", {"vocab_size": 32000}
    ),
    "mistralai/Mistral-7B-v0.2": Same(
        "mistralai/Mistral-7B-v0.3", "v0.3 extended the vocabulary from 32000 to 32768", {"vocab_size": 32000}
    ),
    "Qwen/Qwen2-7B": Same("Qwen/Qwen2.5-7B", "same config.json but for the context length, 7,615,616,512"),
    "Qwen/Qwen2.5-7B-Instruct": Same("Qwen/Qwen2.5-7B", _TUNED),
    "Qwen/Qwen2.5-1.5B-Instruct": Same("Qwen/Qwen2.5-1.5B", _TUNED),
    "mistralai/Devstral-Small-2507": Same("mistralai/Mistral-Small-3.2-24B-Instruct-2506", _TUNED),
    "mistralai/Magistral-Small-2506": Same("mistralai/Mistral-Small-3.2-24B-Instruct-2506", _TUNED),
    "mistralai/Magistral-Small-2507": Same("mistralai/Mistral-Small-3.2-24B-Instruct-2506", _TUNED),
    "allenai/Olmo-3-7B-Instruct-SFT": Same("allenai/Olmo-3-1025-7B", _TUNED),
    "bigscience/bloomz-7b1": Same("bigscience/bloom-7b1", _TUNED),
    "google/gemma-4-31B": Same("google/gemma-4-31B-it", _TUNED),
    "meta-llama/Llama-4-Scout-17B-16E": Same("meta-llama/Llama-4-Scout-17B-16E-Instruct", _TUNED),
}

#: Models whose config stands among the traced ones only.
_TRACED = {"microsoft/Phi-3-mini-4k-instruct": "phi-3-mini-4k.json"}


@cache
def _catalogue() -> Mapping[str, ModelSpec]:
    return {model.id: model for model in load_models()}


@cache
def traced_model(config: str) -> ModelSpec:
    """The architecture of one traced config."""
    return model_from_config(traced_config(config), config.removesuffix(".json"), source=config)


@cache
def model_of(model_id: str) -> ModelSpec | None:
    """The architecture of a published row's model, None where no config is at hand."""
    if model_id in _TRACED:
        return replace(traced_model(_TRACED[model_id]), id=model_id)
    same = SAME.get(model_id)
    model = _catalogue().get(same.id if same else model_id)
    if model is None or same is None or not same.changed:
        return model
    assert model.config is not None
    return model_from_config({**model.config, **same.changed}, model_id, source=same.why)


def changed_model(model_id: str, changed: Mapping[str, Any]) -> ModelSpec:
    """A model of the catalogue, with other values of some keys of its config.json. Raises ValueError."""
    model = _catalogue().get(model_id)
    if model is None:
        raise ValueError(f"{model_id} is not in the catalogue")
    if not changed:
        return model
    return model_from_config({**(model.config or {}), **changed}, model_id, source="changed for a measurement")
