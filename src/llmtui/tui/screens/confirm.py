"""Asks before something that may not be meant, and tells an error until it has been read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from ..text import lines, plain
from .dialog import Dialog
from .submit import plain_keys


class ConfirmScreen(Dialog[bool]):
    """Ends with whether the answer was yes."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Yes"),
        Binding("escape,n", "answer(False)", "No"),
    ]

    def __init__(self, question: str, text: str, verb: str) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._verb = verb

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._question, "bold $accent"), classes="title", markup=False)
            yield Static(lines(self._text), classes="facts", markup=False)
            yield Static(plain_keys(("enter", self._verb), ("esc", "leaves it as it is")), markup=False)

    def action_answer(self, yes: bool) -> None:
        """Answer and close."""
        self.dismiss(yes)


class TellScreen(Dialog[None]):
    """What happened, where, and what to do next; stays until it is closed."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "close", "Close")]

    def __init__(self, title: str, message: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._message = message
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold $error"), classes="title", markup=False)
            with VerticalScroll(classes="facts"):
                yield Static(lines(self._message), markup=False)
            if self._hint:
                yield Static(lines(self._hint), classes="facts hint", markup=False)
            yield Static(plain_keys(("enter", "closes")), markup=False)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
