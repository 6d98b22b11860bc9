"""Memory bars as cells: which component fills which cell, and where the marks stand. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """One cell of the bar; `part` is set where a component fills it, also under a mark.

    `over`: past the capacity. `unsure`: past the low bound of the band, so that it may stay empty.
    """

    kind: CellKind
    part: Part | None = None
    over: bool = False
    unsure: bool = False


def part_sizes(estimate: MemoryEstimate) -> list[tuple[Part, int]]:
    """Every component that is alive at the peak, with its bytes.

    When the peak of all phases is not a steady one (loading, saving), what the steady components do not explain
    counts as overhead, so that the parts add up to the total.
    """
    sizes = dict(estimate.peak)
    sizes["overhead"] = max(estimate.overhead, estimate.total - sum(estimate.peak.values()))
    return [(part, sizes.get(part.key, 0)) for part in PARTS if sizes.get(part.key, 0) > 0]


def largest_phase(estimate: MemoryEstimate) -> str:
    """The phase that sets the total: the largest of all, also where it is not a steady one."""
    most = max(estimate.phases.values(), default=0)
    if estimate.phases.get(estimate.peak_phase, most) == most:
        return estimate.peak_phase
    return next(name for name, size in estimate.phases.items() if size == most)


def scale_bytes(estimate: MemoryEstimate) -> int:
    """What the whole width stands for: a little more than the capacity, or than the estimate where that is more."""
    most = max(estimate.band[1], estimate.total)
    return max(int((estimate.capacity or 0) * 1.06), int(most * 1.02), 1)


@dataclass(frozen=True)
class Ruler:
    """Bytes to cells: `width` cells stand for `scale` bytes.

    The mark of the capacity keeps a cell free at its right, and what passes the capacity always passes its mark.
    """

    scale: int
    width: int
    capacity: int | None

    @property
    def mark(self) -> int | None:
        """The cell that the capacity's mark stands in."""
        if not self.capacity or self.capacity > self.scale:
            return None
        return max(0, min(self.width - 2, self._nearest(self.capacity)))

    def end(self, size: int) -> int:
        """How many cells from the left end are filled by that many bytes."""
        cell, mark = min(self.width, self._nearest(size)), self.mark
        if mark is None:
            return cell
        return min(cell, mark) if size <= (self.capacity or 0) else min(self.width, max(cell, mark + 2))

    def _nearest(self, size: int) -> int:
        return round(size / self.scale * self.width)


def stacked(estimate: MemoryEstimate, width: int) -> list[Cell]:
    """`width` cells from zero to scale_bytes; a component that ends within half a cell may have none."""
    ruler = Ruler(scale_bytes(estimate), width, estimate.capacity)
    mark = ruler.mark
    cells: list[Cell] = []
    running = 0
    for part, size in part_sizes(estimate):
        running += size
        cells += [Cell("part", part)] * (ruler.end(running) - len(cells))
    low = ruler.end(estimate.band[0])
    cells = cells[:low] + [replace(cell, unsure=True) for cell in cells[low:]]
    cells += [Cell("band")] * (ruler.end(estimate.band[1]) - len(cells))
    cells += [Cell("empty")] * (width - len(cells))
    if mark is not None:
        past = [replace(cell, over=cell.kind in {"part", "band"}) for cell in cells[mark + 1 :]]
        cells = [*cells[:mark], Cell("capacity", cells[mark].part), *past]
    _mark_rule(cells, ruler, estimate.rule_of_thumb)
    return cells


def plain_cells(used: int, capacity: int | None, width: int) -> list[Cell]:
    """A bar of one thing; the capacity is its right end, or a mark within it where more is used than there is."""
    if capacity is None or used <= capacity:
        full = filled(used, capacity, width)
        return [Cell("part")] * full + [Cell("empty")] * (width - full)
    mark = Ruler(used, width, capacity).mark or 0
    return [Cell("part")] * mark + [Cell("capacity")] + [Cell("part", over=True)] * (width - mark - 1)


def rule_is_beyond(estimate: MemoryEstimate) -> bool:
    """Whether the guide's rule lies past the right end of the bar."""
    return estimate.rule_of_thumb > scale_bytes(estimate)


def filled(used: int, capacity: int | None, width: int) -> int:
    """How many of `width` cells a plain bar fills; at least one for anything, never more than all."""
    if capacity is None or capacity <= 0 or used <= 0:
        return 0
    return min(width, max(1, round(used / capacity * width)))


def _mark_rule(cells: list[Cell], ruler: Ruler, size: int) -> None:
    """Where the capacity's mark has the cell already, the rule's stands beside it, on the side that it belongs to."""
    if not 0 < size <= ruler.scale:
        return
    index = min(ruler.end(size), len(cells) - 1)
    if index == ruler.mark:
        index += -1 if size < (ruler.capacity or 0) else 1
    if 0 <= index < len(cells):
        cells[index] = replace(cells[index], kind="rule")
