"""The loss curve: training loss as a line, evaluations as points, with both axes."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from ...units import group_digits
from ..curve import Points, Range, ascii_lines, braille, spots, value_range
from ..glyphs import Glyphs
from ..text import figure

_AXIS = 8
_NOTHING = "no figures yet: the curve starts with the first logged step"


class Curve(Widget):
    """Draws with its component classes; x runs from the first step to the last one planned."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"curve--axis", "curve--line", "curve--eval"}

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self._train: Points = ()
        self._eval: Points = ()
        self._steps = 0
        self._nothing = _NOTHING
        self._drawn: list[Strip] = []
        self._drawn_for: tuple[int, int] = (0, 0)

    def show(self, train: Points, evaluations: Points, steps: int, nothing: str = _NOTHING) -> None:
        """Take the curves; `steps` is where the x axis ends, `nothing` what stands there while there is no point."""
        if (train, evaluations, steps, nothing) != (self._train, self._eval, self._steps, self._nothing):
            self._train, self._eval, self._steps, self._nothing = train, evaluations, steps, nothing
            self._drawn_for = (0, 0)
            self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn_for = (0, 0)

    def render_line(self, y: int) -> Strip:
        size = (self.size.width, self.size.height)
        if size != self._drawn_for:
            self._drawn_for = size
            self._drawn = self._draw(*size)
        return self._drawn[y] if y < len(self._drawn) else Strip.blank(self.size.width, self.rich_style)

    def _draw(self, width: int, height: int) -> list[Strip]:
        if not (self._train or self._eval) or height < 4 or width < _AXIS + 8:
            text = f" {self._nothing}"
            return [Strip([Segment(text[:width].ljust(width), self._style("axis"))])]
        y_range = value_range([y for _, y in (*self._train, *self._eval)])
        x_range = Range(0.0, float(max(1, self._steps)) * 1.0001)
        inner = (width - _AXIS, height - 2)
        draw = ascii_lines if self.glyphs.ascii else braille
        rows = [list(line) for line in draw(self._train, x_range, y_range, *inner)]
        marks = set(spots(self._eval, x_range, y_range, *inner))
        strips = [self._row(y, row, marks, y_range, inner[1]) for y, row in enumerate(rows)]
        return [*strips, self._x_line(width), self._x_labels(width)]

    def _row(self, y: int, row: list[str], marks: set[tuple[int, int]], y_range: Range, height: int) -> Strip:
        label = figure(y_range.high) if y == 0 else figure(y_range.low) if y == height - 1 else ""
        axis, line, point = self._style("axis"), self._style("line"), self._style("eval")
        segments = [Segment(f"{label:>{_AXIS - 2}} {self.glyphs.vertical}", axis)]
        segments += [
            Segment("o" if self.glyphs.ascii else "●", point) if (x, y) in marks else Segment(cell, line)
            for x, cell in enumerate(row)
        ]
        return Strip(segments)

    def _x_line(self, width: int) -> Strip:
        corner = "+" if self.glyphs.ascii else "└"
        text = " " * (_AXIS - 1) + corner + self.glyphs.horizontal * (width - _AXIS)
        return Strip([Segment(text, self._style("axis"))])

    def _x_labels(self, width: int) -> Strip:
        end = f"{group_digits(self._steps)} steps"
        mark = "o" if self.glyphs.ascii else "●"
        middle = f"loss by step   {mark} evaluation"
        room = width - _AXIS - len(end)
        text = " " * _AXIS + ("0  " + middle if room > len(middle) + 4 else "0").ljust(room) + end
        return Strip([Segment(text[:width].ljust(width), self._style("axis"))])

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"curve--{name}")
