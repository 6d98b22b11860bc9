"""What became of the lines of a job script that was read into the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ..text import plain
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.importing.report import Imported, Line


class ImportedScreen(Dialog[None]):
    """What is still open, what was left, what was understood; stays until it is closed."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "close", "Close")]

    def __init__(self, name: str, found: Imported) -> None:
        super().__init__()
        self._script = name
        self._read = found

    def compose(self) -> ComposeResult:
        found = self._read
        with Vertical(classes="box tall"):
            yield Static(plain(f"{self._script} is in the form", "bold $accent"), classes="title", markup=False)
            with VerticalScroll():
                if found.notes:
                    yield Static(_list("To do", found.notes), classes="facts", markup=False)
                yield Static(_lines("Left as it was, not part of the job", found.left), classes="facts", markup=False)
                yield Static(_lines("Understood", found.understood), markup=False)
            yield Static(plain_keys(("esc", "closes")), classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


def _lines(title: str, lines: Sequence[Line]) -> Content:
    return _list(f"{title}: {len(lines)}", [line.shown for line in lines])


def _list(title: str, texts: Sequence[str]) -> Content:
    rows = [Content.styled(title, "bold $accent"), *[plain(f"  {text}") for text in texts]]
    return Content("\n").join(rows)
