"""The set measured here: the estimate against what real jobs of the bundled runtime took on a GPU."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmtui.domain.memory import estimate
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.plan import Plan

from .data import MEASURED, MeasuredRow, measured_set
from .plans import inference_plan, training_plan
from .shapes import changed_model
from .stats import Summary, error_percent, summarise


@dataclass(frozen=True)
class MeasuredResult:
    """One row with its estimate; sizes in bytes, errors in per cent of what was measured."""

    row: MeasuredRow
    plan: Plan
    found: MemoryEstimate

    @property
    def error(self) -> float:
        """Signed error of the allocated peak."""
        return error_percent(self.found.peak_allocated, self.row.peak)

    @property
    def slack(self) -> float:
        """How much torch reserved for one byte that it had allocated, both at their peaks."""
        return int(self.row.measured["max_reserved_bytes"]) / self.row.peak

    @property
    def beside(self) -> int | None:
        """What the process took on the card beside torch's own, None where nvidia-smi did not say what was in use."""
        before = self.row.measured["smi_before_bytes"]
        if before is None:
            return None
        used, reserved = self.row.measured["device_used_bytes"], self.row.measured["reserved_bytes"]
        return int(used) - int(reserved) - int(before)

    @property
    def taken(self) -> int | None:
        """Reserved at the peak and what stands beside it: what the job needs of the card. None as for `beside`."""
        beside = self.beside
        return None if beside is None else int(self.row.measured["max_reserved_bytes"]) + beside

    @property
    def in_band(self) -> bool | None:
        """Whether that lies between the estimate's bounds, None where it is not known."""
        low, high = self.found.band
        return None if self.taken is None else low <= self.taken <= high


def run_measured(path: Path = MEASURED) -> tuple[MeasuredResult, ...]:
    """Every row of the file, estimated. Raises what `measured_set` and `changed_model` raise."""
    return tuple(_result(row) for row in measured_set(path).rows)


def _result(row: MeasuredRow) -> MeasuredResult:
    model = changed_model(row.model_id, row.changed)
    plan = inference_plan(model, row.inference) if row.inference else training_plan(model, row.training)
    return MeasuredResult(row, plan, estimate(plan))


def _method(name: str) -> Callable[[MeasuredResult], bool]:
    return lambda result: result.plan.spec.trains and result.plan.method == name


def _eager(result: MeasuredResult) -> bool:
    return (result.row.inference or result.row.training).get("attn_implementation") == "eager"


#: Kinds of rows; a row may be of several.
KINDS: Mapping[str, Callable[[MeasuredResult], bool]] = {
    "full": _method("full"),
    "LoRA": _method("lora"),
    "QLoRA": _method("qlora"),
    "generation": lambda result: not result.plan.spec.trains,
    "checkpointing": lambda result: result.row.training.get("gradient_checkpointing") is True,
    "eager attention": _eager,
    "some layers only": lambda result: bool(result.row.changed),
}


def measured_kinds(results: Sequence[MeasuredResult]) -> dict[str, Summary | None]:
    """Summary of the allocated peaks of each kind, and of all rows under "all"."""
    found = {
        name: summarise([result.error for result in results if matches(result)]) for name, matches in KINDS.items()
    }
    return {**found, "all": summarise([result.error for result in results])}
