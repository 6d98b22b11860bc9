"""A curve as cells of a character grid: braille dots with the range of each column, or one mark a cell in ASCII."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Points = Sequence[tuple[float, float]]

#: Dot bits of a braille cell by (row, column), Unicode block U+2800.
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800


@dataclass(frozen=True)
class Range:
    """Smallest and largest value of an axis; never empty."""

    low: float
    high: float

    def place(self, value: float, size: int) -> int:
        """The index of a value among `size` places."""
        return max(0, min(size - 1, int((value - self.low) / (self.high - self.low) * size)))


def value_range(values: Sequence[float]) -> Range:
    """Range of the finite values with a little room, so that a flat curve is in the middle."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return Range(0.0, 1.0)
    low, high = min(finite), max(finite)
    room = (high - low) * 0.04 or abs(high) * 0.05 or 1.0
    return Range(low - room, high + room)


def columns(points: Points, x_range: Range, y_range: Range, width: int, height: int) -> list[tuple[int, int] | None]:
    """The lowest and highest row (0 at the top) of each column; gaps between known columns are joined by a line."""
    found: list[tuple[int, int] | None] = [None] * width
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        column = x_range.place(x, width)
        row = height - 1 - y_range.place(y, height)
        span = found[column]
        found[column] = (row, row) if span is None else (min(span[0], row), max(span[1], row))
    _join(found)
    return found


def _join(found: list[tuple[int, int] | None]) -> None:
    known = [(index, span) for index, span in enumerate(found) if span is not None]
    for (left, first), (right, second) in pairwise(known):
        start, end = sum(first) / 2, sum(second) / 2
        before = round(start)
        for column in range(left + 1, right):
            row = round(start + (end - start) * (column - left) / (right - left))
            found[column] = (min(before, row), max(before, row))
            before = row
        span = found[right]
        if span is not None:
            found[right] = (min(span[0], _towards(before, span)), max(span[1], _towards(before, span)))


def _towards(before: int, span: tuple[int, int]) -> int:
    """Where the line comes in from the column before, one dot short of it so that steep lines stay joined."""
    if before < span[0]:
        return before + 1
    return before - 1 if before > span[1] else span[0]


def braille(points: Points, x_range: Range, y_range: Range, width: int, height: int) -> list[str]:
    """`height` lines of `width` braille characters."""
    cells = [[0] * width for _ in range(height)]
    for x, span in enumerate(columns(points, x_range, y_range, width * 2, height * 4)):
        if span is not None:
            for y in range(span[0], span[1] + 1):
                cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
    return ["".join(chr(_BRAILLE + bits) if bits else " " for bits in row) for row in cells]


def ascii_lines(points: Points, x_range: Range, y_range: Range, width: int, height: int) -> list[str]:
    """The same in ASCII: a star a cell."""
    cells = [[" "] * width for _ in range(height)]
    for x, span in enumerate(columns(points, x_range, y_range, width, height)):
        if span is not None:
            for y in range(span[0], span[1] + 1):
                cells[y][x] = "*"
    return ["".join(row) for row in cells]


def spots(points: Points, x_range: Range, y_range: Range, width: int, height: int) -> list[tuple[int, int]]:
    """Cells (x, y) of single points, such as evaluations."""
    return [
        (x_range.place(x, width), height - 1 - y_range.place(y, height))
        for x, y in points
        if math.isfinite(x) and math.isfinite(y)
    ]
