"""What the fullest rank holds under FSDP 2, reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fakes.plans import plan

from llmtui.domain.job import Fsdp, Lora
from llmtui.domain.memory import estimate
from llmtui.domain.memory.shards import adapter_shard, divides_evenly, model_shard, padded_experts
from llmtui.domain.plan import Plan

_EXPERTS = 32 * 3 * 4096 * 14336


def _sharded(nodes: int, **changes: Any) -> Plan:
    return plan(cluster="lumi", gpus_per_node=8, nodes=nodes, sharding="fsdp", **changes)


def test_experts_are_divided_by_their_number() -> None:
    few = _sharded(1, model="mistralai/Mixtral-8x7B-v0.1")
    many = _sharded(2, model="mistralai/Mixtral-8x7B-v0.1")
    # Eight experts: one for each of 8 ranks, and no less for the first eight of 16.
    assert model_shard(few) - model_shard(many) < (model_shard(few) - _EXPERTS)
    assert model_shard(many) > _EXPERTS
    assert (padded_experts(few), padded_experts(many)) == (1.0, 2.0)
    assert (divides_evenly(few), divides_evenly(many)) == (True, False)
    assert estimate(many).evidence == "extrapolated"


def test_a_rank_that_is_smaller_than_the_ranks_leaves_some_without() -> None:
    lora = Lora(r=4, target_modules=("q_proj",))
    asked = _sharded(2, method="lora", lora=lora)
    # A is 4 x 4096: one row on the fullest of 16 ranks; B is 4096 x 4: 256 rows.
    assert adapter_shard(asked) == 32 * (1 * 4096 + 256 * 4)
    training = replace(asked.spec.training, fsdp=Fsdp(version=1))
    head = _sharded(2, method="lora", lora=Lora(r=16, target_modules=("lm_head",)))
    # A is 16 x 4096, B is 128256 x 16: 1 and 8016 rows on each of 16 ranks.
    assert adapter_shard(head) == 1 * 4096 + 8016 * 16
    assert estimate(head).sizes["gradients"] == 4 * (4096 + 8016 * 16)
    flat = replace(asked, spec=replace(asked.spec, training=training))
    assert adapter_shard(flat) == 32 * 2 * 4096 * 4 // 16
