"""What holds for every job: parts add up, and less work never takes more memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.fakes.plans import cluster, model, plan, spec
from tests.fakes.refusals import refusal

from llmtui.catalog.data import data_root
from llmtui.domain.config import model_from_config
from llmtui.domain.memory import estimate
from llmtui.domain.memory.saving import gathered_bytes
from llmtui.domain.memory.shards import divides_evenly
from llmtui.domain.memory.training import static_sizes
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.resolve import resolve

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
        "way": st.sampled_from(["full ddp", "full fsdp", "lora ddp", "lora fsdp", "qlora ddp", "qlora fsdp"]),
        "weights_dtype": st.sampled_from(["fp32", "bf16"]),
        "mixed_precision": st.sampled_from(["no", "bf16"]),
        "optim": st.sampled_from(["adamw_torch", "adamw_torch_fused", "adafactor", "adamw_bnb_8bit"]),
        "attn_implementation": st.sampled_from(["eager", "sdpa"]),
        "gradient_checkpointing": st.booleans(),
        "per_device_train_batch_size": st.integers(1, 64),
        # In rows of two or three tokens the adapters that a mixture's experts have not weigh more than all activations,
        # which are then cut at zero: the sums are off by less than a thousandth, to either side.
        "max_length": st.integers(8, 8192),
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
        "weights_dtype": st.sampled_from(["fp32", "bf16", "fp16"]),
        "gpus_per_node": st.sampled_from([1, 2, 4]),
    }
)
_layers = st.integers(1, 96)


def _asked(job: dict[str, Any]) -> dict[str, Any]:
    """The job in the words of `plan`."""
    asked = dict(job)
    if "way" in asked:
        method, _, sharding = asked.pop("way").partition(" ")
        asked = {"method": method, "sharding": sharding, **asked}
    if asked["cluster"] == "local":
        asked.pop("gpus_per_node", None)
    return asked


def _sized(job: dict[str, Any]) -> MemoryEstimate:
    """The estimate; an example that resolve refuses is drawn again, and too many of them fail the test."""
    asked = _asked(job)
    refused = refusal(lambda: plan(**asked))
    assert refused is None or refused.field
    assume(refused is None)
    return estimate(plan(**asked))


def _sizes(job: dict[str, Any], **changes: Any) -> tuple[int, int]:
    """`peak_allocated` before and after the changes."""
    return _sized(job).peak_allocated, _sized({**job, **changes}).peak_allocated


@cache
def _configs() -> Mapping[str, dict[str, Any]]:
    """config.json by model of the catalogue."""
    content = json.loads((data_root() / "assets" / "models.json").read_text())
    return {entry["id"]: entry["config"] for entry in content["models"]}


@cache
def _with_layers(name: str, layers: int) -> ModelSpec:
    """The model with so many layers, its parameters counted by its family's formula."""
    return model_from_config({**_configs()[name], "num_hidden_layers": layers}, name, source=name)


def _sized_with_layers(job: dict[str, Any], layers: int) -> MemoryEstimate:
    asked = spec(**_asked(job))
    place = cluster(asked.placement.cluster or "local")
    of_layers = _with_layers(asked.model, layers)
    assume(refusal(lambda: resolve(asked, of_layers, place)) is None)
    return estimate(resolve(asked, of_layers, place))


def _figures(found: MemoryEstimate) -> dict[str, int]:
    """Whole sizes, phases and sums, and what of the peak is there at every moment.

    The other components of `peak` are those of the one moment that is the largest. When another moment overtakes it,
    they are the other one's: a longer row lets the backward of the head, with logits and no gradients yet, pass the end
    of the backward, with gradients and no logits. So they go either way, and only their sum does not.
    """
    return {
        **{f"sizes.{name}": size for name, size in found.sizes.items()},
        **{f"phases.{name}": size for name, size in found.phases.items()},
        **{f"peak.{name}": found.peak[name] for name in ("weights", "optimizer")},
        "peak_allocated": found.peak_allocated,
        "total": found.total,
        "low": found.band[0],
        "high": found.band[1],
        "host_ram": found.host_ram,
        "disk": found.disk,
    }


