"""Figures that can be reckoned by hand, or that somebody measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import model, plan

from llmtui.domain.job import Fsdp
from llmtui.domain.memory import estimate
from llmtui.domain.memory.generation import device_weights, kv_cache_bytes
from llmtui.domain.memory.optimizer import optimizer_bytes
from llmtui.domain.memory.saving import gathered_bytes
from llmtui.domain.memory.training import static_sizes
from llmtui.domain.memory.types import COMPONENTS
from llmtui.domain.memory.weights import lora_parameters
from llmtui.units import GIB

#: Llama-3.1-8B has 8,030,261,248 parameters.
_PARAMETERS = 8_030_261_248


def test_full_fine_tuning_holds_weights_gradients_and_two_states() -> None:
    found = estimate(plan(cluster="roihu", weights_dtype="bf16"))
    assert found.parameters == found.trainable_parameters == _PARAMETERS
    assert found.sizes["weights"] == 2 * _PARAMETERS
    assert found.sizes["gradients"] == 2 * _PARAMETERS
    assert found.sizes["optimizer"] == 4 * _PARAMETERS


def test_fsdp_divides_what_it_shards() -> None:
    whole = estimate(plan(cluster="lumi", gpus_per_node=8, sharding="ddp")).sizes
    shard = estimate(plan(cluster="lumi", gpus_per_node=8, sharding="fsdp")).sizes
    for name in ("weights", "gradients", "optimizer"):
        assert shard[name] == whole[name] // 8


def test_lora_on_all_linear_layers_of_llama_8b() -> None:
    asked = plan(cluster="roihu", method="lora")
    # r x (in + out): q 8192, k and v 5120 each, o 8192, gate, up and down 18432 each; 32 layers, r 16.
    assert lora_parameters(model(), asked.spec.training) == 32 * 16 * (2 * 8192 + 2 * 5120 + 3 * 18432) == 41_943_040
    found = estimate(asked)
    assert found.trainable_parameters == 41_943_040
    assert found.sizes["lora"] == 4 * 41_943_040
    assert found.sizes["gradients"] == 4 * 41_943_040


def test_the_kv_cache_of_llama_8b_takes_one_gib_for_8192_tokens() -> None:
    # 2 x 32 layers x 8 heads x 128 x 8192 tokens x 2 bytes: grouped heads are counted once.
    assert kv_cache_bytes(plan(cluster="roihu", task="inference"), 8192) == GIB


def test_weights_on_several_gpus_add_up_to_the_model() -> None:
    asked = plan(cluster="puhti", task="inference", gpus_per_node=4)
    shares = device_weights(asked)
    assert len(shares) == 4
    assert sum(shares) == 2 * _PARAMETERS
    assert len(estimate(asked).per_device) == 4


@pytest.mark.parametrize(
    ("optim", "size"),
    [
        ("adamw_torch", 8000),
        ("adamw_torch_fused", 8000),
        ("adamw_bnb_8bit", 2031),
        ("adafactor", 0),
        ("sgd", 0),
    ],
)
def test_states_of_the_optimizers(optim: str, size: int) -> None:
    assert optimizer_bytes(optim, 1000, 4) == size


def test_offloaded_shards_leave_the_gpu_for_the_host() -> None:
    kept = estimate(plan(cluster="lumi", gpus_per_node=8, sharding="fsdp"))
    moved = estimate(plan(cluster="lumi", gpus_per_node=8, sharding="fsdp", fsdp=Fsdp(offload_params=True)))
    assert moved.sizes["optimizer"] == 0 < kept.sizes["optimizer"]
    assert moved.total < kept.total
    assert moved.host_ram > kept.host_ram


@pytest.mark.parametrize(("version", "gathered"), [(2, 4096 * 128256), (1, 2 * 4096 * 128256)])
def test_the_last_save_brings_the_whole_model_together_on_the_first_rank(version: int, gathered: int) -> None:
    fsdp = Fsdp(version=version)  # type: ignore[arg-type]
    found = estimate(plan(cluster="lumi", gpus_per_node=8, sharding="fsdp", weights_dtype="bf16", fsdp=fsdp))
    # Shards of what is trained are fp32 under mixed precision: 4 bytes a weight, 8 of states.
    assert found.phases["save"] == 12 * _PARAMETERS // 8 + 4 * gathered
    # FSDP 2 reads on the first rank and casts to fp32 there; FSDP 1 reads bf16 on all eight.
    assert found.host_ram == 8 * 3 * GIB + (4 if version == 2 else 8 * 2) * _PARAMETERS
    alone = estimate(plan(cluster="lumi", gpus_per_node=1, weights_dtype="bf16"))
    assert alone.phases["save"] == 6 * _PARAMETERS


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({}, ""),
        ({"method": "lora", "weights_dtype": "bf16"}, ""),
        ({"fsdp": Fsdp(version=1)}, "FSDP 1"),
        ({"method": "qlora"}, "4-bit weights"),
        ({"task": "script", "command": "python3 train.py"}, "a program of one's own"),
        ({"model": "swiss-ai/Apertus-8B-Instruct-2509"}, "saved buffers of apertus"),
        ({"sharding": "ddp"}, ""),
    ],
)
def test_host_ram_says_why_every_rank_reads_the_whole_model(asked: dict[str, Any], why: str) -> None:
    found = estimate(plan(**{"cluster": "lumi", "gpus_per_node": 8, "sharding": "fsdp", **asked}))
    said = found.assumed["host_ram"]
    assert why in said
    assert ("every rank reads the whole model" in said) == bool(why)


def test_where_every_rank_reads_each_counts_in_host_ram() -> None:
    lora: dict[str, Any] = {"cluster": "lumi", "gpus_per_node": 8, "sharding": "fsdp", "method": "lora"}
    one = estimate(plan(**lora, weights_dtype="bf16")).host_ram - 8 * 3 * GIB
    assert 2 * _PARAMETERS <= one < 2.2 * _PARAMETERS
    apertus = plan(**lora, weights_dtype="bf16", model="swiss-ai/Apertus-8B-Instruct-2509")
    assert estimate(apertus).host_ram == 8 * (3 * GIB + 2 * apertus.model.parameters)
    # In full, FSDP 2 casts to fp32 on each rank before it divides.
    whole = plan(**{**lora, "method": "full"}, weights_dtype="bf16", model="swiss-ai/Apertus-8B-Instruct-2509")
    assert estimate(whole).host_ram == 8 * (3 * GIB + 4 * whole.model.parameters)


def test_the_experts_of_a_layer_are_gathered_as_one_parameter() -> None:
    asked = plan(cluster="lumi", gpus_per_node=8, sharding="fsdp", model="mistralai/Mixtral-8x7B-v0.1")
    assert gathered_bytes(asked, static_sizes(asked)) == 4 * 8 * 2 * 14336 * 4096


def test_the_guides_example_is_more_than_a_v100_holds_by_its_rule_of_thumb() -> None:
    found = estimate(plan(cluster="puhti", model="EleutherAI/gpt-neo-1.3B"))
    # 1.32 billion parameters x 4 bytes x 6.
    assert found.rule_of_thumb == 6 * 4 * model("EleutherAI/gpt-neo-1.3B").parameters
    assert found.verdict == "fits"
    assert found.total < found.rule_of_thumb


def test_a_70b_model_does_not_fit_one_gpu_and_the_verdict_follows_the_band() -> None:
    found = estimate(plan(cluster="lumi", model="meta-llama/Llama-3.1-70B"))
    assert found.capacity is not None
    assert found.verdict == "does_not_fit"
    assert found.band[0] > found.capacity
    assert found.band[0] <= found.total <= found.band[1]


def test_what_does_not_fit_the_host_or_the_quota_is_said() -> None:
    found = estimate(plan(cluster="roihu", model="meta-llama/Llama-3.1-70B"))
    assert any(text.startswith("host RAM") for text in found.warnings)
    assert any(text.startswith("disk") for text in found.warnings)
    assert not estimate(plan(cluster="roihu", model="EleutherAI/gpt-neo-1.3B")).warnings


def test_evidence_is_no_better_than_what_was_seen() -> None:
    assert estimate(plan(cluster="roihu")).evidence == "validated"
    assert estimate(plan(cluster="local")).evidence == "extrapolated"
    assert estimate(plan(cluster="lumi", gpus_per_node=8, sharding="fsdp")).evidence == "validated"
    assert estimate(plan(cluster="roihu", attn_implementation="eager")).evidence == "validated"
    eager = plan(cluster="lumi", gpus_per_node=8, sharding="fsdp", attn_implementation="eager")
    assert estimate(eager).evidence == "extrapolated"


def test_without_a_gpu_the_bar_is_host_ram_and_says_so() -> None:
    found = estimate(plan(cluster="local", model="EleutherAI/gpt-neo-1.3B", processes_per_node=2))
    assert (found.capacity, found.capacity_label) == (16 * GIB, "host RAM, no GPU, shared by 2 ranks")
    assert found.host_ram == 2 * found.total


def test_inference_has_no_training_parts() -> None:
    found = estimate(plan(cluster="roihu", task="inference"))
    assert found.trainable_parameters == 0
    assert found.peak["gradients"] == found.peak["optimizer"] == 0
    assert found.peak["kv_cache"] > 0
    assert set(found.phases) == {"load", "prefill", "decode"}
    assert set(found.peak) == set(COMPONENTS)


def test_parts_that_are_not_reckoned_are_named() -> None:
    asked = plan(cluster="roihu")
    assert "model" not in estimate(asked).assumed
    asked = replace(asked, model=replace(asked.model, parts=("vision_config", "audio_config")))
    assert estimate(asked).assumed["model"] == "its text part alone, without vision_config and audio_config"
