"""Help: the thing under the cursor, then every key of the screen; of a dialog, its own keys."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ..keys import Place, keys_of, shown
from ..text import plain
from .submit import plain_keys

#: Cells before the explanation of a key.
_LEFT = 23


class HelpScreen(ModalScreen[None]):
    """Any of its keys closes it. `place` None: `own` are the keys of a dialog, and what they do."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1,question_mark,q", "close", "Close")]

    def __init__(self, place: Place | None, topic: str, text: list[str], own: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._place = place
        self._topic = topic
        self._text = text
        self._own = own

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            with VerticalScroll():
                if self._topic:
                    yield Static(plain(self._topic, "bold $accent"), classes="title", markup=False)
                if self._text:
                    yield Static(
                        Content("\n").join([plain(line) for line in self._text]), classes="facts", markup=False
                    )
                yield Static(self._keys(), markup=False)
            yield Static(plain_keys(("esc", "closes")), classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _keys(self) -> Content:
        rows = [Content.styled("Keys", "bold $accent")]
        room = min(84, int(self.app.size.width * 0.9)) - 4 - _LEFT - 2
        for names, text in self._own:
            told = f"\n{' ' * _LEFT}".join(wrap(text, max(20, room)))
            rows.append(Content.assemble((f"  {names:<{_LEFT - 2}}", "bold"), told))
        # Over a dialog only those keys of the app work that come first.
        always = [key for key in keys_of("app") if key.priority or self._place is not None]
        for key in (*(keys_of(self._place) if self._place is not None else ()), *always):
            names = " ".join(shown(name) for name in key.keys)
            text = f"\n{' ' * _LEFT}".join(wrap(key.tooltip, max(20, room)))
            rows.append(Content.assemble((f"  {names:<8}", "bold"), (f" {key.label:<12}", "$accent"), text))
        if self._place == "build":
            rows += [
                Content.assemble(("  tab up down", "bold"), "  move between fields"),
                Content.assemble(("  left right space", "bold"), "  choose a word, tick a box"),
                Content.assemble(("  enter or typing", "bold"), "  opens the list of model, cluster, partition"),
            ]
        return Content("\n").join(rows)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
