"""The top line: the screens, how many jobs are active, how the clusters are reached and what they were asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ..glyphs import Glyphs
from ..text import fit

#: Mode, key outside text fields, key that works inside them too, title.
SCREENS = (("build", "1", "F5", "Build"), ("jobs", "2", "F6", "Jobs"), ("job", "3", "F7", "Job"))


@dataclass
class ScreenChosen(Message):
    """A screen's name was clicked."""

    mode: str


class TopLine(Widget):
    """One line; `mode` is the screen it stands on."""

    def __init__(self, mode: str, glyphs: Glyphs) -> None:
        super().__init__(id="top")
        self._mode = mode
        self.glyphs = glyphs
        self._active = 0
        self._words: Callable[[int], str] = _nothing
        self._right = ""
        self._typing = False
        self._spans: list[tuple[int, int, str]] = []

    def show(self, active: int, words: Callable[[int], str]) -> None:
        """`active` jobs, and what gives the text for the right end in that many cells."""
        before = (self._active, self._right)
        self._active, self._words = active, words
        self._right = words(self._room(self._tabs()))
        if (active, self._right) != before:
            self.refresh()

    def show_keys(self, typing: bool) -> None:
        """Name the keys that lead to the screens from where the cursor is: a digit typed into a text field is text."""
        if typing != self._typing:
            self._typing = typing
            self.refresh()

    def render(self) -> Content:
        content = self._tabs()
        room = self._room(content)
        right = fit(self._words(room), room, right=True, ellipsis=self.glyphs.ellipsis)
        return content + Content.styled(right, "$foreground-muted")

    def _room(self, tabs: Content) -> int:
        return max(0, self.size.width - tabs.cell_length - 1)

    def _tabs(self) -> Content:
        self._spans = []
        content = Content.assemble((" llmtui", "bold $accent"), "  ")
        for mode, outside, inside, title in SCREENS:
            text = f" {inside if self._typing else outside:>2} {title}{self._count(mode)} "
            self._spans.append((content.cell_length, content.cell_length + len(text), mode))
            content += Content.styled(text, "bold $foreground on $panel" if mode == self._mode else "$foreground-muted")
        return content

    def _count(self, mode: str) -> str:
        return f" {self.glyphs.dot}{self._active}" if mode == "jobs" and self._active else ""

    def on_click(self, event: events.Click) -> None:
        for start, end, mode in self._spans:
            if start <= event.x < end:
                self.post_message(ScreenChosen(mode))
                return


def _nothing(room: int) -> str:
    return ""
