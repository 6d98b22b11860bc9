"""The list behind a field: filters as you type, with the facts that decide beside each entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..fuzzy import best
from ..glyphs import Glyphs, plain_text
from ..text import fit, plain
from .dialog import Dialog

if TYPE_CHECKING:
    from ..form.choices import Choice


class PickScreen(Dialog[str | None]):
    """Ends with the chosen value, None when it was left. `free` lets any text be the value."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("pagedown", "step(10)", show=False),
    ]

    def __init__(self, title: str, glyphs: Glyphs, *, typed: str, present: str, free: str = "") -> None:
        super().__init__()
        self._heading = title
        self._glyphs = glyphs
        self._choices: list[Choice] = []
        self._typed = typed
        self._present = present
        self._free = free
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self._heading), id="title", markup=False)
            yield Input(self._typed, compact=True, placeholder="type to filter", select_on_focus=False)
            yield OptionList(markup=False)
            yield Static(plain(self._hint), id="hint", markup=False)

    @property
    def _hint(self) -> str:
        return plain_text(f"enter takes it · esc leaves{' · ' + self._free if self._free else ''}", self._glyphs)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.type_on("")
        self._fill(self._typed)

    def type_on(self, text: str) -> None:
        """Take what was typed before the field here had the cursor."""
        self._typed += text
        if self.query(Input):
            field = self.query_one(Input)
            field.value = self._typed
            field.cursor_position = len(self._typed)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and not isinstance(self.focused, Input):
            event.stop()
            self.type_on(event.character)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Take the entries; what was typed meanwhile filters them."""
        self._choices = list(choices)
        if self.query(OptionList):
            self._fill(self._typed)

    def _fill(self, query: str) -> None:
        listed = self.query_one(OptionList)
        found = best(query, self._choices, lambda choice: f"{choice.value} {' '.join(choice.columns)}")
        self._shown = [choice.value for choice in found]
        options = [Option(self._row(choice)) for choice in found]
        if self._free and query and query not in self._shown:
            self._shown.append(query)
            options.append(Option(plain(f"use {query!r}", "$accent")))
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = self._start(query) if options else None

    def _start(self, query: str) -> int:
        if self._free and query.startswith((".", "/", "~", "job:", "cluster:")):
            return len(self._shown) - 1
        return self._shown.index(self._present) if not query and self._present in self._shown else 0

    def _row(self, choice: Choice) -> Content:
        *middle, last = choice.columns
        room = max(20, min(self.size.width - 4, 96) - 4)
        widths = self._widths(room)
        parts = [(fit(choice.value, widths[0], ellipsis=self._glyphs.ellipsis), "bold")]
        parts += [
            (
                "  " + fit(text, width, right=number == 0 and len(middle) == 3, ellipsis=self._glyphs.ellipsis),
                "$foreground-muted",
            )
            for number, (text, width) in enumerate(zip(middle, widths[1:], strict=False))
        ]
        return Content.assemble(*parts, ("  " + plain(last).plain, choice.colour or "$foreground-muted"))

    def _widths(self, room: int) -> list[int]:
        """Column widths: as wide as their longest text, the first one cut where they would not fit."""
        rows = [(choice.value, *choice.columns) for choice in self._choices]
        count = max(len(row) for row in rows) if rows else 1
        wide = [max((len(row[column]) for row in rows if column < len(row)), default=0) for column in range(count)]
        wide = [min(width, 22) if number else width for number, width in enumerate(wide)]
        wide[0] = max(8, min(wide[0], room - sum(width + 2 for width in wide[1:])))
        return wide[:-1] if count > 1 else wide

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed = event.value
        self._fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)

    def _take(self, index: int | None) -> None:
        if index is not None and index < len(self._shown):
            self.dismiss(self._shown[index])

    def action_step(self, count: int) -> None:
        """Move the cursor of the list."""
        listed = self.query_one(OptionList)
        if listed.option_count:
            listed.highlighted = max(0, min(listed.option_count - 1, (listed.highlighted or 0) + count))

    def action_leave(self) -> None:
        """Leave the field as it was."""
        self.dismiss(None)
