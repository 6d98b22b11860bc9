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
        self._spans = []
        parts: list[tuple[str, str]] = []
        x = 1
        for key, label in self._keys:
            name = shown(key)
            size = len(name) + 1 + len(label)
            if x + size > self.size.width:
                break
            self._spans.append((x, x + size, key))
            parts += [(name, "bold $accent"), (f" {label}   ", "$foreground-muted")]
            x += size + 3
        return Content(" ") + Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return
