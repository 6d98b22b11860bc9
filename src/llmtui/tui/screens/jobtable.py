"""The table of jobs: changed cell by cell, and only where it is seen, so that thousands of jobs hold up no key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.widgets import DataTable

from ...domain.record import JobRecord
from .jobrows import Cell, Cells, difference, header

#: Rows that are added without letting anything else come in between, and the pause after them, in seconds.
AT_ONCE = 25
PAUSE_S = 0.001

Draw = Callable[[JobRecord], Cells]


class JobTable(DataTable[Cell]):
    """Rows by run id, in the order of their rank; `draw` makes one from a record."""

    def __init__(self, draw: Draw) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cell_padding=1)
        self._draw_row = draw
        self._drawn: dict[str, Cells] = {}
        self._of: dict[str, JobRecord] = {}
        self._waiting: dict[str, JobRecord] = {}
        self._last_rank = float("-inf")
        self._goes_on = False
        #: Where the cursor belongs once that row is there; a key that moves it changes that.
        self._back_to = ""

    @property
    def run_id(self) -> str:
        """The run under the cursor, "" for none."""
        if not self.is_valid_row_index(self.cursor_row):
            return ""
        key, _ = self.coordinate_to_cell_key(self.cursor_coordinate)
        return key.value or ""

    @property
    def left(self) -> int:
        """Rows that are still to be added."""
        return len(self._new())

    def set_columns(self, columns: Sequence[tuple[str, int]]) -> None:
        """Columns by title and width; the rows go."""
        self._forget_rows()
        self.clear(columns=True)
        for title, size in columns:
            self.add_column(header(title, size), width=size, key=title)

    def show(self, records: Sequence[JobRecord]) -> None:
        """Show these, newest first. One out of sight that changed is drawn when it comes into sight."""
        wanted = {record.id: record for record in records}
        under = self.run_id
        self._make_room(wanted)
        self._waiting = {key: record for key, record in wanted.items() if self._of.get(key) != record}
        self._back_to = under if under in wanted else ""
        self._draw(self._in_sight())
        self._add_some()

    def tick(self) -> None:
        """Draw what is in sight anew: texts tell of time."""
        self._waiting.update({key: self._of[key] for key in self._in_sight() if key not in self._waiting})
        self._draw(self._in_sight())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._draw(self._in_sight())

    def _new(self) -> list[str]:
        return [key for key in self._waiting if key not in self._drawn]

    def _in_sight(self) -> list[str]:
        if not self.row_count:
            return []
        first = max(0, int(self.scroll_y))
        last = min(self.row_count, first + self.size.height)
        keys = (self.coordinate_to_cell_key((row, 0))[0].value for row in range(first, last))  # type: ignore[arg-type]
        return [key for key in keys if key is not None]

    def _make_room(self, wanted: Mapping[str, JobRecord]) -> None:
        """Take away rows that are not wanted; all of them where many go or come.

        Each that goes costs a walk over all rows, and so does each lot that comes and is not the last in its order.
        """
        gone = [key for key in self._drawn if key not in wanted]
        if len(gone) > AT_ONCE or sum(key not in self._drawn for key in wanted) > AT_ONCE:
            self._forget_rows()
            self.clear()
            return
        for key in gone:
            self.remove_row(key)
            del self._drawn[key], self._of[key]

    def _forget_rows(self) -> None:
        self._drawn, self._of, self._waiting = {}, {}, {}
        self._last_rank = float("-inf")

    def _add_some(self) -> None:
        """The next new rows; the others when what came meanwhile has been seen to."""
        if not self._back_to:
            self._back_to = self.run_id
        new = self._new()
        self._draw(new[:AT_ONCE])
        if self._back_to in self._drawn:
            if self._back_to != self.run_id:
                self.move_cursor(row=self.get_row_index(self._back_to))
            self._back_to = ""
        if new[AT_ONCE:] and not self._goes_on:
            self._goes_on = True
            self.set_timer(PAUSE_S, self._go_on)

    def _go_on(self) -> None:
        self._goes_on = False
        if self.cursor_row > 0:
            self._back_to = ""
        self._add_some()

    def _draw(self, keys: Iterable[str]) -> None:
        rows = {key: self._draw_row(self._waiting[key]) for key in keys if key in self._waiting}
        change = difference({key: self._drawn[key] for key in rows if key in self._drawn}, rows)
        for key, title, cell in change.changed:
            self.update_cell(key, title, cell)
        disordered = False
        for key in change.new:
            self.add_row(*rows[key].values(), key=key)
            rank = next(iter(rows[key].values())).rank
            disordered = disordered or rank < self._last_rank
            self._last_rank = max(self._last_rank, rank)
        if disordered:
            self.sort("State", key=_rank)
        for key in rows:
            self._drawn[key], self._of[key] = rows[key], self._waiting.pop(key)


def _rank(cell: Cell) -> float:
    return cell.rank
