"""Writes the files of the job to a folder: asks which one, says what is copied, shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ...errors import RequestError
from ...remote.userpath import expanded
from ...units import format_bytes
from ..context import Context
from ..messages import Exported
from ..text import plain
from ..work import Crashed, Failed, in_background
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.preview import Draft


@dataclass
class Measured(Message):
    """How much there is to copy: bytes, and of how many inputs."""

    size: int
    count: int


@dataclass
class InTheWay(Message):
    """The folder has these other things in it."""

    folder: Path
    names: tuple[str, ...]


@dataclass
class Moved(Message):
    """How far a copy is, in words."""

    text: str


class ExportScreen(Dialog[Exported | None]):
    """Ends with what was written, None when it was left. `make` gives the draft, with the inputs copied or in place."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("f2", "toggle_copy", "Copy", priority=True),
    ]

    def __init__(self, context: Context, start: str, make: Callable[[bool], Draft]) -> None:
        super().__init__()
        self._shared = context
        self._first = start
        self._make = make
        self._copy = True
        self._measured: Measured | None = None
        #: The folder that was asked about: the next enter overwrites what it has.
        self._asked: Path | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = "Write a folder from which sbatch job.sh submits the job"
            yield Static(plain(title, "bold $accent"), classes="title", markup=False)
            yield Input(self._first, placeholder="folder", compact=True, select_on_focus=False)
            yield Static(id="copies", classes="facts", markup=False)
            yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        self._show_copies()
        self._show_keys()
        in_background(self, "measure", self._shared.crash_log, self._measure)

    def _measure(self) -> Message:
        from ...services.export import size_of_inputs

        bundle = self._make(True).bundle
        return Measured(size_of_inputs(bundle), len(bundle.copied))

    def on_measured(self, event: Measured) -> None:
        self._measured = event
        self._show_copies()

    def _show_copies(self) -> None:
        glyphs, found = self._shared.glyphs, self._measured
        box = glyphs.checked if self._copy else glyphs.unchecked
        size = "" if found is None else f": {format_bytes(found.size)}" if found.count else ": there is nothing to copy"
        text = f"{box} copy data and model into it{size}"
        if not self._copy:
            text = f"{box} data and model stay where they are; README.txt says what is missing elsewhere"
        self.query_one("#copies", Static).update(plain(text))

    def _show_keys(self) -> None:
        keys = plain_keys(("enter", "writes it"), ("F2", "copies data and model or not"), ("esc", "leaves"))
        self.query_one("#progress", Static).update(keys)

    def action_toggle_copy(self) -> None:
        """Copy the inputs into the folder, or leave them where they are."""
        if not self._busy:
            self._copy = not self._copy
            self._show_copies()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._asked is not None:
            self._asked = None
            self._show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = event.value.strip()
        if path and not self._busy:
            try:
                folder = expanded(path)
            except RequestError as error:
                self.post_message(Failed("write", error))
                return
            self._busy = True
            self._say("writing", "$accent")
            overwrite, copy = folder == self._asked, self._copy
            in_background(self, "write", self._shared.crash_log, lambda: self._write(folder, overwrite, copy))

    def _write(self, folder: Path, overwrite: bool, copy: bool) -> Message:
        from ...services.export import export, names_in_the_way

        others = () if overwrite else names_in_the_way(folder)
        if others:
            return InTheWay(folder, others)
        worker = get_current_worker()
        draft = self._make(copy)
        written = export(draft, folder, progress=self._tell, overwrite=True, stop=lambda: worker.is_cancelled)
        return Exported(folder, len(written))

    def _tell(self, text: str) -> None:
        self.post_message(Moved(text))

    def on_moved(self, event: Moved) -> None:
        if self._busy:
            self._say(f"{event.text}; esc stops it", "$accent")

    def _say(self, text: str, style: str) -> None:
        self.query_one("#progress", Static).update(plain(text, style))

    def on_in_the_way(self, event: InTheWay) -> None:
        self._busy, self._asked = False, event.folder
        more = f" and {len(event.names) - 3} more" if len(event.names) > 3 else ""
        words = f"{', '.join(event.names[:3])}{more}"
        sign = self._shared.glyphs.warn
        self._say(f"{sign} The folder has other things in it: {words}. Enter again writes over them.", "$warning")

    def on_exported(self, event: Exported) -> None:
        self.dismiss(event)

    def on_failed(self, event: Failed) -> None:
        """The error stays in the dialog, where another folder can be named."""
        event.stop()
        self._busy = False
        self._say(f"{self._shared.glyphs.bad} {event.error.message}", "$error")

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave; a copy that runs is stopped, and what it had begun is not complete."""
        if self._busy:
            self.workers.cancel_group(self, "write")
            self.notify("stopped: the folder is not complete", severity="warning", markup=False)
        self.dismiss(None)
