"""The memory panel: stacked bar, legend with figures, host RAM and disk, verdict; and the same in one line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from ...domain.memory.types import MemoryEstimate
from ...units import GIB, format_gib
from ..glyphs import Glyphs, plain_text
from ..stack import Cell, filled, largest_phase, part_sizes, plain_cells, rule_is_beyond, stacked
from ..text import fit

if TYPE_CHECKING:
    from ...domain.plan import Plan

View = Literal["components", "phases"]
Piece = tuple[str, str]

_VERDICTS = {
    "fits": ("fits", "$success"),
    "tight": ("tight", "$warning"),
    "does_not_fit": ("does not fit", "$error"),
    "unknown": ("capacity unknown", "$foreground-muted"),
}
_EVIDENCE = {
    "traced": ("traced", "bold $accent"),
    "validated": ("validated", "$foreground-muted"),
    "extrapolated": ("extrapolated", "$foreground-muted"),
    "unknown_model": ("unknown model", "bold $warning"),
}
#: Evidence that the one line says too: the figures come from the real classes, or only from a config.json.
_TOLD = frozenset({"traced", "unknown_model"})
#: Rows of the legend and of the phases, so that nothing below them moves.
_ROWS = 5
#: Cells of a legend entry, and between two of them, where there is room and where there is not.
_WIDE, _TIGHT = (20, 3), (18, 2)
_OVER = "$background on $error"


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
        """Draw this estimate, unless it is what stands there."""
        self.stale = False
        if (plan.gpu is not None, estimate) != (self._gpu, self.estimate):
            self._gpu, self.estimate = plan.gpu is not None, estimate
            self.refresh()

    def watch_stale(self, stale: bool) -> None:
        self.set_class(stale, "-stale")

    def watch_tracing(self) -> None:
        self.refresh()

    @property
    def unit(self) -> str:
        """What the bar is the memory of: a GPU, or a rank's share of the host's RAM."""
        return "GPU" if self._gpu else "RAM"

    def bar(self, estimate: MemoryEstimate, width: int, *, points: bool = False) -> Content:
        """The stacked bar between its caps, `width` cells in all; `points` right to a rule that lies past its end."""
        beyond = points and rule_is_beyond(estimate)
        cap = (self.glyphs.flat, "$warning") if beyond else (self.glyphs.right_cap, "$foreground-muted")
        return self._capped(stacked(estimate, width - 2), cap)

    def _capped(self, cells: Iterable[Cell], right: Piece) -> Content:
        runs = [self._cells(cell, len(list(run))) for cell, run in groupby(cells)]
        return Content.assemble((self.glyphs.left_cap, "$foreground-muted"), *runs, right)

    def _cells(self, cell: Cell, count: int) -> Piece:
        glyphs, part = self.glyphs, cell.part
        if cell.kind == "part":
            if part is None:
                return glyphs.full * count, "$error" if cell.over else "$secondary"
            style = _OVER if cell.over else f"$bar-text on ${part.colour}"
            return part.letter * count, f"underline {style}" if cell.unsure else style
        below = " on $error" if cell.over and part else f" on ${part.colour}" if part else ""
        return {
            "capacity": (glyphs.capacity * count, f"bold $foreground{below}"),
            "rule": (glyphs.rule * count, f"$warning{below}" if not cell.over else _OVER),
            "band": (glyphs.band * count, "$error" if cell.over else "$secondary"),
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
        figures = Content.assemble(
            (f" {format_gib(estimate.total):>5}", "bold"), (f" of {capacity} GiB  ", "$foreground-muted")
        )
        tail = figures + (Content.styled(self.tracing, "$accent") if self.tracing else self._words(estimate))
        room = self.size.width - tail.cell_length - 6
        return Content.assemble((f" {self.unit} ", "bold")) + self.bar(estimate, max(6, room)) + tail

    def _words(self, estimate: MemoryEstimate) -> Content:
        words = self.verdict(estimate)
        if estimate.evidence in _TOLD:
            word, style = _EVIDENCE[estimate.evidence]
            words = words + Content(", ") + Content.styled(word, style)
        return words + Content(" " * max(0, len("tight") - words.cell_length))


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
        listed = self._legend(estimate) if self.view == "components" else self._phases(estimate)
        rows += listed + [Content("")] * (_ROWS - len(listed))
        rows += [self._band(estimate), self._plain("Host", estimate.host_ram, estimate.host_capacity)]
        rows.append(self._plain("Disk", estimate.disk, estimate.disk_capacity))
        return Content("\n").join(rows)

    def _title(self, estimate: MemoryEstimate) -> Content:
        wide = self._columns()[1] == _WIDE
        left = f"Peak per {'GPU' if self._gpu else 'rank'}"
        if self.view == "phases":
            left = "Allocated by phase" if wide else "By phase"
        word, style = _EVIDENCE[estimate.evidence]
        if estimate.evidence == "unknown_model" and wide:
            word += ", like llama"
        right = (self.tracing, "$accent") if self.tracing else (f"in {largest_phase(estimate)}", "$foreground-muted")
        return self._ends([(left, "bold"), (", ", ""), (word, style)], right)

    def _main(self, estimate: MemoryEstimate) -> Content:
        total = f"{_in(estimate.total, estimate)} {_unit(estimate)}".rjust(10)
        bar = self.bar(estimate, max(8, self._room - 6 - len(total)), points=True)
        return Content.assemble((f" {self.unit}  ", "bold")) + bar + Content.styled(total, "bold")

    def _capacity(self, estimate: MemoryEstimate) -> Content:
        capacity = "?" if estimate.capacity is None else format_gib(estimate.capacity, decimals=2)
        verdict = self.verdict(estimate)
        text = f"{'':{self._columns()[2]}}of {capacity} GiB"
        room = self._room - len(text) - verdict.cell_length
        label = f" {estimate.capacity_label}"
        label = label if len(label) + 2 <= room else ""
        return Content.assemble((text, "$foreground-muted"), (label.ljust(room), "$foreground-muted")) + verdict

    def _legend(self, estimate: MemoryEstimate) -> list[Content]:
        """Components with their letters, then what they add up to: all but the overhead, and all."""
        sizes = [(part.letter, part.word, part.colour, size) for part, size in part_sizes(estimate)]
        sums = [("", "allocated", "", estimate.peak_allocated), ("", "total", "", estimate.total)]
        columns, (width, gap), indent = self._columns()
        sizes += [("", "", "", 0)] * (-len(sizes) % columns)
        entries = [self._entry(*entry, width, estimate) for entry in [*sizes, *sums]]
        rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
        return [Content(" " * indent) + Content(" " * gap).join(row) for row in rows]

    def _columns(self) -> tuple[int, tuple[int, int], int]:
        """How many columns the legend has, their width and gap, and what stands free before them."""
        if self._room >= 6 + 2 * _WIDE[0] + _WIDE[1]:
            return 2, _WIDE, 6
        return (2, _TIGHT, 1) if self._room >= 1 + 2 * _TIGHT[0] + _TIGHT[1] else (1, _TIGHT, 1)

    def _entry(self, letter: str, word: str, colour: str, size: int, width: int, estimate: MemoryEstimate) -> Content:
        if not word:
            return Content(" " * width)
        mark = Content.styled(letter, f"$bar-text on ${colour}") if letter else Content(" ")
        figure = f" {_in(size, estimate)}".rjust(width - 2 - len(word))
        return mark + Content.assemble((f" {word}", "$foreground-muted"), (figure, "" if letter else "bold"))

    def _phases(self, estimate: MemoryEstimate) -> list[Content]:
        largest, most = largest_phase(estimate), max(estimate.phases.values(), default=1)
        indent = self._columns()[2]
        width = max(4, self._room - indent - 10 - 8 - 5)
        drawn = []
        for name, size in estimate.phases.items():
            peak = name == largest
            drawn.append(
                Content.assemble(
                    (f"{'':{indent}}{name:<10}", "" if peak else "$foreground-muted"),
                    ((self.glyphs.full * filled(size, most, width)).ljust(width), "$accent" if peak else "$secondary"),
                    (_in(size, estimate).rjust(8), "bold" if peak else ""),
                    (" peak" if peak else "     ", "bold $accent"),
                )
            )
        return drawn

    def _band(self, estimate: MemoryEstimate) -> Content:
        low, high = (_in(bound, estimate) for bound in estimate.band)
        sign = self.glyphs.flat if rule_is_beyond(estimate) else self.glyphs.rule
        rule = f"{sign} guide's rule {_in(estimate.rule_of_thumb, estimate)}"
        bounds = plain_text(f" band {low}–{high}", self.glyphs)
        indent = self._columns()[2]
        unit = f" {_unit(estimate)}" if indent + len(bounds) + 5 + len(rule) + 2 <= self._room else ""
        style = "$foreground-muted"
        mark = (f"{'':{indent - 1}}{self.glyphs.band}", "$secondary")
        return self._ends([mark, (bounds + unit, style)], (rule, style))

    def _plain(self, label: str, used: int, capacity: int | None) -> Content:
        short = used - capacity if capacity is not None else 0
        figures = f"{_small(used)} of {'?' if capacity is None else _small(capacity)}"
        text = f"{figures} GiB".rjust(20)
        if short > 0:
            text = f"  {figures}, short by {_small(short)} GiB"
            text = text if self._room - len(text) >= 18 else text.removesuffix(" GiB")
        width = max(4, self._room - 8 - len(text))
        cap = (self.glyphs.right_cap, "$foreground-muted")
        bar = self._capped(plain_cells(used, capacity, width), cap)
        return Content.assemble((f" {label} ", "bold")) + bar + Content.styled(text, "bold $error" if short > 0 else "")

    @property
    def _room(self) -> int:
        return max(24, self.size.width - 1)

    def _ends(self, left: list[Piece], right: Piece) -> Content:
        """One row: the left pieces, cut where they must be, and the right one at its end."""
        room = self._room - len(right[0]) - 2
        drawn = Content(" ") + Content.assemble(*left)
        if drawn.cell_length > room:
            drawn = Content.styled(fit(drawn.plain, room, ellipsis=self.glyphs.ellipsis), left[0][1])
        return Content.assemble(drawn, " " * (self._room - drawn.cell_length - len(right[0])), right)


def _unit(estimate: MemoryEstimate) -> str:
    """The unit of the bar's figures: MiB for jobs below a GiB, whose components would all read 0.0 else."""
    return "MiB" if estimate.total < GIB else "GiB"


def _in(size: int, estimate: MemoryEstimate) -> str:
    """A size in the bar's unit, without decimals from a hundred on."""
    value = size * 1024 if _unit(estimate) == "MiB" else size
    return format_gib(value, decimals=0 if value >= 100 * GIB else 1)


def _small(size: int) -> str:
    """GiB in three figures or more: two decimals below ten, one below a hundred."""
    return format_gib(size, decimals=2 if size < 10 * GIB else 1 if size < 100 * GIB else 0)
