"""What each family's layers keep of a sequence against the DynamicCache that its class fills, on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import plan
from tests.runtime.shapes import MORE, SMALL, Config

from llmtui.domain.config import model_from_config
from llmtui.domain.families import FAMILIES
from llmtui.domain.memory.generation import kv_cache_bytes, prefilled_cache_bytes

pytestmark = pytest.mark.runtime

_ROWS, _PROMPT, _STEPS, _WINDOW = 2, 11, 2, 6
#: Keys that cut windows where a class has them.
_WINDOWED: Config = {"sliding_window": _WINDOW, "use_sliding_window": True, "max_window_layers": 2}
_CLASS_OF = {"kimi_k2": "deepseek_v3"}


def _model(model_type: str, config: Config) -> Any:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    class_config = AutoConfig.for_model(_CLASS_OF.get(model_type, model_type), **config)
    # Grouped matrix products want widths that are multiples of 8.
    return AutoModelForCausalLM.from_config(
        class_config, dtype=torch.bfloat16, experts_implementation="eager", attn_implementation="eager"
    ).eval()


def _tensors(layer: Any) -> Iterator[Any]:
    import torch

    for value in vars(layer).values():
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, torch.Tensor) and each.ndim:
                yield each


def _held(cache: Any) -> int:
    storages = [tensor.untyped_storage() for layer in cache.layers for tensor in _tensors(layer)]
    return sum({storage.data_ptr(): int(storage.nbytes()) for storage in storages}.values())


def _measured(model: Any) -> list[int]:
    """Bytes of all storages that the cache holds after the prompt and after each step."""
    import torch

    ids = torch.ones(_ROWS, _PROMPT, dtype=torch.long)
    with torch.no_grad():
        cache = model(ids, use_cache=True).past_key_values
        found = [_held(cache)]
        for _ in range(_STEPS):
            model(ids[:, :1], past_key_values=cache, use_cache=True)
            found.append(_held(cache))
    return found


def _expected(model_type: str, config: Config) -> list[int]:
    asked = plan(
        task="inference",
        cluster="lumi",
        gpus_per_node=1,
        batch_size=_ROWS,
        prompt_tokens=_PROMPT,
        max_new_tokens=_STEPS,
    )
    asked = replace(asked, model=model_from_config({**config, "model_type": model_type}, "small"))
    steps = [kv_cache_bytes(asked, _PROMPT + step) for step in range(1, _STEPS + 1)]
    return [prefilled_cache_bytes(asked), *steps]


def _configs(model_type: str) -> list[Config]:
    small = SMALL[model_type]
    changes = [{}, *MORE.get(model_type, ())]
    if FAMILIES[model_type].attention != "latent":
        changes.append(_WINDOWED)
    if model_type == "llama4_text":
        changes.append({"attention_chunk_size": _WINDOW})
    return [{**small, **change} for change in changes]


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_the_cache_is_the_classs(model_type: str) -> None:
    for config in _configs(model_type):
        changed = {key: value for key, value in config.items() if SMALL[model_type].get(key) != value}
        assert _expected(model_type, config) == _measured(_model(model_type, config)), changed


def test_windows_cut_the_cache_and_a_wrong_one_is_seen() -> None:
    config = {**SMALL["mistral"], **_WINDOWED}
    measured = _measured(_model("mistral", config))
    assert measured[0] > measured[1] == measured[2]
    assert _expected("mistral", {**config, "sliding_window": _WINDOW + 1}) != measured
