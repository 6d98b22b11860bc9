"""What holds for every job: parts add up, and less work never takes more memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.fakes.plans import cluster, model, plan
from tests.fakes.refusals import refusal

from llmtui.domain.memory import estimate
from llmtui.domain.memory.types import MemoryEstimate

_MODELS = (
    "meta-llama/Llama-3.1-8B",
    "EleutherAI/gpt-neo-1.3B",
    "Qwen/Qwen3-0.6B",
    "mistralai/Mixtral-8x7B-v0.1",
    "google/gemma-2-2b",
)
_jobs = st.fixed_dictionaries(
    {
        "cluster": st.sampled_from(["local", "lumi", "roihu", "puhti", "mahti"]),
        "model": st.sampled_from(_MODELS),
        "method": st.sampled_from(["full", "lora"]),
        "sharding": st.sampled_from(["ddp", "fsdp"]),
        "weights_dtype": st.sampled_from(["fp32", "bf16"]),
        "mixed_precision": st.sampled_from(["no", "bf16"]),
        "optim": st.sampled_from(["adamw_torch", "adamw_torch_fused", "adafactor", "adamw_bnb_8bit"]),
        "attn_implementation": st.sampled_from(["eager", "sdpa"]),
        "gradient_checkpointing": st.booleans(),
        "per_device_train_batch_size": st.integers(1, 64),
        "max_length": st.integers(2, 8192),
        "gradient_accumulation_steps": st.integers(1, 4),
        "gpus_per_node": st.sampled_from([1, 4]),
    }
)
_generations = st.fixed_dictionaries(
    {
        "cluster": st.sampled_from(["local", "lumi", "roihu", "puhti"]),
        "model": st.sampled_from(_MODELS),
        "task": st.just("inference"),
        "batch_size": st.integers(1, 64),
        "prompt_tokens": st.integers(1, 8192),
        "max_new_tokens": st.integers(1, 8192),
        "attn_implementation": st.sampled_from(["eager", "sdpa"]),
    }
)


def _sized(job: dict[str, Any]) -> MemoryEstimate:
    """The estimate; an example that resolve refuses is drawn again, and too many of them fail the test."""
    asked = dict(job)
    if asked["cluster"] == "local":
        asked.pop("gpus_per_node", None)
    refused = refusal(lambda: plan(**asked))
    assert refused is None or refused.field
    assume(refused is None)
    return estimate(plan(**asked))


def _sizes(job: dict[str, Any], **changes: Any) -> tuple[int, int]:
    """`peak_allocated` before and after the changes."""
    return _sized(job).peak_allocated, _sized({**job, **changes}).peak_allocated


@given(_jobs | _generations)
def test_parts_add_up_and_nothing_is_negative(job: dict[str, Any]) -> None:
    found = _sized(job)
    assert sum(found.peak.values()) == found.peak_allocated
    assert found.peak_allocated <= max(found.phases.values())
    assert found.total == max(found.phases.values()) + found.overhead
    assert min(*found.peak.values(), found.overhead, found.host_ram, found.disk, *found.phases.values()) >= 0
    assert found.band[0] <= found.total <= found.band[1]
    assert all(isinstance(size, int) for size in (*found.peak.values(), *found.phases.values(), found.total))


@given(_jobs, st.integers(1, 64))
def test_more_rows_never_take_less(job: dict[str, Any], more: int) -> None:
    before, after = _sizes(job, per_device_train_batch_size=job["per_device_train_batch_size"] + more)
    assert before <= after


@given(_jobs, st.integers(1, 4096))
def test_longer_rows_never_take_less(job: dict[str, Any], more: int) -> None:
    before, after = _sizes(job, max_length=job["max_length"] + more)
    assert before <= after


@given(_generations, st.integers(1, 4096))
def test_longer_answers_never_take_less(job: dict[str, Any], more: int) -> None:
    before, after = _sizes(job, max_new_tokens=job["max_new_tokens"] + more)
    assert before <= after


@given(_jobs)
def test_checkpointing_never_keeps_more(job: dict[str, Any]) -> None:
    before, after = _sizes({**job, "gradient_checkpointing": False}, gradient_checkpointing=True)
    # With adapters the embedding's output gets a gradient that it has not otherwise: a few KiB for rows of 2 tokens.
    assert after <= before * 1.0001


@given(_jobs, st.sampled_from([(2, 4), (2, 8), (4, 8)]))
def test_more_fsdp_ranks_never_need_more_each(job: dict[str, Any], gpus: tuple[int, int]) -> None:
    few, many = gpus
    base = {**job, "cluster": "lumi", "sharding": "fsdp"}
    before, after = _sizes({**base, "gpus_per_node": few}, gpus_per_node=many)
    assert after <= before


@given(_jobs)
def test_a_larger_gpu_changes_the_verdict_only_for_the_better(job: dict[str, Any]) -> None:
    asked = {**job, "cluster": "lumi"}
    assume(refusal(lambda: plan(**asked)) is None)
    small = plan(**asked)
    order = ("does_not_fit", "tight", "fits")
    large = replace(small, capacity_bytes=2 * (small.capacity_bytes or 0))
    assert order.index(estimate(large).verdict) >= order.index(estimate(small).verdict)


def test_the_models_and_clusters_above_are_in_the_catalogues() -> None:
    assert all(model(name).parameters > 10**8 for name in _MODELS)
    assert cluster("lumi").default_partition
