"""The previews: a line of tabs, and the chosen file with its changed lines marked."""

from __future__ import annotations

from dataclasses import dataclass

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
    """One file, highlighted, line by line; `changed` holds the indexes of lines that changed."""

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


@dataclass(frozen=True)
class Tab:
    """A file's title, whether it was edited by hand, and whether it changed since it was last looked at."""

    title: str
    edited: bool = False
    unseen: bool = False


@dataclass(frozen=True)
class _Label:
    """What is drawn of one tab: `text` is `width` cells wide and stands for `title`."""

    title: str
    text: Content

    @property
    def width(self) -> int:
        return self.text.cell_length


class Tabs(Widget):
    """File names side by side, the chosen one bright; at the right end the checks with what the linter says.

    The first of several ways to write them that fits is taken: all in words, "edited" as a sign, the verdict in signs,
    names without their suffix.
    """

    chosen: var[str] = var("")

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self._files: tuple[Tab, ...] = ()
        self._checks = ""
        self._verdict = ("", "", "$success")
        self._spans: list[tuple[int, int, str]] = []

    def show(self, files: tuple[Tab, ...], checks: str, verdict: tuple[str, str, str]) -> None:
        """Draw these tabs; `checks` is the title of the last one, `verdict` its words, its signs and their colour."""
        if (files, checks, verdict) != (self._files, self._checks, self._verdict):
            self._files, self._checks, self._verdict = files, checks, verdict
            self.refresh()

    def watch_chosen(self) -> None:
        self.refresh()

    def render(self) -> Content:
        words, signs, _ = self._verdict
        mark = self.glyphs.edited
        ways = (
            (True, " edited", f"{self._checks}  {words}"),
            (True, mark, f"{self._checks}  {words}"),
            (True, mark, words),
            (True, mark, signs),
            (False, mark, words),
            (False, mark, signs),
        )
        for suffix, edited, last in ways:
            labels, end = [self._label(tab, suffix, edited) for tab in self._files], self._last(last)
            gap = self.size.width - sum(label.width for label in labels) - end.width
            if gap >= 0:
                break
        labels.append(_Label("", Content(" " * max(0, gap))))
        self._spans = _spans([*labels, end])
        return Content("").join([label.text for label in [*labels, end]])

    def _label(self, tab: Tab, suffix: bool, edited: str) -> _Label:
        mark = Content.styled(self.glyphs.changed, "$accent") if tab.unseen else Content(" ")
        title = tab.title if suffix else tab.title.partition(".")[0]
        name = Content.styled(title, self._style(tab.title))
        word = Content.styled(edited, "$accent") if tab.edited else Content(" " * (len(edited) == 1))
        return _Label(tab.title, mark + name + word + (" " if len(edited) > 1 else ""))

    def _last(self, text: str) -> _Label:
        style = self._style(self._checks) if self.chosen == self._checks else self._verdict[2]
        return _Label(self._checks, Content.styled(text, style) + " ")

    def _style(self, title: str) -> str:
        return "bold $accent underline" if title == self.chosen else "$foreground-muted"

    def on_click(self, event: events.Click) -> None:
        for start, end, title in self._spans:
            if title and start <= event.x < end:
                self.post_message(TabChosen(title))
                return


def _spans(labels: list[_Label]) -> list[tuple[int, int, str]]:
    spans = []
    x = 0
    for label in labels:
        spans.append((x, x + label.width, label.title))
        x += label.width
    return spans


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
