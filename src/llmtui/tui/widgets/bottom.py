"""The bottom line: the keys that work now. One widget, drawn from the active bindings; a click presses the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from ..keys import shown

if TYPE_CHECKING:
    from textual.screen import Screen


#: Cells between two keys, and where that shows more of them.
_GAPS = (3, 2)


class KeyLine(Widget):
    """Shows key and label of each binding that wants to be shown; what does not fit is left to the help."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: tuple[tuple[str, str], ...] = ()
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                found.setdefault(active.binding.action, active.binding)
        keys = tuple((binding.key, binding.description) for binding in found.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        wide, narrow = (self._placed(gap) for gap in _GAPS)
        self._spans = narrow if len(narrow) > len(wide) else wide
        parts: list[tuple[str, str]] = []
        end = 0
        for (start, stop, key), (_, label) in zip(self._spans, self._keys, strict=False):
            parts += [(" " * (start - end) + shown(key), "bold $accent"), (f" {label}", "$foreground-muted")]
            end = stop
        return Content.assemble(*parts)

    def _placed(self, gap: int) -> list[tuple[int, int, str]]:
        """Where each key stands, as first cell, end and key; those that do not fit are left out."""
        found = []
        x = 1
        for key, label in self._keys:
            size = len(shown(key)) + 1 + len(label)
            if x + size > self.size.width:
                break
            found.append((x, x + size, key))
            x += size + gap
        return found

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return
