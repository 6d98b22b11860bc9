"""LoRA parameters of every family against PEFT on the real classes, without weights."""

from __future__ import annotations

from typing import Any

import pytest
from tests.runtime.shapes import MORE, SMALL, Config

from llmtui.domain.config import model_from_config
from llmtui.domain.families import FAMILIES
from llmtui.domain.job import Lora, Training
from llmtui.domain.linears import linears
from llmtui.domain.memory.weights import lora_parameters

pytestmark = pytest.mark.runtime

_CLASS_OF = {"kimi_k2": "deepseek_v3"}
_EXPERTS = ("gate", "gate_proj", "up_proj", "down_proj")


def _adapted(model_type: str, config: Config, target_modules: Any) -> int:
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoConfig, AutoModelForCausalLM

    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(AutoConfig.for_model(_CLASS_OF.get(model_type, model_type), **config))
        model = get_peft_model(model, LoraConfig(r=3, target_modules=target_modules, task_type="CAUSAL_LM"))
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def _formula(model_type: str, config: Config, target_modules: str | tuple[str, ...]) -> int:
    model = model_from_config({**config, "model_type": model_type}, "m")
    return lora_parameters(model, Training(lora=Lora(r=3, target_modules=target_modules)))


@pytest.mark.parametrize("model_type", sorted(set(FAMILIES) - {"nemotron_h"}))
def test_all_linear_adapts_what_peft_adapts(model_type: str) -> None:
    for change in ({}, *MORE.get(model_type, ())):
        config = {**SMALL[model_type], **change}
        assert _formula(model_type, config, "all-linear") == _adapted(model_type, config, "all-linear"), change


@pytest.mark.parametrize("model_type", sorted(FAMILIES))
def test_each_name_alone_adapts_what_peft_adapts(model_type: str) -> None:
    model = model_from_config({**SMALL[model_type], "model_type": model_type}, "m")
    experts = model.moe.expert_names if model.moe is not None else ()
    for name in dict.fromkeys(name for name, _, _ in linears(model)):
        if name not in {*experts, "out_proj"} or (name == "out_proj" and model_type != "nemotron_h"):
            assert _formula(model_type, SMALL[model_type], (name,)) == _adapted(
                model_type, SMALL[model_type], [name]
            ), name


@pytest.mark.parametrize("names", [("gate_proj", "up_proj"), ("down_proj",), ("gate", "q_proj"), _EXPERTS])
@pytest.mark.parametrize("model_type", ["qwen3_moe", "deepseek_v3", "qwen3_next"])
def test_experts_are_adapted_by_their_names(model_type: str, names: tuple[str, ...]) -> None:
    assert _formula(model_type, SMALL[model_type], names) == _adapted(model_type, SMALL[model_type], list(names))


def test_peft_refuses_what_is_refused_here() -> None:
    for model_type, target in (("nemotron_h", "all-linear"), ("nemotron_h", ["out_proj"]), ("qwen3_moe", ["up_proj"])):
        with pytest.raises(ValueError, match=r"incompatible with Mamba|Cannot convert"):
            _adapted(model_type, SMALL[model_type], target)
