"""The trace against real steps on the CPU, whose every allocation torch's profiler records: no fake tensors there."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from llmtui.runtime.args import TraceArguments

pytestmark = pytest.mark.runtime

#: Wide and long enough that a step's tensors dwarf what the CPU's kernels allocate for themselves.
_CONFIG: dict[str, Any] = {
    "model_type": "llama",
    "hidden_size": 128,
    "intermediate_size": 896,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 512,
    "max_position_embeddings": 1024,
    "tie_word_embeddings": False,
}


def _arguments(**changes: Any) -> TraceArguments:
    return TraceArguments(model_config=_CONFIG, optim="sgd", max_length=512, lora_dropout=0.0, **changes)


class Real:
    """What one phase allocates at most above its beginning, by torch's profiler."""

    def __init__(self) -> None:
        self.peaks: dict[str, int] = {}

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        from torch.profiler import ProfilerActivity, profile

        with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
            result = work()
        found = [event for event in profiler.profiler.kineto_results.events() if event.name() == "[memory]"]
        now = peak = 0
        for event in sorted(found, key=lambda event: int(event.start_ns())):
            now += event.nbytes()
            peak = max(peak, now)
        self.peaks[name] = peak
        return result


class Traced(Real):
    """The same by the trace's own eyes."""

    def __init__(self, storages: Any) -> None:
        super().__init__()
        self.storages = storages

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        begun = self.storages.now
        self.storages.restart()
        result = work()
        self.peaks[name] = self.storages.peak - begun
        return result


def _step(model: Any, optimizer: Any, arguments: TraceArguments, watch: Real) -> None:
    from llmtui.runtime.tracing.steps import _forward, clear_gradients

    loss = watch.run("forward", lambda: _forward(model, arguments))
    watch.run("backward", loss.backward)
    del loss
    watch.run("optimizer", optimizer.step)
    clear_gradients(model)


def _real(arguments: TraceArguments) -> dict[str, int]:
    from llmtui.runtime.tracing.build import build_model, build_optimizer

    model = build_model(arguments)
    optimizer = build_optimizer(arguments.optim, model)
    watch = Real()
    for _ in range(2):
        _step(model, optimizer, arguments, watch)
    return watch.peaks


def _traced(arguments: TraceArguments) -> dict[str, int]:
    from torch._subclasses.fake_tensor import FakeTensorMode

    from llmtui.runtime.trace import packed_sequences_unasked
    from llmtui.runtime.tracing.build import build_model, build_optimizer
    from llmtui.runtime.tracing.storages import Follow, Storages

    storages = Storages()
    with packed_sequences_unasked(), FakeTensorMode(allow_non_fake_inputs=True), Follow(storages, 512):
        model = build_model(arguments)
        optimizer = build_optimizer(arguments.optim, model)
        watch = Traced(storages)
        for _ in range(2):
            _step(model, optimizer, arguments, watch)
        return watch.peaks


@pytest.mark.parametrize(
    "changes",
    # One dtype throughout: where two meet, the CPU's kernels cast one of them in memory, which a GPU's do in passing.
    [
        {"weights_dtype": "bf16", "gradient_checkpointing": True},
        {"weights_dtype": "fp32"},
        {"weights_dtype": "fp32", "gradient_checkpointing": True},
        {"weights_dtype": "fp32", "method": "lora"},
        {"weights_dtype": "fp32", "method": "lora", "gradient_checkpointing": True},
    ],
    ids=lambda changes: " ".join(str(value) for value in changes.values()),
)
def test_a_real_step_allocates_what_the_trace_says(changes: dict[str, Any]) -> None:
    warnings.filterwarnings("ignore")
    arguments = _arguments(**changes)
    real, traced = _real(arguments), _traced(arguments)
    assert real["forward"] > 10**6 < real["backward"]
    # The forward pass also keeps the state of the CPU's generator for each checkpointed layer.
    generator = _CONFIG["num_hidden_layers"] * 5056 if arguments.gradient_checkpointing else 0
    assert traced["forward"] + generator == pytest.approx(real["forward"], rel=0.001)
    assert traced["backward"] == pytest.approx(real["backward"], rel=0.003)
    planted = _traced(dataclasses.replace(arguments, gradient_checkpointing=not arguments.gradient_checkpointing))
    assert planted["forward"] != pytest.approx(real["forward"], rel=0.1)
