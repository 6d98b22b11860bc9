"""The traced set: the estimate against peaks traced through the real libraries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from llmtui.domain.memory import estimate
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.plan import Plan

from .data import TracedRow, traced_rows
from .plans import inference_plan, training_plan
from .shapes import traced_model
from .stats import Bar, Summary, error_percent, summarise

#: Pass marks in per cent.
MEDIAN_BAR = 0.5
P90_BAR = 2.0
WORST_BAR = 5.0
SIZES_BAR = 0.1


@dataclass(frozen=True)
class TracedResult:
    """One row with its estimate; `sizes` holds signed errors in per cent of what the trace gives, by component."""

    row: TracedRow
    plan: Plan
    estimated: int
    phase: str
    sizes: Mapping[str, float]

    @property
    def error(self) -> float:
        """Signed error of the peak in per cent."""
        return error_percent(self.estimated, self.row.peak)


def run_traced() -> tuple[TracedResult, ...]:
    """Every row of the set, estimated."""
    return tuple(_result(row) for row in traced_rows())


def _result(row: TracedRow) -> TracedResult:
    model = traced_model(row.config)
    plan = training_plan(model, row.training, row.world_size) if row.training else inference_plan(model, row.inference)
    found = estimate(plan)
    return TracedResult(row, plan, found.peak_allocated, found.peak_phase, _size_errors(row, found))


def _size_errors(row: TracedRow, found: MemoryEstimate) -> dict[str, float]:
    traced = {
        "weights": _weights(row),
        "gradients": row.traced.get("grads_bytes", 0),
        "optimizer": row.traced.get("optimizer_state_bytes", 0),
    }
    return {name: error_percent(found.sizes[name], size) for name, size in traced.items() if size}


def _weights(row: TracedRow) -> int:
    """Parameters and quantization state in bytes; 0 where a quantized row's trace does not give that state."""
    state = row.traced.get("quant_state_bytes")
    if state is None and row.inference.get("quantization", "none") != "none":
        return 0
    return int(row.traced["params_bytes"]) + int(state or 0)


def _unsharded(method: str, weights: str | None = None, mixed: str | None = None) -> Callable[[TracedRow], bool]:
    def matches(row: TracedRow) -> bool:
        keys = row.training
        return bool(
            keys.get("method") == method
            and keys["sharding"] == "none"
            and weights in {None, keys["weights_dtype"]}
            and mixed in {None, keys["mixed_precision"]}
        )

    return matches


#: Kinds of rows; a row may be of several (DDP and checkpointing, say).
KINDS: Mapping[str, Callable[[TracedRow], bool]] = {
    "full fp32": _unsharded("full", "fp32", "no"),
    "full fp32 with autocast": _unsharded("full", "fp32", "bf16"),
    "full bf16": _unsharded("full", "bf16", "no"),
    "LoRA": _unsharded("lora"),
    "QLoRA": _unsharded("qlora"),
    "DDP": lambda row: row.training.get("sharding") == "ddp",
    "FSDP": lambda row: row.training.get("sharding") == "fsdp",
    "MoE": lambda row: traced_model(row.config).moe is not None,
    "padded": lambda row: row.training.get("padding", "none") != "none",
    "inference": lambda row: bool(row.inference),
    "checkpointing on": lambda row: row.training.get("gradient_checkpointing") is True,
    "checkpointing off": lambda row: row.training.get("gradient_checkpointing") is False,
}


def by_kind(results: Sequence[TracedResult]) -> dict[str, Summary | None]:
    """Summary of each kind, and of all rows under "all"."""
    found = {
        name: summarise([result.error for result in results if matches(result.row)]) for name, matches in KINDS.items()
    }
    return {**found, "all": summarise([result.error for result in results])}


def bars(results: Sequence[TracedResult]) -> tuple[Bar, ...]:
    """The pass marks with what was found."""
    peaks = summarise([result.error for result in results])
    assert peaks is not None
    marks = [
        Bar("peak, median", MEDIAN_BAR, peaks.median),
        Bar("peak, 90th percentile", P90_BAR, peaks.p90),
        Bar("peak, worst", WORST_BAR, peaks.worst),
    ]
    for name in ("weights", "gradients", "optimizer"):
        errors = summarise([result.sizes[name] for result in results if name in result.sizes])
        assert errors is not None
        marks.append(Bar(f"{name}, worst", SIZES_BAR, errors.worst))
    return tuple(marks)
