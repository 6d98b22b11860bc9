"""Asks what is meant by cancelling a run that Slurm took more than once."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from ...domain.record import JobRecord
from ...services.watching.rows import others_words
from ..text import lines, plain
from .dialog import Dialog
from .submit import plain_keys

#: The whole run, only what is there twice, or nothing.
Which = Literal["run", "others", "none"]

_WHY = "Of these jobs only the first to start trains; each later one ends at once with exit code 75."


class CancelScreen(Dialog[Which]):
    """Ends with which of the run's jobs are to be cancelled."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "answer('others')", "Duplicates"),
        Binding("enter,y", "answer('run')", "All"),
        Binding("escape,n", "answer('none')", "None"),
    ]

    def __init__(self, record: JobRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        record = self._record
        facts = f"{record.cluster} {record.job_id or ''}  {record.state}\n{others_words(record)}.\n{_WHY}"
        keys = [("d", "cancels the duplicates"), ("esc", "leaves it as it is")]
        if record.active:
            keys.insert(1, ("enter", "cancels all of the run"))
        with Vertical(classes="box"):
            yield Static(plain(f"Cancel {record.name}?", "bold $accent"), classes="title", markup=False)
            yield Static(lines(facts), classes="facts", markup=False)
            yield Static(plain_keys(*keys), markup=False)

    def action_answer(self, which: Which) -> None:
        """Answer and close; of a run whose own job has ended only duplicates are left."""
        if which != "run" or self._record.active:
            self.dismiss(which)
