"""The trace: real classes on fake tensors, against the closed form and against what can be reckoned by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import model, plan

from llmtui.domain.config import model_from_config
from llmtui.domain.job import Fsdp
from llmtui.domain.memory import estimate
from llmtui.domain.memory.traced import Trace, with_trace
from llmtui.domain.plan import Plan
from llmtui.errors import LlmtuiError, RequestError
from llmtui.services.trace import PYTHON_VARIABLE, trace

pytestmark = pytest.mark.runtime

#: A Llama of 8 layers whose step peaks where large ones do.
_CONFIG = {
    "model_type": "llama",
    "hidden_size": 1024,
    "intermediate_size": 2816,
    "num_hidden_layers": 8,
    "num_attention_heads": 16,
    "num_key_value_heads": 4,
    "vocab_size": 32000,
    "max_position_embeddings": 2048,
    "tie_word_embeddings": False,
}


@pytest.fixture(autouse=True)
def _this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a login node of the plan's cluster its container would be asked."""
    monkeypatch.setenv(PYTHON_VARIABLE, sys.executable)


def _plan(**settings: Any) -> Plan:
    shape = {} if settings.get("task") else {"max_length": 512, "per_device_train_batch_size": 2}
    asked = plan(**{"cluster": "lumi", "gpus_per_node": 1, **shape, **settings})
    return replace(asked, model=model_from_config(_CONFIG, "small"))


def _traced(asked: Plan) -> Trace:
    return trace(asked, lambda text: None)


def _steady(found: Trace) -> int:
    return max(size for phase, size in found.phases.items() if phase != "load")


@pytest.mark.parametrize(
    "settings",
    [
        {"mixed_precision": "no"},
        {"gradient_checkpointing": True},
        {"weights_dtype": "bf16", "padding": "none", "gradient_accumulation_steps": 2},
        {"weights_dtype": "bf16", "method": "lora", "gradient_checkpointing": True},
        {"mixed_precision": "no", "method": "lora"},
        {"weights_dtype": "bf16", "method": "qlora", "gpus_per_node": 2},
        {"mixed_precision": "no", "method": "qlora"},
        {"gpus_per_node": 8, "sharding": "fsdp"},
    ],
    ids=["fp32", "autocast-checkpointing", "bf16-accumulation", "lora", "lora-fp32", "qlora-ddp", "qlora-fp32", "fsdp"],
)
def test_the_closed_form_agrees_with_the_trace(settings: dict[str, Any]) -> None:
    asked = _plan(**settings)
    found, traced = estimate(asked), _traced(asked)
    assert found.evidence == "validated"
    assert found.peak_allocated == pytest.approx(_steady(traced), rel=0.05)
    for name in ("weights", "gradients", "optimizer"):
        assert found.sizes[name] == pytest.approx(traced.sizes[name], rel=0.01)
    assert (traced.parameters, traced.trainable_parameters) == (found.parameters, found.trainable_parameters)


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
@pytest.mark.parametrize("answer", [16, 2000])
def test_generation_is_traced(attention: str, answer: int) -> None:
    sizes = {"batch_size": 4, "prompt_tokens": 512, "max_new_tokens": answer}
    asked = _plan(task="inference", attn_implementation=attention, **sizes)
    found, traced = estimate(asked), _traced(asked)
    assert found.evidence == "validated"
    assert traced.phases["load"] == pytest.approx(2 * found.parameters, rel=0.001)
    for phase in ("prefill", "decode"):
        assert found.phases[phase] == pytest.approx(traced.phases[phase], rel=0.01), phase


def test_gpt2s_linear_layers_are_quantized_too() -> None:
    asked = replace(_plan(method="qlora", weights_dtype="bf16"), model=model("openai-community/gpt2"))
    found, traced = estimate(asked), _traced(asked)
    assert found.sizes["weights"] == pytest.approx(traced.sizes["weights"], rel=0.01)
    assert found.peak_allocated == pytest.approx(_steady(traced), rel=0.01)


def test_components_of_a_trace_add_up_and_mark_the_estimate() -> None:
    asked = _plan(mixed_precision="no")
    traced = _traced(asked)
    shown = with_trace(asked, estimate(asked), traced)
    assert shown.evidence == "traced"
    assert sum(shown.peak.values()) == shown.peak_allocated == _steady(traced)
    # 12 bytes a logit where the loss's backward peaks: fp32 logits, their log-softmax and its gradient.
    assert shown.peak["logits"] == pytest.approx(12 * 2 * 512 * 32000, rel=0.001)
    assert shown.peak["weights"] == pytest.approx(4 * shown.parameters, rel=0.001)
    assert "torch" in shown.assumed["traced"]


def test_without_resharding_the_layers_stay_whole() -> None:
    asked = _plan(gpus_per_node=8, sharding="fsdp", fsdp=Fsdp(reshard_after_forward=False))
    found, traced = estimate(asked), _traced(asked)
    assert found.phases["forward"] == pytest.approx(traced.phases["forward"], rel=0.05)
    assert found.peak_allocated == pytest.approx(_steady(traced), rel=0.05)


def test_sharded_4_bit_weights_agree_too() -> None:
    """The scales, which are no parameters and stand whole on each rank, are in the trace's load but not its weights."""
    asked = _plan(weights_dtype="bf16", method="qlora", gpus_per_node=8, sharding="fsdp")
    found, traced = estimate(asked), _traced(asked)
    assert found.evidence == "validated"
    assert found.peak_allocated == pytest.approx(_steady(traced), rel=0.02)
    assert found.phases["load"] == pytest.approx(traced.phases["load"], rel=0.01)
    for name in ("gradients", "optimizer"):
        # The trace rounds each of many small shards up to 512 bytes.
        assert found.sizes[name] == pytest.approx(traced.sizes[name], rel=0.05)
    whole = estimate(_plan(weights_dtype="bf16", method="qlora"))
    assert found.sizes["weights"] < whole.sizes["weights"] / 6


def test_on_a_processor_the_host_ram_follows_the_trace() -> None:
    asked = replace(plan(cluster="local", max_length=256), model=model_from_config(_CONFIG, "small"))
    shown = with_trace(asked, estimate(asked), _traced(asked))
    assert shown.host_ram == shown.total


def test_what_cannot_be_traced_says_so() -> None:
    for field, settings in (
        ("training.optim", {"optim": "adamw_bnb_8bit"}),
        ("training.attn_implementation", {"attn_implementation": "flash_attention_2"}),
        ("training.fsdp.version", {"gpus_per_node": 8, "sharding": "fsdp", "fsdp": Fsdp(version=1)}),
    ):
        with pytest.raises(RequestError, match="cannot be traced") as refused:
            _traced(_plan(**settings))
        assert refused.value.field == field
    with pytest.raises(RequestError, match="spread over several GPUs"):
        _traced(_plan(task="inference", gpus_per_node=2))
    nameless = replace(_plan(), model=replace(model(), config=None))
    with pytest.raises(RequestError, match="config of"):
        _traced(nameless)


def test_a_python_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PYTHON_VARIABLE, "/nowhere/python")
    with pytest.raises(RequestError, match="cannot start /nowhere/python"):
        _traced(_plan())


def test_a_trace_can_be_stopped() -> None:
    with pytest.raises(LlmtuiError, match="stopped"):
        trace(_plan(), lambda text: None, lambda: True)
