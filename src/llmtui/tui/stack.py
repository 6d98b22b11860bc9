"""The stacked memory bar as cells: which component fills which cell, and where the marks stand. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..domain.memory.types import MemoryEstimate

CellKind = Literal["part", "band", "empty", "capacity", "rule"]


@dataclass(frozen=True)
class Part:
    """One component of the bar: its letter, its name in words, the theme variable of its colour."""

    key: str
    letter: str
    word: str
    colour: str


PARTS: tuple[Part, ...] = (
    Part("weights", "W", "weights", "bar-weights"),
    Part("gradients", "G", "gradients", "bar-gradients"),
    Part("optimizer", "O", "optimizer", "bar-optimizer"),
    Part("activations", "A", "activations", "bar-activations"),
    Part("logits", "L", "logits", "bar-logits"),
    Part("kv_cache", "K", "KV cache", "bar-kv"),
    Part("buffers", "B", "buffers", "bar-buffers"),
    Part("overhead", "x", "overhead", "bar-overhead"),
)


@dataclass(frozen=True)
class Cell:
    """One cell of the bar; `part` is set where a component fills it, also under a mark."""

    kind: CellKind
    part: Part | None = None


def part_sizes(estimate: MemoryEstimate) -> list[tuple[Part, int]]:
    """Every component that is alive at the peak, with its bytes.

    When the peak of all phases is not a steady one (loading, saving), what the steady components do not explain
    counts as overhead, so that the parts add up to the total.
    """
    sizes = dict(estimate.peak)
    sizes["overhead"] = max(estimate.overhead, estimate.total - sum(estimate.peak.values()))
    return [(part, sizes.get(part.key, 0)) for part in PARTS if sizes.get(part.key, 0) > 0]


def scale_bytes(estimate: MemoryEstimate) -> int:
    """What the whole width stands for: a little more than the capacity, or than the estimate where that is more."""
    most = max(estimate.band[1], estimate.total)
    return max(int((estimate.capacity or 0) * 1.06), int(most * 1.02), 1)


def stacked(estimate: MemoryEstimate, width: int) -> list[Cell]:
    """`width` cells from zero to scale_bytes; a component that ends within half a cell may have none."""
    scale = scale_bytes(estimate)
    cells: list[Cell] = []
    running = 0
    for part, size in part_sizes(estimate):
        running += size
        cells += [Cell("part", part)] * (_cell(running, scale, width) - len(cells))
    cells += [Cell("band")] * (_cell(estimate.band[1], scale, width) - len(cells))
    cells = (cells + [Cell("empty")] * (width - len(cells)))[:width]
    _mark(cells, "rule", estimate.rule_of_thumb, scale)
    _mark(cells, "capacity", estimate.capacity, scale)
    return cells


def filled(used: int, capacity: int | None, width: int) -> int:
    """How many of `width` cells a plain bar fills; at least one for anything, never more than all."""
    if capacity is None or capacity <= 0 or used <= 0:
        return 0
    return min(width, max(1, round(used / capacity * width)))


def _cell(size: int, scale: int, width: int) -> int:
    return min(width, round(size / scale * width))


def _mark(cells: list[Cell], kind: CellKind, size: int | None, scale: int) -> None:
    if size and size <= scale and cells:
        index = min(len(cells) - 1, _cell(size, scale, len(cells)))
        cells[index] = Cell(kind, cells[index].part)
