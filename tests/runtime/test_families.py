"""Parameter counts, defaults and attention of every family against the classes of transformers, without weights."""

from __future__ import annotations

from typing import Any

import pytest
from tests.runtime.shapes import FLAGS, MORE, SMALL, Config

from llmtui.domain import config as reading
from llmtui.domain.config import model_from_config
from llmtui.domain.families import FAMILIES

pytestmark = pytest.mark.runtime

#: A family whose class transformers lacks, and the class that its published code repeats.
_CLASS_OF = {"kimi_k2": "deepseek_v3"}
_LAYERS = {"n_layer": 3, "num_layers": 2, "n_layers": 3, "num_hidden_layers": 3}


def _class_config(model_type: str, config: Config) -> Any:
    from transformers import AutoConfig

    return AutoConfig.for_model(_CLASS_OF.get(model_type, model_type), **config)


def _built(class_config: Any) -> Any:
    import torch
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(class_config)


def _counted(model: Any) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


def _formula(model_type: str, config: Config) -> int:
    model = model_from_config({**config, "model_type": model_type}, "m")
    assert model.known_family
    return model.parameters


def _variations(model_type: str) -> list[Config]:
    small = SMALL[model_type]
    known = vars(_class_config(model_type, small))
    turned = [{flag: not known.get(flag, False)} for flag in FLAGS if not (model_type == "mpt" and flag == "no_bias")]
    return [{**small, **change} for change in ({}, *turned, *MORE.get(model_type, ()))]


def test_every_family_has_a_small_config() -> None:
    assert set(SMALL) == set(FAMILIES)
    assert set(MORE) <= set(FAMILIES)


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_the_count_is_the_classs(model_type: str) -> None:
    for config in _variations(model_type):
        class_config = _class_config(model_type, config)
        counted = _counted(_built(class_config))
        changed = {key: value for key, value in config.items() if SMALL[model_type].get(key) != value}
        assert _formula(model_type, config) == counted, changed
        # The same model as save_pretrained writes it.
        assert _formula(model_type, class_config.to_dict()) == counted, changed


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_a_text_part_without_keys_is_the_classs_default(model_type: str) -> None:
    if model_type == "nemotron_h":
        pytest.skip("its layers have to be named")
    fewer: Config = {key: value for key, value in _LAYERS.items() if hasattr(_class_config(model_type, {}), key)}
    fewer = dict(list(fewer.items())[:1])
    if model_type == "gpt_neo":
        fewer["attention_types"] = [[["global", "local"], 1]]
    active = {"num_experts_per_tok": 2} if model_type == "deepseek_v2" else {}
    if model_type == "glm4_moe":
        active["head_dim"] = 128
    positions = {"max_position_embeddings": 80} if FAMILIES[model_type].learned_positions else {}
    asked = {**fewer, **active, **positions}
    model = model_from_config({"model_type": "whole", "text_config": {"model_type": model_type, **asked}}, "m")
    assert model.parameters == _counted(_built(_class_config(model_type, asked)))


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_attention_is_what_the_class_supports(model_type: str) -> None:
    built = _built(_class_config(model_type, SMALL[model_type]))
    family = FAMILIES[model_type]
    assert (family.sdpa, family.flash) == (built._supports_sdpa, built._supports_flash_attn)


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_a_wrong_family_is_seen(model_type: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    right = FAMILIES[model_type]
    monkeypatch.setattr(reading, "FAMILIES", {model_type: replace(right, embedding_norm=not right.embedding_norm)})
    config = SMALL[model_type]
    assert _formula(model_type, config) != _counted(_built(_class_config(model_type, config)))