def _smaller(before: MemoryEstimate, after: MemoryEstimate) -> dict[str, tuple[int, int]]:
    """Figures that are less after than before."""
    old, new = _figures(before), _figures(after)
    assert old.keys() == new.keys()
    return {name: (old[name], new[name]) for name in old if new[name] < old[name]}


@given(_jobs | _generations)
def test_parts_add_up_and_nothing_is_negative(job: dict[str, Any]) -> None:
    found = _sized(job)
    assert sum(found.peak.values()) == found.peak_allocated
    assert found.peak_allocated <= max(found.phases.values())
    assert found.total == max(found.phases.values()) + found.overhead
    assert min(*found.peak.values(), found.overhead, found.host_ram, found.disk, *found.phases.values()) >= 0
    assert found.band[0] <= found.total <= found.band[1]
    assert all(isinstance(size, int) for size in (*found.peak.values(), *found.phases.values(), found.total))


@given(_jobs, st.sampled_from(["per_device_train_batch_size", "max_length"]), st.integers(1, 4096))
def test_more_and_longer_rows_make_no_part_smaller(job: dict[str, Any], key: str, more: int) -> None:
    assert _smaller(_sized(job), _sized({**job, key: job[key] + more})) == {}


@given(_generations, st.sampled_from(["batch_size", "prompt_tokens", "max_new_tokens"]), st.integers(1, 4096))
def test_more_and_longer_answers_make_no_part_smaller(job: dict[str, Any], key: str, more: int) -> None:
    assert _smaller(_sized(job), _sized({**job, key: job[key] + more})) == {}


@given(_jobs, _layers, st.integers(1, 8))
def test_more_layers_make_no_part_of_training_smaller(job: dict[str, Any], layers: int, more: int) -> None:
    assert _smaller(_sized_with_layers(job, layers), _sized_with_layers(job, layers + more)) == {}


@given(_generations, _layers, st.integers(1, 8))
def test_more_layers_make_no_part_of_generation_smaller(job: dict[str, Any], layers: int, more: int) -> None:
    """Over several GPUs, what no layer holds (final norm, position table) is counted evenly to the layers: more of them
    leave a little less of it to a GPU that gets no more layers."""
    devices = 1 if job["cluster"] == "local" else job["gpus_per_node"]
    slack = 0.0 if devices == 1 else 0.02
    before, after = _sized_with_layers(job, layers), _sized_with_layers(job, layers + more)
    assert all(new >= old * (1 - slack) for old, new in _smaller(before, after).values())


@given(_jobs)
def test_checkpointing_never_keeps_more(job: dict[str, Any]) -> None:
    before, after = _sizes({**job, "gradient_checkpointing": False}, gradient_checkpointing=True)
    # The input of the layer that runs again stands beside what that layer keeps, which shows where the peak is at the
    # last layer of the backward; and with adapters the embedding's output gets a gradient that it has not otherwise.
    assert after <= before * 1.001


def _sharded(job: dict[str, Any], gpus: int) -> dict[str, Any]:
    method = job["way"].partition(" ")[0]
    return {**job, "cluster": "lumi", "way": f"{method} fsdp", "gpus_per_node": gpus}


@given(_jobs, st.sampled_from([(2, 3), (2, 4), (2, 8), (3, 4), (4, 8)]))
def test_more_fsdp_ranks_never_need_more_each(job: dict[str, Any], gpus: tuple[int, int]) -> None:
    few, many = (_sized(_sharded(job, number)) for number in gpus)
    larger = {name: sizes for name, sizes in _smaller(many, few).items() if name != "host_ram"}
    if few.evidence != many.evidence:
        for bound in ("low", "high"):  # ranks that do not divide a height evenly were not traced: a wider band
            larger.pop(bound, None)
    assert larger == {}
    assert few.disk == many.disk
    assert few.host_ram <= many.host_ram, "each rank is one more process on the node"


