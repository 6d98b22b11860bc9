"""What DeepSpeed's ZeRO and 4-bit weights under FSDP leave on a GPU, reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import cluster, model, plan, spec

from llmtui.domain.job import Fsdp, Quantization
from llmtui.domain.memory import estimate
from llmtui.domain.memory.divided import REDUCE_BUCKET
from llmtui.domain.plan import Plan
from llmtui.domain.resolve import resolve
from llmtui.domain.site import Software
from llmtui.errors import RequestError

P = 8_030_261_248
#: Layers' matrices of Llama 3.1 8B: q and o 4096 x 4096, k and v 4096 x 1024, three of 4096 x 14336.
MATRICES = 32 * (2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14336)
LORA = 32 * 16 * (2 * (4096 + 4096) + 2 * (4096 + 1024) + 3 * (4096 + 14336))
WITH_DEEPSPEED = Software("full", (), versions={"deepspeed": "0.18"})


def zero(stage: int, **changes: Any) -> Plan:
    site = replace(cluster("lumi"), software=(WITH_DEEPSPEED,))
    asked = spec(cluster="lumi", gpus_per_node=8, partition="small-g", sharding=f"zero{stage}", **changes)
    return resolve(asked, model(), site)


def test_zero_2_divides_gradients_and_states_and_keeps_a_master_copy() -> None:
    found = estimate(zero(2, gradient_checkpointing=True))
    assert found.sizes["weights"] == 2 * P
    assert found.sizes["gradients"] == 2 * P // 8
    assert found.sizes["optimizer"] == (4 + 8) * P // 8
    # Stage 2 has its reduce bucket in backward alone, and the gradients once more in fp32 and flat in the step.
    assert found.phases["backward"] > found.phases["forward"] + 2 * REDUCE_BUCKET
    assert found.phases["optimizer"] == 2 * P + (2 + 12 + 4 + 2) * P // 8
    assert found.evidence == "extrapolated"


def test_zero_3_divides_weights_too() -> None:
    found = estimate(zero(3))
    assert found.sizes["weights"] == 2 * P // 8
    assert found.sizes["gradients"] == 2 * P // 8
    assert found.sizes["optimizer"] == 12 * P // 8
    # The bucket stands all the time; gathered is what is used again within a billion elements, and a unit.
    gathered = 2 * (1_000_000_000 + 50_000_000 + 128_256 * 4096)
    rest = found.peak["buffers"] - gathered - 2 * REDUCE_BUCKET
    assert 0 <= rest <= 2 * 128_256 * 4096
    assert found.evidence == "extrapolated"


def test_small_models_stay_gathered_whole() -> None:
    site = replace(cluster("lumi"), software=(WITH_DEEPSPEED,))
    small = model("EleutherAI/gpt-neo-1.3B")
    small = replace(small, parameters=10**9)
    asked = spec(cluster="lumi", gpus_per_node=8, partition="small-g", sharding="zero3")
    found = estimate(resolve(asked, small, site))
    assert found.peak["buffers"] >= 2 * 10**9 + 2 * REDUCE_BUCKET


@pytest.mark.parametrize("stage", [2, 3])
def test_adapters_are_cast_like_the_model(stage: int) -> None:
    found = estimate(zero(stage, method="lora"))
    assert found.sizes["lora"] == 2 * LORA
    assert found.sizes["optimizer"] == 12 * LORA // 8
    weights = 2 * (P + LORA)
    assert found.sizes["weights"] == (weights if stage == 2 else weights // 8)


def test_zero_needs_software_that_has_deepspeed() -> None:
    with pytest.raises(RequestError, match="needs DeepSpeed, which software") as caught:
        plan(cluster="roihu", gpus_per_node=4, sharding="zero2")
    assert caught.value.field == "training.sharding"
    site = cluster("roihu")
    both = replace(site, software=(*site.software, WITH_DEEPSPEED))
    asked = spec(cluster="roihu", gpus_per_node=4, partition="gpumedium", sharding="zero2")
    with pytest.raises(RequestError) as caught:
        resolve(asked, model(), both)
    assert caught.value.hint == "set placement.software to full"
    named = replace(asked, placement=replace(asked.placement, software="full"))
    assert resolve(named, model(), both).launcher == "accelerate"
    torchrun = replace(named, placement=replace(named.placement, launcher="torchrun"))
    with pytest.raises(RequestError, match="torchrun cannot set up zero2"):
        resolve(torchrun, model(), both)
    with pytest.raises(RequestError, match="zero3 needs GPUs"):
        plan(cluster="local", sharding="zero3", processes_per_node=2)


def four_bit(gpus: int = 8, **changes: Any) -> Plan:
    return plan(cluster="lumi", gpus_per_node=gpus, method="qlora", sharding="fsdp", weights_dtype="bf16", **changes)


def test_packed_weights_are_divided_and_their_scales_are_not() -> None:
    for double_quant in (True, False):
        quantization = Quantization(bnb_4bit_use_double_quant=double_quant, prepare_for_kbit_training=False)
        found = estimate(four_bit(quantization=quantization))
        # A byte for 64 weights and four bytes for 256 of these, or four bytes for 64 weights.
        scales = MATRICES // 64 + 4 * MATRICES // 64 // 256 if double_quant else 4 * MATRICES // 64
        whole = MATRICES // 2 + 2 * (P - MATRICES)
        assert found.sizes["weights"] == pytest.approx(scales + (whole + 4 * LORA) / 8, abs=8)
        assert found.sizes["gradients"] == 4 * LORA // 8
        assert found.sizes["optimizer"] == 8 * LORA // 8
        assert found.evidence == "validated"


def test_layers_are_gathered_one_by_one_unless_they_are_kept() -> None:
    asked: dict[str, Any] = {"max_length": 512, "gradient_checkpointing": True}
    shared = estimate(four_bit(**asked))
    kept = estimate(four_bit(**asked, fsdp=Fsdp(reshard_after_forward=False)))
    assert kept.phases["forward"] - shared.phases["forward"] == pytest.approx(MATRICES // 2)
    # The head is gathered in one buffer and in its place, 2 bytes a weight each; layers come and go before it.
    assert shared.peak["buffers"] == pytest.approx(2 * 2 * 128_256 * 4096, rel=0.01)
    offloaded = estimate(four_bit(**asked, fsdp=Fsdp(offload_params=True)))
    assert offloaded.sizes["weights"] < shared.sizes["weights"] / 4
    assert {kept.evidence, offloaded.evidence} == {"extrapolated"}


def test_every_rank_packs_the_weights_in_host_memory() -> None:
    few, many = estimate(four_bit(2)), estimate(four_bit(8))
    packed = MATRICES // 2
    assert many.host_ram - few.host_ram > 6 * packed
