"""The previews: a line of tabs, and the chosen file with its changed lines marked."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from ..glyphs import Glyphs


@dataclass(frozen=True)
class Page:
    """One file, highlighted, line by line; `changed` holds the indexes of lines that the last edit changed."""

    title: str
    lines: tuple[Content, ...]
    changed: frozenset[int] = frozenset()

    def is_same(self, other: Page) -> bool:
        """Whether the other one looks the same; == of two Contents leaves their styles out."""
        if (self.title, self.changed, len(self.lines)) != (other.title, other.changed, len(other.lines)):
            return False
        return all(mine.is_same(theirs) for mine, theirs in zip(self.lines, other.lines, strict=True))


@dataclass
class TabChosen(Message):
    """A tab was clicked."""

    title: str


class Tabs(Widget):
    """File names side by side, the chosen one bright; at the right end what the linter says."""

    chosen: var[str] = var("")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._titles: tuple[str, ...] = ()
        self._verdict = ""
        self._colour = "$success"

    def show(self, titles: tuple[str, ...], verdict: str, colour: str) -> None:
        """Draw these tabs; the last one is that of the checks and takes the colour of what they say."""
        if (titles, verdict, colour) != (self._titles, self._verdict, self._colour):
            self._titles, self._verdict, self._colour = titles, verdict, colour
            self.refresh()

    def watch_chosen(self) -> None:
        self.refresh()

    def render(self) -> Content:
        parts = [(f" {title} ", self._style(title)) for title in self._titles]
        tabs = Content.assemble(*parts)
        gap = self.size.width - tabs.cell_length - len(self._verdict) - 1
        if gap < 1:
            return tabs
        return tabs + " " * gap + Content.styled(self._verdict, self._colour)

    def _style(self, title: str) -> str:
        alarm = self._colour if title == self._titles[-1] and self._colour != "$success" else "$foreground-muted"
        return "bold $accent underline" if title == self.chosen else alarm

    def on_click(self, event: events.Click) -> None:
        end = 0
        for title in self._titles:
            end += cell_len(title) + 2
            if event.x < end:
                self.post_message(TabChosen(title))
                return


class FileView(ScrollView, can_focus=True):
    """The lines of one page, with a mark before the changed ones."""

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self._page = Page("", ())
        self._strips: dict[int, Strip] = {}

    def show(self, page: Page) -> None:
        """Draw this page; scrolls only when another file comes, or when what changed is out of sight."""
        if page.is_same(self._page):
            return
        other = page.title != self._page.title
        self._page = page
        self._strips.clear()
        width = max((line.cell_length for line in page.lines), default=0) + 2
        self.virtual_size = Size(width, len(page.lines))
        if other:
            self.scroll_to(0, 0, animate=False)
        elif page.changed:
            self._bring_into_view(min(page.changed))
        self.refresh()

    def _bring_into_view(self, line: int) -> None:
        top, height = int(self.scroll_offset.y), self.size.height
        if not top <= line < top + height:
            self.scroll_to(y=max(0, line - height // 3), animate=False)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        x, top = self.scroll_offset
        index = int(top) + y
        style = self.rich_style
        if index >= len(self._page.lines):
            return Strip.blank(self.size.width, style)
        if index not in self._strips:
            self._strips[index] = self._draw(index)
        return self._strips[index].crop_extend(int(x), int(x) + self.size.width, style)

    def _draw(self, index: int) -> Strip:
        line = self._page.lines[index]
        changed = index in self._page.changed
        mark = (self.glyphs.changed, "$accent") if changed else (" ", "")
        content = Content.assemble(mark, " ") + line
        width = max(1, content.cell_length)
        return Visual.to_strips(self, content, width, 1, self.visual_style)[0]


def page(title: str, text: Content, changed: frozenset[int] = frozenset()) -> Page:
    """A highlighted text cut into lines."""
    return Page(title, tuple(text.split("\n", allow_blank=True)), changed)
