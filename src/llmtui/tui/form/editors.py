"""One-line editors for the form's fields: text, choice, flag, and one that opens a list."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ..glyphs import Glyphs
from ..messages import Edited, ListAsked
from ..text import fit
from .fields import Field
from .values import NO, YES


class TextEditor(Input):
    """A text, one line high."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "app.focus_next", show=False)]
    #: The form gives the editor its width, so a key that makes the text longer needs no new layout of the screen,
    #: which Textual does else for every key.
    virtual_size = reactive(Size(0, 0), layout=False)

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(compact=True, id=element_id(field.key))
        self.field = field
        self.set_reactive(Input.value, value)

    def show(self, value: str) -> None:
        """Take a value without telling anybody."""
        if value != self.value:
            with self.prevent(Input.Changed):
                self.value = value

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Edited(self.field.key, event.value))


class LineEditor(Widget, can_focus=True):
    """An editor that draws its own line; `value` is what it shows."""

    value: var[str] = var("")

    def __init__(self, field: Field, value: str, glyphs: Glyphs) -> None:
        super().__init__(id=element_id(field.key))
        self.field = field
        self.glyphs = glyphs
        self.set_reactive(LineEditor.value, value)

    def watch_value(self) -> None:
        self.refresh()

    def show(self, value: str) -> None:
        """Take a value without telling anybody."""
        self.value = value

    def choose(self, value: str) -> None:
        """Take a value and tell the form."""
        if value != self.value:
            self.value = value
            self.post_message(Edited(self.field.key, value))


class ChoiceEditor(LineEditor):
    """A few words side by side, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right,space", "move(1)", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]

    @property
    def choices(self) -> tuple[str, ...]:
        """The field's choices, and the present value where a job file brought another one."""
        known = self.field.choices
        return known if self.value in known else (*known, self.value)

    def render(self) -> Content:
        parts: list[tuple[str, str]] = []
        for choice in self.choices:
            chosen = choice == self.value
            mark = self.glyphs.on if chosen else self.glyphs.off
            parts.append((f"{mark} {choice}  ", "$foreground bold" if chosen else "$foreground-muted"))
        return Content.assemble(*parts)

    def action_move(self, step: int) -> None:
        """Choose the next or previous word."""
        choices = self.choices
        self.choose(choices[(choices.index(self.value) + step) % len(choices)])

    def on_click(self, event: events.Click) -> None:
        end = 0
        for choice in self.choices:
            end += cell_len(f"{self.glyphs.on} {choice}  ")
            if event.x < end:
                self.choose(choice)
                return


class FlagEditor(LineEditor):
    """A box to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,left,right", "turn", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]

    def render(self) -> Content:
        ticked = self.value == YES
        box = self.glyphs.checked if ticked else self.glyphs.unchecked
        return Content.assemble(
            (f"{box} ", "$foreground bold" if ticked else "$foreground-muted"),
            (self.field.choices[0], "$foreground" if ticked else "$foreground-muted"),
        )

    def action_turn(self) -> None:
        """Tick or untick."""
        self.choose(NO if self.value == YES else YES)

    def on_click(self) -> None:
        self.action_turn()


class PickEditor(LineEditor):
    """A value from a list that opens over the form; typing opens it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ask", show=False)]

    def render(self) -> Content:
        width = max(2, self.size.width)
        shown = fit(self.value or "(default)", width - 2, ellipsis=self.glyphs.ellipsis)
        return Content.assemble(
            (shown, "$foreground" if self.value else "$foreground-muted"), (f" {self.glyphs.drop}", "$accent")
        )

    def action_ask(self) -> None:
        """Open the list."""
        self.post_message(ListAsked(self.field.key, ""))

    def on_click(self) -> None:
        self.action_ask()

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.character not in " ?123":
            event.stop()
            self.post_message(ListAsked(self.field.key, event.character))


def element_id(key: str) -> str:
    """The widget id of a field: its key with dashes."""
    return "field-" + key.replace(".", "-")


AnyEditor = TextEditor | LineEditor


def make_editor(field: Field, value: str, glyphs: Glyphs) -> AnyEditor:
    """The editor for the field's kind."""
    if field.kind == "choice":
        return ChoiceEditor(field, value, glyphs)
    if field.kind == "flag":
        return FlagEditor(field, value, glyphs)
    if field.kind == "pick":
        return PickEditor(field, value, glyphs)
    return TextEditor(field, value)
