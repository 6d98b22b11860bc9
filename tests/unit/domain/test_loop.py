"""Loops that are not the Trainer's, and jobs that only the estimator's arguments tell apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.catalog.models import load_models
from llmtui.domain.job import Fsdp, Lora
from llmtui.domain.memory import Loop, estimate
from llmtui.domain.memory.forms import traced_family
from llmtui.domain.memory.training import is_masked
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan

_PLAIN: dict[str, Any] = {
    "cluster": "roihu",
    "model": "meta-llama/Llama-3.2-1B",
    "weights_dtype": "bf16",
    "max_length": 2048,
}


def _peak(asked: Plan, loop: Loop) -> int:
    return estimate(asked, loop).peak_allocated


def test_kept_gradients_stand_through_the_step() -> None:
    asked = plan(**_PLAIN)
    size = estimate(asked).sizes["gradients"]
    more = _peak(asked, Loop(keeps_gradients=True)) - _peak(asked, Loop())
    # The first layers' gradients are there at the peak of either; most of them only where they are kept.
    assert 0.8 * size < more <= size


def test_kept_outputs_are_two_bytes_a_logit() -> None:
    asked = plan(**_PLAIN)
    assert _peak(asked, Loop(keeps_logits=True)) - _peak(asked, Loop()) == 2 * 2048 * 128_256


def test_a_chunked_loss_holds_a_chunk_of_logits() -> None:
    asked = plan(**_PLAIN)
    whole, chunked = estimate(asked), estimate(asked, Loop(loss_chunk_tokens=256))
    assert whole.peak["logits"] == 12 * 2048 * 128_256
    assert chunked.peak_allocated < whole.peak_allocated
    assert chunked.peak["logits"] <= 12 * 256 * 128_256


def test_padding_builds_a_mask() -> None:
    one = plan(**_PLAIN)
    four = plan(**_PLAIN, per_device_train_batch_size=4)
    assert not is_masked(one.spec.training)
    assert is_masked(four.spec.training)
    packed = replace(four.spec.training, packing=True)
    assert not is_masked(packed)
    assert not is_masked(replace(four.spec.training, padding="none"))
    assert not is_masked(replace(four.spec.training, dataset="book.txt"))
    assert is_masked(replace(one.spec.training, padding="max_length"))
    assert _peak(one, Loop(masks_always=True)) > _peak(one, Loop())


def test_every_kind_of_model_has_an_answer_to_every_way_of_training() -> None:
    kinds = {each.model_type: each for each in load_models()}
    assert {"bloom", "apertus", "llama", "qwen3_moe"} <= set(kinds)
    ways: list[dict[str, Any]] = [
        {"method": method, "sharding": sharding, "attn_implementation": attention, "gradient_checkpointing": again}
        for method in ("full", "lora", "qlora")
        for sharding in ("ddp", "fsdp")
        for attention in ("sdpa", "eager")
        for again in (False, True)
    ]
    for way in ways:
        asked = plan(cluster="lumi", gpus_per_node=8, **way)
        for kind, model in kinds.items():
            found = estimate(replace(asked, model=model))
            assert found.peak_allocated > found.sizes["weights"], (kind, way)
            assert traced_family(kind) is not None or found.evidence != "validated"


@pytest.mark.parametrize("model", load_models(), ids=lambda each: each.id)
def test_no_part_of_any_shipped_model_is_negative(model: ModelSpec) -> None:
    for method in ("full", "lora", "qlora"):
        found = estimate(replace(plan(cluster="lumi", method=method, weights_dtype="bf16"), model=model))
        assert min(*found.sizes.values(), *found.peak.values(), *found.phases.values()) >= 0
        # Half a byte is the least that a weight takes, in NF4.
        assert found.sizes["weights"] >= model.parameters // 2


def test_layers_that_are_not_resharded_stand_whole_until_their_backward() -> None:
    asked: dict[str, Any] = {"cluster": "lumi", "gpus_per_node": 8, "sharding": "fsdp", "max_length": 512}
    shards = estimate(plan(**asked))
    whole = estimate(plan(**asked, fsdp=Fsdp(reshard_after_forward=False)))
    layers = shards.parameters - 2 * 128_256 * 4096
    # All layers in the compute dtype, but for the one or two that a step holds gathered anyway.
    assert 0.9 * 2 * layers < whole.phases["forward"] - shards.phases["forward"] < 1.01 * 2 * layers
    assert whole.evidence == "extrapolated"


def test_adapters_on_experts_are_counted_and_said_to_be_extrapolated() -> None:
    asked: dict[str, Any] = {
        "cluster": "lumi",
        "model": "mistralai/Mixtral-8x7B-v0.1",
        "method": "lora",
        "weights_dtype": "bf16",
    }
    attention = estimate(plan(**asked, lora=Lora(r=8, target_modules=("q_proj", "k_proj", "v_proj", "o_proj"))))
    everything = estimate(plan(**asked, lora=Lora(r=8)))
    # Router 4096 + 8; each of 8 experts 2 x 8 x (4096 + 2 x 14336) and 8 x (14336 + 4096); 32 layers.
    experts = 32 * (8 * (4096 + 8) + 8 * 8 * (2 * (4096 + 2 * 14336) + 14336 + 4096))
    assert everything.trainable_parameters - attention.trainable_parameters == experts
    assert (attention.evidence, everything.evidence) == ("validated", "extrapolated")
    assert "experts" in everything.assumed["training.lora.target_modules"]
