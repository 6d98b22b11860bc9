"""Other formulas, against figures worked out by hand or printed by their own programs."""

from __future__ import annotations

import pytest
from accuracy.plans import inference_plan, training_plan
from accuracy.rivals import (
    RIVALS,
    accelerate,
    compare,
    deepspeed,
    guide,
    hf_mem,
    llama_factory,
    transformer_math,
)
from accuracy.shapes import model_of, traced_model

from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.units import GIB

_PURE = {"method": "full", "sharding": "none", "weights_dtype": "bf16", "mixed_precision": "no", "max_length": 2048}


def _model(name: str) -> ModelSpec:
    found = model_of(name)
    assert found is not None
    return found


def _pure(**changes: object) -> Plan:
    return training_plan(_model("meta-llama/Llama-3.2-1B"), {**_PURE, **changes})


def test_states_by_the_parameter() -> None:
    count = 1_235_814_400
    assert guide(_pure()) == 10 * count
    assert guide(_pure(weights_dtype="fp32")) == 20 * count
    assert accelerate(_pure()) == 8 * count
    assert accelerate(_pure(weights_dtype="fp32")) == 16 * count
    assert llama_factory(_pure()) == 8 * count
    assert llama_factory(_pure(weights_dtype="fp32", mixed_precision="bf16")) == 18 * count
    assert deepspeed(_pure()) == 18 * count + 4 * 128256 * 2048


def test_shares_of_a_sharded_job() -> None:
    keys = {**_PURE, "sharding": "fsdp", "weights_dtype": "fp32", "mixed_precision": "bf16"}
    plan = training_plan(_model("meta-llama/Llama-3.1-8B"), keys, 8)
    assert guide(plan) == 5 * 4 * 8_030_261_248 / 8
    assert llama_factory(plan) == 18 * 8_030_261_248 / 8
    assert accelerate(plan) is None


@pytest.mark.parametrize(
    ("model", "keys", "ranks", "gib"),
    [
        ("meta-llama/Llama-3.2-1B", {}, 1, 37.3),
        ("Qwen/Qwen2.5-1.5B", {"sharding": "fsdp", "per_device_train_batch_size": 2, "max_length": 128}, 8, 6.9),
    ],
)
def test_transformer_math_gives_what_the_cookbook_prints(
    model: str, keys: dict[str, object], ranks: int, gib: float
) -> None:
    plan = training_plan(_model(model), {**_PURE, **keys}, ranks)
    assert (transformer_math(plan) or 0.0) / GIB == pytest.approx(gib, abs=0.05)


def test_generation_by_weights_and_cache() -> None:
    plan = inference_plan(_model("Qwen/Qwen3-8B"), {"prompt_tokens": 30720, "max_new_tokens": 2048})
    assert hf_mem(plan) == 2 * (8_190_735_360 + 2 * 36 * 32768 * 8 * 128)
    assert guide(plan) == accelerate(plan) == pytest.approx(1.2 * 2 * 8_190_735_360)
    assert (transformer_math(plan) or 0.0) / GIB == pytest.approx(28.76, abs=0.02)


def test_what_a_formula_does_not_cover_it_leaves_out() -> None:
    lora = training_plan(traced_model("llama-3.2-1b.json"), {**_PURE, "method": "lora"})
    covering = [name for name, rival in RIVALS.items() if rival(lora) is not None]
    assert covering == ["LLaMA-Factory table"]
    quantized = inference_plan(traced_model("llama-3.2-1b.json"), {"quantization": "nf4"})
    assert [name for name, rival in RIVALS.items() if rival(quantized) is not None] == []


def test_comparing_takes_the_same_rows_for_both() -> None:
    plan, lora = _pure(), _pure(method="lora")
    measured = 10.0 * plan.model.parameters
    found = {each.name: each for each in compare([(plan, measured, 1.1 * measured), (lora, measured, measured)])}
    assert found["guide's rule"].theirs.worst == pytest.approx(0.0)
    assert found["guide's rule"].ours.worst == pytest.approx(10.0)
    assert found["LLaMA-Factory table"].theirs.count == found["LLaMA-Factory table"].ours.count == 2
    assert "hf-mem" not in found
