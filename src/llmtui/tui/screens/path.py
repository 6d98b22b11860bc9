"""Asks for a path."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ..text import plain
from .dialog import Dialog
from .submit import plain_keys


class PathScreen(Dialog[str | None]):
    """Ends with the path, None when it was left."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(self, title: str, placeholder: str, start: str, verb: str) -> None:
        super().__init__()
        self._title = title
        self._placeholder = placeholder
        self._start = start
        self._verb = verb

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold $accent"), classes="title", markup=False)
            yield Input(self._start, placeholder=self._placeholder, compact=True, select_on_focus=False)
            yield Static(plain_keys(("enter", self._verb.lower() + "s it"), ("esc", "leaves")), markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip() or None)

    def action_leave(self) -> None:
        """Leave without a path."""
        self.dismiss(None)
