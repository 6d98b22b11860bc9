"""The form: one widget that draws labels and notes, with one small editor a field on top of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from ..glyphs import Glyphs
from ..messages import Edited
from ..text import fit
from .arrange import Arrangement, Spot, arrange
from .editors import AnyEditor, LineEditor, TextEditor, make_editor
from .fields import FIELDS
from .rows import visible_rows

_NOTE = 20
#: Fields whose value changes which lines there are.
_SHAPING = frozenset({"task", "training.method", "training.dataset", "training.eval_dataset"})


class Sheet(Widget):
    """Shows `values`, one text a field; posts Edited for each change and ListAsked for the lists."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    #: Counts the changes of `values`. Whoever watches it is told before the next frame, where Edited is a message that
    #: comes some frames later.
    revision: var[int] = var(0)

    def __init__(self, values: Mapping[str, str], glyphs: Glyphs) -> None:
        super().__init__(id="sheet")
        self.values = dict(values)
        self.glyphs = glyphs
        self._notes: dict[str, str] = {}
        self._wrong = ""
        self._plan: Arrangement = self._arranged(80)

    # Values

    def show_values(self, values: Mapping[str, str]) -> None:
        """Take other values, from a job file or an earlier run; the cursor stays."""
        self.values = dict(values)
        self.revision += 1
        for editor in self.editors:
            editor.show(self.values.get(editor.field.key, ""))
        self._lay_out()

    def set_value(self, key: str, value: str) -> None:
        """Take one value, as if it had been typed."""
        if self.values.get(key) != value:
            for editor in self.editors:
                if editor.field.key == key:
                    editor.show(value)
            self.post_message(Edited(key, value))

    def focus_field(self, key: str) -> bool:
        """Give a field the cursor; False when it is not displayed."""
        for editor in self.editors:
            if editor.field.key == key and editor.display:
                editor.focus()
                return True
        return False

    @property
    def key_under_cursor(self) -> str:
        """The key of the field that has the cursor, or ""."""
        focused = self.screen.focused
        return _key_of(focused) if focused is not None else ""

    def show_notes(self, notes: Mapping[str, str], filled: Mapping[str, str], wrong: str) -> None:
        """What stands at the right of lines, by their first field; in empty fields; and the key of what is wrong."""
        for editor in self.editors:
            if isinstance(editor, TextEditor):
                editor.placeholder = filled.get(editor.field.key, "")
        if notes != self._notes or wrong != self._wrong:
            self._notes = dict(notes)
            self._wrong = wrong
            self.refresh()

    def on_edited(self, event: Edited) -> None:
        self._take(event.key, event.value)
        if event.key in _SHAPING:
            self._lay_out()

    def _take(self, key: str, value: str) -> None:
        if self.values.get(key) != value:
            self.values[key] = value
            self.revision += 1

    def _editor(self, key: str) -> AnyEditor:
        editor = make_editor(FIELDS[key], self.values.get(key, ""), self.glyphs)
        self.watch(editor, "value", partial(self._take, key), init=False)
        return editor

    # Layout

    def compose(self) -> ComposeResult:
        for spot in self._plan.spots:
            yield self._editor(spot.key)

    def begin(self) -> None:
        """Place the editors and give the first one the cursor; called once the form has its size."""
        self._lay_out()
        self.children[0].focus()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def _arranged(self, width: int) -> Arrangement:
        data = [self.values.get(f"training.{key}", "") for key in ("dataset", "eval_dataset")]
        rows = visible_rows(self.values.get("task", ""), self.values.get("training.method", ""), data)
        return arrange(rows, width, min(_NOTE, max(0, width - 42)))

    def _lay_out(self) -> None:
        self._plan = self._arranged(self.size.width or 80)
        editors = {editor.field.key: editor for editor in self.editors}
        missing = [spot.key for spot in self._plan.spots if spot.key not in editors]
        for key in missing:
            editors[key] = self._editor(key)
        if missing:
            self.mount(*(editors[key] for key in missing))
        order = {spot.key: number for number, spot in enumerate(self._plan.spots)}
        for key, editor in editors.items():
            editor.display = key in order
        for spot in self._plan.spots:
            editors[spot.key].styles.offset = (spot.x, spot.y)
            editors[spot.key].styles.width = spot.width
        if missing:
            self.sort_children(key=lambda child: order.get(_key_of(child), len(order)))
        self.styles.height = self._plan.height
        self.refresh()

    @property
    def editors(self) -> list[AnyEditor]:
        """All editors that were mounted so far, also those that are not displayed now."""
        return [child for child in self.children if isinstance(child, (TextEditor, LineEditor))]

    # Drawing

    def render(self) -> Content:
        lines = [Content("")] * self._plan.height
        for spot in self._plan.spots:
            lines[spot.y] = self._label(lines[spot.y], spot)
        for key, y, x in self._plan.free:
            note = self._notes.get(key, "")
            room = self.size.width - x - 1
            if note and room > 3:
                text = fit(note, room, right=True, ellipsis=self.glyphs.ellipsis)
                lines[y] = lines[y] + Content.styled(" " * (x - lines[y].cell_length) + text, "$foreground-muted")
        return Content("\n").join(lines)

    def _label(self, line: Content, spot: Spot) -> Content:
        wrong = spot.key == self._wrong
        gap = " " * (spot.label_x - line.cell_length)
        mark = self.glyphs.warn[0] if wrong else " "
        gap = gap[:-1] + mark if gap else ""
        return line + Content.assemble((gap, "$error"), (spot.label, "bold $error" if wrong else "$foreground-muted"))


def _key_of(child: Widget) -> str:
    return child.field.key if isinstance(child, (TextEditor, LineEditor)) else ""
