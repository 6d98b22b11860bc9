"""The memory panel: stacked bar, legend with figures, host RAM and disk, verdict; and the same in one line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from ...domain.memory.types import MemoryEstimate
from ...units import GIB, format_gib
from ..glyphs import Glyphs, plain_text
from ..stack import Cell, filled, part_sizes, stacked
from ..text import fit

if TYPE_CHECKING:
    from ...domain.plan import Plan

View = Literal["components", "phases"]

_VERDICTS = {
    "fits": ("fits", "$success"),
    "tight": ("tight", "$warning"),
    "does_not_fit": ("does not fit", "$error"),
    "unknown": ("capacity unknown", "$foreground-muted"),
}
_LEGEND = 20


class Memory(Widget):
    """Shows an estimate; `stale` dims it while the form holds something that cannot be reckoned."""

    estimate: var[MemoryEstimate | None] = var(None)
    stale: var[bool] = var(False)
    #: How far a trace is, in words; "" while none runs.
    tracing: var[str] = var("")

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self._gpu = False

    def show(self, plan: Plan, estimate: MemoryEstimate) -> None:
        """Draw this estimate."""
        self._gpu = plan.gpu is not None
        self.stale = False
        self.estimate = estimate
        self.refresh()

    def watch_stale(self, stale: bool) -> None:
        self.set_class(stale, "-stale")

    def watch_tracing(self) -> None:
        self.refresh()

    @property
    def unit(self) -> str:
        """What the bar is the memory of: a GPU, or a rank's share of the host's RAM."""
        return "GPU" if self._gpu else "RAM"

    def bar(self, estimate: MemoryEstimate, width: int) -> Content:
        """The stacked bar between its caps, `width` cells in all."""
        parts: list[tuple[str, str]] = [(self.glyphs.left_cap, "$foreground-muted")]
        for cell, run in groupby(stacked(estimate, width - 2)):
            parts.append(self._cells(cell, len(list(run))))
        return Content.assemble(*parts, (self.glyphs.right_cap, "$foreground-muted"))

    def _cells(self, cell: Cell, count: int) -> tuple[str, str]:
        glyphs = self.glyphs
        if cell.kind == "part" and cell.part is not None:
            return cell.part.letter * count, f"$bar-text on ${cell.part.colour}"
        below = f" on ${cell.part.colour}" if cell.part is not None else ""
        return {
            "capacity": (glyphs.capacity * count, f"bold $foreground{below}"),
            "rule": (glyphs.rule * count, f"$warning{below}"),
            "band": (glyphs.band * count, "$secondary"),
        }.get(cell.kind, (glyphs.empty * count, "$foreground-disabled"))

    def verdict(self, estimate: MemoryEstimate) -> Content:
        """The word and its colour; how far over where it does not fit."""
        word, colour = _VERDICTS[estimate.verdict]
        over = estimate.total - (estimate.capacity or estimate.total)
        if estimate.verdict == "does_not_fit" and over > 0:
            word += f", {format_gib(over)} over"
        return Content.styled(word, f"bold {colour}")


class MemoryLine(Memory):
    """One line: bar, total, capacity, verdict."""

    def render(self) -> Content:
        estimate = self.estimate
        if estimate is None:
            return Content("")
        capacity = "?" if estimate.capacity is None else format_gib(estimate.capacity)
        tail = Content.assemble(
            (f" {format_gib(estimate.total)}", "bold"), (f" of {capacity} GiB  ", "$foreground-muted")
        ) + (Content.styled(self.tracing, "$accent") if self.tracing else self.verdict(estimate))
        room = self.size.width - tail.cell_length - 7
        return Content.assemble((f" {self.unit} ", "bold")) + self.bar(estimate, max(6, room)) + tail


class MemoryPanel(Memory):
    """The whole panel; `view` chooses what the legend lists."""

    view: var[View] = var("components")

    def watch_view(self) -> None:
        self.refresh()

    def render(self) -> Content:
        estimate = self.estimate
        if estimate is None:
            return Content("")
        rows = [self._title(estimate), self._main(estimate), self._capacity(estimate)]
        rows += self._legend(estimate) if self.view == "components" else self._phases(estimate)
        rows += [self._band(estimate), self._plain("Host", estimate.host_ram, estimate.host_capacity)]
        rows.append(self._plain("Disk", estimate.disk, estimate.disk_capacity))
        return Content("\n").join(rows)

    def _title(self, estimate: MemoryEstimate) -> Content:
        left = "Peak per GPU" if self._gpu else "Peak per rank, in host RAM (no GPU here)"
        right = (self.tracing, "$accent") if self.tracing else (f"in {estimate.peak_phase}", "$foreground-muted")
        return self._ends((left, "bold"), right)

    def _main(self, estimate: MemoryEstimate) -> Content:
        total = f"{_in(estimate.total, estimate)} {_unit(estimate)}".rjust(10)
        bar = self.bar(estimate, max(8, self._room - 6 - len(total)))
        return Content.assemble((f" {self.unit}  ", "bold")) + bar + Content.styled(total, "bold")

    def _capacity(self, estimate: MemoryEstimate) -> Content:
        capacity = "?" if estimate.capacity is None else format_gib(estimate.capacity, decimals=2)
        verdict = self.verdict(estimate)
        text = f"      of {capacity} GiB"
        room = self._room - len(text) - verdict.cell_length - 3
        label = estimate.capacity_label if len(estimate.capacity_label) <= room else ""
        left = Content.assemble((text, "$foreground-muted"), (f" {label}".ljust(room + 2), "$foreground-muted"))
        return left + verdict

    def _legend(self, estimate: MemoryEstimate) -> list[Content]:
        entries = [
            self._entry(part.letter, part.word, part.colour, _in(size, estimate)) for part, size in part_sizes(estimate)
        ]
        columns = 2 if self._room >= 2 * (_LEGEND + 2) + 5 else 1
        rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
        height = 4 if columns == 2 else 8
        drawn = [Content("      ") + Content("   ").join(row) for row in rows]
        return drawn + [Content("")] * (height - len(drawn))

    def _entry(self, letter: str, word: str, colour: str, figure: str) -> Content:
        figure = figure.rjust(_LEGEND - 2 - len(word))
        return Content.assemble((letter, f"$bar-text on ${colour}"), (f" {word}", "$foreground-muted"), figure)

    def _phases(self, estimate: MemoryEstimate) -> list[Content]:
        drawn = []
        most = max(estimate.phases.values(), default=1)
        for name, size in estimate.phases.items():
            width = max(4, self._room - 28)
            bar = self.glyphs.full * filled(size, most, width)
            style = "$accent" if name == estimate.peak_phase else "$secondary"
            drawn.append(
                Content.assemble(
                    (f"      {name:<11}", "$foreground-muted"), (bar.ljust(width), style), _in(size, estimate).rjust(9)
                )
            )
        height = 4 if self._room >= 2 * (_LEGEND + 2) + 5 else 8
        return drawn[:height] + [Content("")] * (height - len(drawn))

    def _band(self, estimate: MemoryEstimate) -> Content:
        low, high = (_in(bound, estimate) for bound in estimate.band)
        words = estimate.evidence.replace("_", " ")
        left = plain_text(f"     {low}–{high} {_unit(estimate)}, {words}", self.glyphs)
        rule = f"{self.glyphs.rule} guide's rule {_in(estimate.rule_of_thumb, estimate)}"
        return self._ends((left, "$foreground-muted"), (rule, "$foreground-muted"))

    def _plain(self, label: str, used: int, capacity: int | None) -> Content:
        over = capacity is not None and used > capacity
        text = f"{_small(used)} of {_small(capacity)} GiB" if capacity is not None else f"{_small(used)} GiB"
        text = text.rjust(20)
        width = max(4, self._room - 9 - len(text))
        full = filled(used, capacity, width)
        return Content.assemble(
            (f" {label} ", "bold"),
            (self.glyphs.left_cap, "$foreground-muted"),
            (self.glyphs.full * full, "$error" if over else "$secondary"),
            (self.glyphs.empty * (width - full), "$foreground-disabled"),
            (self.glyphs.right_cap, "$foreground-muted"),
            (text, "bold $error" if over else ""),
        )

    @property
    def _room(self) -> int:
        return max(24, self.size.width - 1)

    def _ends(self, left: tuple[str, str], right: tuple[str, str]) -> Content:
        room = self._room - len(right[0]) - 1
        return Content.assemble((fit(f" {left[0]}", room, ellipsis=self.glyphs.ellipsis), left[1]), " ", right)


def _unit(estimate: MemoryEstimate) -> str:
    """The unit of the bar's figures: MiB for jobs below a GiB, whose components would all read 0.0 else."""
    return "MiB" if estimate.total < GIB else "GiB"


def _in(size: int, estimate: MemoryEstimate) -> str:
    """A size in the bar's unit, without decimals from a hundred on."""
    value = size * 1024 if _unit(estimate) == "MiB" else size
    return format_gib(value, decimals=0 if value >= 100 * GIB else 1)


def _small(size: int) -> str:
    """GiB, with two decimals below ten."""
    return format_gib(size, decimals=2 if size < 10 * GIB else 1)