@given(_jobs, st.integers(2, 8), st.integers(1, 3))
def test_what_fsdp_shares_covers_the_whole(job: dict[str, Any], gpus: int, nodes: int) -> None:
    """The ranks' shares add up to what one rank holds, and to little more: the fullest rank's, by its first rows.

    But for 4-bit weights, whose scales every rank has."""
    shared = {**_sharded(job, gpus), "nodes": nodes}
    alone = {**_sharded(job, 1), "nodes": 1}
    if shared["way"] == "full fsdp" and job["mixed_precision"] != "no":
        alone["weights_dtype"] = "fp32"  # what accelerate upcasts to once it shards
    found, whole = _sized(shared), _sized(alone)
    ranks = gpus * nodes
    for name in ("weights", "gradients", "optimizer"):
        assert whole.sizes[name] <= ranks * found.sizes[name], name
        if divides_evenly(plan(**_asked(shared))) and (name, shared["way"]) != ("weights", "qlora fsdp"):
            assert ranks * found.sizes[name] <= 1.05 * whole.sizes[name] + ranks, name


@given(_jobs, st.integers(2, 8))
def test_sharding_moves_no_part_up_but_for_what_it_upcasts(job: dict[str, Any], gpus: int) -> None:
    """From one rank to several under FSDP; bf16 weights that it trains in mixed precision become fp32.

    Forward and backward are left out: there it holds whole layers beside its shares, which one rank does not. A save
    holds one gathered parameter beside them."""
    base = {**job, "weights_dtype": "fp32"} if job["way"].startswith("full") else job
    found, alone = _sized(_sharded(base, gpus)), _sized(_sharded(base, 1))
    for name in ("weights", "gradients", "optimizer", "lora", "kv_cache"):
        assert found.sizes[name] <= alone.sizes[name], name
    for name in ("load", "optimizer"):
        assert found.phases[name] <= alone.phases[name], name
    asked = plan(**_asked(_sharded(base, gpus)))
    assert found.phases["save"] <= alone.phases["save"] + gathered_bytes(asked, static_sizes(asked))


@given(_jobs, st.sampled_from([2, 4, 8]))
def test_ddp_is_one_rank_and_its_buckets(job: dict[str, Any], gpus: int) -> None:
    method = job["way"].partition(" ")[0]
    several = {**job, "cluster": "lumi", "way": f"{method} ddp", "gpus_per_node": gpus}
    found, alone = _sized(several), _sized({**several, "gpus_per_node": 1})
    trained = static_sizes(plan(**_asked(several)))
    buckets = trained.trainable * trained.trainable_bytes
    assert found.sizes == alone.sizes
    for name, size in alone.phases.items():
        assert found.phases[name] == size + (0 if name in {"load", "save"} else buckets), name
    for name, size in alone.peak.items():
        assert found.peak[name] == size + (buckets if name == "buffers" else 0), name
    assert found.peak_phase == alone.peak_phase
    assert found.disk == alone.disk


@given(_generations, st.sampled_from([(1, 2), (1, 4), (2, 4), (2, 8)]))
def test_more_gpus_never_hold_more_of_a_model_that_answers(job: dict[str, Any], gpus: tuple[int, int]) -> None:
    few, many = (_sized({**job, "cluster": "lumi", "gpus_per_node": number}) for number in gpus)
    larger = {name for name in _smaller(many, few) if name.startswith(("sizes.", "phases.", "peak"))}
    assert larger == set()


@given(_jobs)
def test_a_larger_gpu_changes_the_verdict_only_for_the_better(job: dict[str, Any]) -> None:
    asked = _asked({**job, "cluster": "lumi"})
    assume(refusal(lambda: plan(**asked)) is None)
    small = plan(**asked)
    order = ("does_not_fit", "tight", "fits")
    large = replace(small, capacity_bytes=2 * (small.capacity_bytes or 0))
    assert order.index(estimate(large).verdict) >= order.index(estimate(small).verdict)


def test_the_models_and_clusters_above_are_in_the_catalogues() -> None:
    assert all(model(name).parameters > 10**8 for name in _MODELS)
    assert cluster("lumi").default_partition
