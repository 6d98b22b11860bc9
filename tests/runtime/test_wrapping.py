"""The table of wrapped classes and accelerate's key sets against the installed libraries."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from tests.runtime.shapes import SMALL

from llmtui.catalog.models import load_models
from llmtui.render.acceleratekeys import GROUPS, NEWEST, TOP, version_of
from llmtui.render.wrapping import LAYERS

pytestmark = pytest.mark.runtime

#: A family whose class transformers lacks, and the class that its published code repeats.
_CLASS_OF = {"kimi_k2": "deepseek_v3"}
#: Read by the launcher without an option of its own.
_NO_OPTION = {"fsdp_ignored_modules"}


def _classes(model_type: str) -> set[str]:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    config: Any = AutoConfig.for_model(_CLASS_OF.get(model_type, model_type), **SMALL[model_type])
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config)
    return {type(module).__name__ for module in model.modules()}


def test_every_model_of_the_catalogue_has_a_class() -> None:
    assert {model.model_type for model in load_models()} <= set(LAYERS)


@pytest.mark.parametrize("model_type", sorted(LAYERS))
def test_the_class_is_one_of_the_models(model_type: str) -> None:
    found = _classes(model_type)
    assert LAYERS[model_type] in found
    assert "NoSuchDecoderLayer" not in found


def _here() -> tuple[int, int]:
    import accelerate

    version = version_of(accelerate.__version__)
    assert version is not None
    return version


def _of(known: dict[str, tuple[tuple[int, int], tuple[int, int]]], version: tuple[int, int]) -> set[str]:
    return {key for key, (first, until) in known.items() if first <= version < until}


def test_the_top_level_keys_are_accelerates_fields() -> None:
    from accelerate.commands.config.config_args import ClusterConfig

    old_spellings = {"fp16", "dynamo_backend"}
    fields = {field.name for field in dataclasses.fields(ClusterConfig)}
    assert _of(dict(TOP), _here()) - old_spellings == fields


def test_the_keys_of_groups_are_the_launchers_options() -> None:
    from accelerate.commands.launch import launch_command_parser

    assert _here() <= NEWEST, "accelerate is newer than the key sets: look at what changed"
    options = {action.dest for action in launch_command_parser()._actions}
    for group, known in GROUPS.items():
        assert _of(dict(known), _here()) - options <= _NO_OPTION, group
    prefixes = ("fsdp_", "parallelism_config_", "dynamo_", "deepspeed_")
    ours = {key for known in GROUPS.values() for key in known}
    assert {option for option in options if option.startswith(prefixes)} <= ours
