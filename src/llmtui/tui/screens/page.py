"""What the three screens have in common: top line, bottom line, and the records that the app hands them."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ...domain.record import JobRecord
from ..context import Context
from ..widgets.top import TopLine
from ..work import in_background


class Page(Screen[None]):
    """A screen that is always there; the app calls `show_records` whenever it has read them."""

    AUTO_FOCUS = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.glyphs = context.glyphs
        self.session = context.session
        self.records: tuple[JobRecord, ...] = ()
        self.asked = ""
        self.ready = False

    def on_mount(self) -> None:
        self.ready = True
        self.watch(self, "focused", self._focus_moved)
        self.show_records(self.records, self.asked)

    def show_records(self, records: tuple[JobRecord, ...], asked: str) -> None:
        """Take the records; `asked` says what Slurm was asked lately."""
        self.records, self.asked = records, asked
        if self.ready:
            self.query_one(TopLine).show(sum(record.active for record in records), asked)
            self.records_changed()

    def _focus_moved(self, focused: Widget | None) -> None:
        self.query_one(TopLine).show_keys(isinstance(focused, Input))

    def records_changed(self) -> None:
        """Draw what depends on the records."""

    def open_run(self, run_id: str) -> None:
        """Show one run, where a screen shows single runs."""

    def help_topic(self) -> tuple[str, list[str]]:
        """Title and lines on the thing under the cursor, for the help."""
        return "", []

    def background(self, group: str, job: Callable[[], Message | None]) -> None:
        """Run slow work in a thread; its message comes back to this screen."""
        in_background(self, group, self.context.crash_log, job)
