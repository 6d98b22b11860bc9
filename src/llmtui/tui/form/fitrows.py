"""The rows of the dialog on fitting: changes that make a job fit, or how far batch and length can go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.memory.types import MemoryEstimate
from ...units import format_gib, group_digits

if TYPE_CHECKING:
    from ...domain.advice import Limit
    from ...domain.dotted import Value
    from ...services.advice import Advised

VERDICTS = {"fits": "fits", "tight": "tight", "does_not_fit": "does not fit", "unknown": "capacity unknown"}


@dataclass(frozen=True)
class FitRow:
    """One row: what, what it costs or means, the estimate with it. `changes` are empty where nothing can change;
    `words` say them in the job file's own."""

    title: str
    note: str
    estimate: MemoryEstimate
    changes: Mapping[str, Value]
    words: str


def fit_rows(advised: Advised) -> list[FitRow]:
    """Changes in their order, or one row each for batch and length."""
    rows = [
        FitRow(advice.text, advice.cost, advice.estimate, advice.changes, advice.text) for advice in advised.changes
    ]
    left = (("batch", advised.room.batch), ("length", advised.room.length))
    return rows + [_limit(name, limit) for name, limit in left if limit is not None]


def _limit(name: str, limit: Limit) -> FitRow:
    key = limit.key.rpartition(".")[2]
    if limit.most == limit.now:
        return FitRow(f"no larger {name}", f"{key} {limit.now}; {limit.ends}", limit.estimate, {}, "")
    words = f"{key} {limit.now} -> {limit.most}"
    title = f"{name} up to {group_digits(limit.most)}"
    return FitRow(title, f"{words}; {limit.ends}", limit.estimate, {limit.key: limit.most}, words)


def heading(advised: Advised) -> tuple[str, str]:
    """The dialog's title, and how the job stands now."""
    found = advised.estimate
    capacity = "?" if found.capacity is None else format_gib(found.capacity)
    now = f"now {format_gib(found.total)} of {capacity} GiB: {VERDICTS[found.verdict]}"
    over = found.total - (found.capacity or found.total)
    if found.verdict == "does_not_fit" and over > 0:
        now += f", {format_gib(over)} over"
    return ("What is left" if found.verdict in ("fits", "unknown") else "Changes that make it fit"), now


def nothing(advised: Advised) -> str:
    """What stands in place of rows where there are none."""
    if advised.estimate.verdict == "unknown":
        return "The memory of this placement is not known, so there is nothing to reckon with."
    if advised.estimate.verdict == "fits" or advised.closed_form == "fits":
        return "Advice is reckoned with the closed form, which comes to another verdict here than the trace."
    return "No change and no two of them make it fit here: take a smaller model, larger GPUs or another cluster."
