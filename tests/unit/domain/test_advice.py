"""What makes a job fit, and what is left: every promise is applied through the job file and estimated again."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.fakes.plans import cluster, model, spec
from tests.fakes.refusals import refusal

from llmtui.catalog.jobdump import dump_job, override
from llmtui.catalog.jobfile import parse_job
from llmtui.domain.advice import Advice, Limit, Room, room, suggest
from llmtui.domain.cluster import Gpu
from llmtui.domain.dotted import value_at, with_values
from llmtui.domain.job import JobSpec
from llmtui.domain.memory import estimate
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.resolve import resolve
from llmtui.units import GIB

_training = st.fixed_dictionaries(
    {
        "cluster": st.sampled_from(["local", "lumi", "roihu", "puhti", "mahti"]),
        "model": st.sampled_from(
            ["meta-llama/Llama-3.1-8B", "EleutherAI/gpt-neo-1.3B", "Qwen/Qwen3-0.6B", "google/gemma-2-2b"]
        ),
        "method": st.sampled_from(["full", "lora", "qlora"]),
        "sharding": st.sampled_from(["ddp", "fsdp"]),
        "weights_dtype": st.sampled_from(["fp32", "bf16"]),
        "optim": st.sampled_from(["adamw_torch", "adamw_torch_fused"]),
        "attn_implementation": st.sampled_from(["eager", "sdpa"]),
        "gradient_checkpointing": st.booleans(),
        "per_device_train_batch_size": st.integers(1, 48),
        "gradient_accumulation_steps": st.integers(1, 4),
        "max_length": st.integers(2, 9000),
        "gpus_per_node": st.sampled_from([1, 4]),
    }
)
_generation = st.fixed_dictionaries(
    {
        "cluster": st.sampled_from(["local", "lumi", "roihu", "puhti"]),
        "model": st.sampled_from(["meta-llama/Llama-3.1-70B", "meta-llama/Llama-3.1-8B", "Qwen/Qwen3-0.6B"]),
        "task": st.just("inference"),
        "weights_dtype": st.sampled_from(["fp32", "bf16"]),
        "batch_size": st.integers(1, 200),
        "prompt_tokens": st.integers(1, 9000),
        "attn_implementation": st.sampled_from(["eager", "sdpa"]),
    }
)


def _spec(asked: dict[str, Any]) -> JobSpec:
    """The job; an example that is refused is drawn again."""
    if asked["cluster"] == "local":
        asked = {key: value for key, value in asked.items() if key != "gpus_per_node"}
    found = spec(**asked)
    assume(refusal(lambda: _estimate(found)) is None)
    return found


def _estimate(job: JobSpec) -> MemoryEstimate:
    return estimate(resolve(job, model(job.model), cluster(job.placement.cluster or "local")))


def _suggest(job: JobSpec, **options: int) -> tuple[Advice, ...]:
    return suggest(job, model(job.model), cluster(job.placement.cluster or "local"), **options)


def _room(job: JobSpec) -> Room:
    return room(job, model(job.model), cluster(job.placement.cluster or "local"))


def _through_the_job_file(job: JobSpec, advice: Advice) -> JobSpec:
    sets = [override(key, value) for key, value in advice.changes.items()]
    return parse_job(dump_job(job), "job.yaml", sets)


@settings(max_examples=60)
@given(_training | _generation)
def test_every_suggestion_keeps_its_promise(asked: dict[str, Any]) -> None:
    job = _spec(asked)
    before, found = _estimate(job), _suggest(job)
    assert not found or before.verdict in ("does_not_fit", "tight")
    assert len(found) <= 6
    for advice in found:
        changed = _through_the_job_file(job, advice)
        assert changed == with_values(job, advice.changes)
        assert _estimate(changed) == advice.estimate
        assert advice.estimate.verdict in (("fits",) if before.verdict == "tight" else ("fits", "tight"))
        assert advice.cost
        assert not (changed.training.sharding == "fsdp" and "8bit" in changed.training.optim)
    assert len({tuple(advice.changes.items()) for advice in found}) == len(found)
    verdicts = [advice.estimate.verdict for advice in found if "host RAM" not in advice.cost]
    assert verdicts == sorted(verdicts), "what fits outright comes first"


@settings(max_examples=60)
@given(_training | _generation)
def test_the_room_fits_and_one_more_does_not(asked: dict[str, Any]) -> None:
    job = _spec(asked)
    left = _room(job)
    if _estimate(job).verdict != "fits":
        assert left == Room()
    for limit in filter(None, (left.batch, left.length)):
        assert limit.now == value_at(job, limit.key)
        assert limit.now <= limit.most
        at_most = with_values(job, {limit.key: limit.most})
        assert _estimate(at_most) == limit.estimate
        assert limit.estimate.verdict == "fits"
        if "positions" not in limit.ends:
            assert _estimate(with_values(job, {limit.key: limit.most + 1})).verdict != "fits"


def test_the_length_ends_at_the_models_positions() -> None:
    job = spec(cluster="roihu", task="inference", max_new_tokens=128)
    length = _room(job).length
    assert length is not None
    assert length.most + 128 == model().max_position_embeddings
    assert "131072 positions" in length.ends
    assert _room(with_values(job, {"inference.prompt_tokens": 200_000})).length is None


def _texts(job: JobSpec) -> list[str]:
    return [advice.text for advice in _suggest(job)]


def test_the_least_intrusive_change_comes_first() -> None:
    job = spec(
        cluster="roihu",
        model="EleutherAI/gpt-neo-1.3B",
        per_device_train_batch_size=32,
        gradient_accumulation_steps=2,
    )
    first, second, third = _texts(job)
    assert first == "gradient_checkpointing: true"
    assert second == ("per_device_train_batch_size 32 -> 8, gradient_accumulation_steps 2 -> 8 (same global batch)")
    assert third.startswith("max_length 1024 -> ")


def test_more_gpus_come_before_a_smaller_method_and_no_more_than_needed() -> None:
    found = _suggest(spec(cluster="lumi", gpus_per_node=1))
    assert [advice.text for advice in found] == ["sharding fsdp over 4 GPUs", "method lora", "method qlora"]
    assert found[0].changes == {"placement.gpus_per_node": 4, "training.sharding": "fsdp"}
    assert found[0].cost == "4 GPUs instead of 1; 4 rows a step, not 1"
    assert found[1].cost == "trains 0.52 % of the parameters"


def test_ddp_is_sharded_over_the_gpus_it_has() -> None:
    first = _suggest(spec(cluster="lumi", gpus_per_node=8, launcher="torchrun"))[0]
    assert first.text == "sharding fsdp over 8 GPUs"
    assert first.changes == {"training.sharding": "fsdp", "placement.launcher": "auto"}
    assert first.cost.startswith("same GPUs")


def test_a_partition_with_larger_gpus_is_named_with_them() -> None:
    small = replace(
        cluster("roihu").partition("gpumedium"), name="small", gpu=Gpu("s", "Small 24 GB", "nvidia", 24, None, True, "")
    )
    site = replace(cluster("roihu"), partitions=(small, cluster("roihu").partition("gpumedium")))
    job = spec(cluster="roihu", partition="small", weights_dtype="bf16", method="lora", max_length=2048, gpu="s")
    texts = {advice.text: advice for advice in suggest(job, model(), site)}
    moved = texts["partition gpumedium: 1 x NVIDIA GH200 96 GB"]
    assert moved.changes == {
        "placement.partition": "gpumedium",
        "placement.gpu": None,
        "placement.gpus_per_node": 1,
    }
    assert moved.cost == "1 larger GPU"
    bound = with_values(job, {"placement.qos": "debug"})
    assert not any("partition" in advice.text for advice in suggest(bound, model(), site))


def test_two_changes_where_one_is_not_enough() -> None:
    found = _suggest(
        spec(cluster="lumi", gpus_per_node=8, sharding="fsdp", per_device_train_batch_size=8, max_length=8192)
    )
    assert found[0].moves == 2
    assert found[0].text.startswith("gradient_checkpointing: true + per_device_train_batch_size 8 -> 2")
    assert "third" in found[0].cost
    assert "4 passes" in found[0].cost


def test_ranks_on_a_cpu_share_its_memory_no_more() -> None:
    found = _suggest(spec(cluster="local", model="Qwen/Qwen3-0.6B", processes_per_node=8))
    assert found[0].changes == {"placement.processes_per_node": 1, "training.gradient_accumulation_steps": 8}


def test_eager_attention_goes_first_where_the_family_has_another() -> None:
    job = spec(cluster="lumi", gpus_per_node=1, model="Qwen/Qwen3-0.6B", attn_implementation="eager", max_length=4096)
    assert _texts(job)[:2] == ["attn_implementation sdpa", "gradient_checkpointing: true"]
    assert _texts(replace(job, model="google/gemma-2-2b"))[0] == "gradient_checkpointing: true"


def test_8_bit_states_come_before_more_gpus() -> None:
    job = spec(cluster="mahti", model="EleutherAI/gpt-neo-2.7B", max_length=256)
    assert _texts(job)[:2] == ["optim adamw_bnb_8bit", "sharding fsdp over 2 GPUs"]


def test_generation_gets_fewer_prompts_before_more_gpus() -> None:
    found = _texts(spec(cluster="lumi", task="inference", batch_size=64, prompt_tokens=4096, gpus_per_node=1))
    assert [text.split()[0] for text in found] == ["batch_size", "gpus_per_node", "prompt_tokens"]


def test_what_fits_and_what_nothing_helps_get_no_advice() -> None:
    assert _suggest(spec(cluster="roihu", model="Qwen/Qwen3-0.6B")) == ()
    assert _suggest(spec(cluster="local")) == ()
    assert len(_suggest(spec(cluster="lumi", gpus_per_node=1), most=1)) == 1


@pytest.mark.parametrize("key", ["batch", "length"])
def test_limits_are_larger_than_now_where_much_is_left(key: str) -> None:
    limit = getattr(_room(spec(cluster="roihu", model="Qwen/Qwen3-0.6B")), key)
    assert isinstance(limit, Limit)
    assert limit.most > 4 * limit.now
    assert limit.estimate.total > 60 * GIB


def test_the_whole_advice_is_quick() -> None:
    job = spec(cluster="mahti", method="lora", max_length=8192)
    _suggest(job)
    start = time.perf_counter()
    _suggest(job)
    # A tenth of this on an idle machine.
    assert time.perf_counter() - start < 0.5
