"""Jobs: every job submitted from here, its state, why, and its time against its limit."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from ...domain.record import JobRecord
from ...services.watching.rows import why
from ..context import Context
from ..folders import ask_clean, ask_fetch
from ..glyphs import plain_text
from ..jobtext import seen_words, state_word, told
from ..keys import bindings
from ..messages import AgainAsked, CancelAsked, DemoAsked, RefreshAsked, ResubmitAsked, RunOpened
from ..text import plain
from ..widgets.banner import Banner
from ..widgets.bottom import KeyLine
from ..widgets.top import TopLine
from .jobrows import Cells, cells, damaged_words, matches, widths
from .jobtable import JobTable
from .page import TICK_S, Page

_EMPTY = "No jobs yet. 1 builds one, d loads the demo job."


class JobsScreen(Page):
    """A table that is changed cell by cell, so that cursor and scroll stay."""

    CSS_PATH = "jobs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("jobs"), Binding("escape", "unfilter", show=False)]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._columns: list[tuple[str, int]] = []
        self._marked: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        yield TopLine("jobs", self.glyphs)
        yield Input(id="filter", placeholder="name, cluster or state", compact=True)
        yield Static(_EMPTY, id="empty", markup=False)
        yield JobTable(self._cells)
        yield Static(id="detail", markup=False)
        yield Static(id="damaged", markup=False)
        yield Banner(self.glyphs)
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(TICK_S, self._tick)
        self._table.focus()

    @property
    def _table(self) -> JobTable:
        return self.query_one(JobTable)

    def on_resize(self, event: events.Resize) -> None:
        self.records_changed()

    def _lay_out(self) -> None:
        longest = max((cell_len(record.cluster) for record in self.records), default=0)
        columns = widths(self.size.width, narrow=self.size.width < 100, cluster=longest)
        if columns != self._columns:
            self._columns = columns
            self._table.set_columns(columns)

    @property
    def cluster(self) -> str:
        """That of the job under the cursor."""
        record = self._record() if self._columns else None
        return "" if record is None else record.cluster

    # Rows

    def records_changed(self) -> None:
        """Change what differs from what the table shows."""
        if not (self.is_mounted and self.size.width):
            return
        self._lay_out()
        self._marked &= {record.id for record in self.records if _can_be_marked(record)}
        wanted = self.query_one("#filter", Input).value
        self._table.show([record for record in self.records if matches(record, wanted)])
        self.set_class(not self.records, "-empty")
        self.set_class(bool(self.damaged), "-damaged")
        words = damaged_words(self.damaged, self.glyphs)
        self.query_one("#damaged", Static).update(plain(f" {words}", "$warning"))
        self._show_detail()

    def _tick(self) -> None:
        if self._columns and self.is_current:
            self._table.tick()
            self._show_detail()

    def _cells(self, record: JobRecord) -> Cells:
        now = self.context.now()
        words, marked = told(record, why(record), now), record.id in self._marked
        return cells(record, words, self._columns, self.glyphs, now, self._colour, marked=marked)

    def _colour(self, name: str) -> str:
        return self.app.theme_variables.get(name, "")

    def _record(self) -> JobRecord | None:
        key = self._table.run_id
        return next((record for record in self.records if record.id == key), None)

    def _show_detail(self) -> None:
        record = self._record()
        self.query_one("#detail", Static).update(Content("") if record is None else self._detail(record))

    def _detail(self, record: JobRecord) -> Content:
        text = plain_text(told(record, why(record), self.context.now()), self.glyphs)
        head = Content.assemble((f" {record.id[:8]} ", "$foreground-muted"))
        if self._marked:
            head = Content.assemble((f" {len(self._marked)} marked ", "bold $accent")) + head
        if not text or self.size.width >= 100:
            head += plain(f"{record.model}  ", "bold")
        return head + plain(text, "$warning" if seen_words(record, self.context.now()) else "")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._show_detail()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        self.action_open()

    # Filter

    def action_filter(self) -> None:
        """Show the filter and type into it."""
        self.add_class("-filtering")
        self.query_one("#filter").focus()

    def action_unfilter(self) -> None:
        """Show all jobs again; where some are marked, first take the marks away."""
        if self._marked:
            self._mark(frozenset())
            return
        self.query_one("#filter", Input).value = ""
        self.remove_class("-filtering")
        self._table.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.records_changed()

    # Actions on the job under the cursor

    def action_open(self) -> None:
        """Open it on the Job screen; from the filter, back to the table first."""
        if not self._table.has_focus:
            self._table.focus()
            return
        record = self._record()
        if record is not None:
            self.post_message(RunOpened(record.id))

    def action_cancel(self) -> None:
        """Cancel the marked jobs, or this one, once the user has said yes."""
        record = self._record()
        marked = tuple(found for found in self.records if found.id in self._marked)
        chosen = marked or (() if record is None else (record,))
        if chosen:
            self.post_message(CancelAsked(chosen))

    def action_mark(self) -> None:
        """Mark it or take its mark away, and go on to the next one."""
        record = self._record()
        if record is None or not self._table.has_focus:
            return
        if not _can_be_marked(record):
            self.app.notify(f"{record.name} cannot be cancelled: {state_word(record)}", markup=False)
            return
        self._mark(self._marked ^ {record.id})
        self._table.action_cursor_down()

    def _mark(self, marked: frozenset[str]) -> None:
        self._marked = marked
        self._table.tick()
        self._show_detail()

    def action_again(self) -> None:
        """Submit it once more, where that cannot make a second job."""
        record = self._record()
        if record is not None:
            self.post_message(AgainAsked(record))

    def action_resubmit(self) -> None:
        """Load it into the form."""
        record = self._record()
        if record is not None:
            self.post_message(ResubmitAsked(record))

    def action_fetch(self) -> None:
        """Get its results to this machine."""
        record = self._record()
        if record is not None:
            ask_fetch(self, record)

    def action_clean(self) -> None:
        """Show what the run folders hold, of the jobs that are shown."""
        wanted = self.query_one("#filter", Input).value
        ask_clean(self, [record for record in self.records if matches(record, wanted)])

    def action_refresh(self) -> None:
        """Ask Slurm now."""
        self.post_message(RefreshAsked())

    def action_demo(self) -> None:
        """Load the demo job into the form."""
        self.post_message(DemoAsked())

    def help_topic(self) -> tuple[str, list[str]]:
        record = self._record()
        if record is None:
            return "", []
        words = told(record, why(record), self.context.now())
        return record.name, [words or record.state, f"Run {record.id}", f"Run folder {record.run_dir}"]


def _can_be_marked(record: JobRecord) -> bool:
    return record.active and not record.cancelling
