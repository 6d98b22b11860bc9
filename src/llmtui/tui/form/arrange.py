"""Where the form's labels and editors stand, for a width in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fields import FIELDS
from .rows import Row

LABEL = 12
_INDENT = 1
_SPACE = 2


@dataclass(frozen=True)
class Spot:
    """One field: its label starts at `label_x`, its editor at `x`, both on line `y`; sizes in cells."""

    key: str
    label: str
    label_x: int
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class Arrangement:
    """All spots, how many lines they take, and where each line's note may begin: (y, first free cell)."""

    spots: tuple[Spot, ...]
    height: int
    free: tuple[tuple[str, int, int], ...]


def arrange(rows: Sequence[Row], width: int, note_width: int) -> Arrangement:
    """Fields of a fixed width stand side by side; one without fills its line up to the note."""
    spots: list[Spot] = []
    free: list[tuple[str, int, int]] = []
    y = 0
    for row in rows:
        y += 1 if row.gap and y else 0
        line = _line(row, y, width, note_width)
        spots += line
        free.append((row.keys[0], y, line[-1].x + line[-1].width + _SPACE))
        y += 1
    return Arrangement(tuple(spots), y, tuple(free))


def _line(row: Row, y: int, width: int, note_width: int) -> list[Spot]:
    fixed = sum(len(FIELDS[key].label) + 1 + FIELDS[key].width + _SPACE for key in row.keys[1:])
    spots: list[Spot] = []
    x = _INDENT
    for number, key in enumerate(row.keys):
        field = FIELDS[key]
        label_width = LABEL if number == 0 else len(field.label) + 1
        room = width - x - label_width - fixed - 1
        size = field.width or _fill(field.kind, room, note_width if len(row.keys) == 1 else 0)
        spots.append(Spot(key, field.label, x, x + label_width, y, max(4, size)))
        x += label_width + size + _SPACE
    return spots


def _fill(kind: str, left: int, note_width: int) -> int:
    """Text and lists leave room for the note; choices draw as much as they need."""
    return left if kind in ("choice", "flag") else left - note_width - _SPACE
