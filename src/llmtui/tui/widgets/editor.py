"""The text of one file under the cursor, in the colours of its language."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.highlight import highlight
from textual.widgets import TextArea

from ...domain.edits import HIDDEN
from ..glyphs import Glyphs

#: A longer line is not coloured, in cells: no key may wait for it.
_LONGEST = 400


class FileEditor(TextArea):
    """A text area whose lines are coloured by pygments, each for itself; what no screen shows is drawn as a sign."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "to_line(0)", "Start", show=False),
        Binding("ctrl+end", "to_line(-1)", "End", show=False),
    ]

    def __init__(self, text: str, *, language: str, glyphs: Glyphs, id: str) -> None:
        super().__init__(
            text,
            id=id,
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            compact=True,
            max_checkpoints=200,
        )
        self.indent_width = 2
        self.cursor_blink = False
        self._file_language = language
        self._sign = glyphs.hidden

    @property
    def all_of_it(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Start and end of the text, as replace() takes them."""
        return (0, 0), self.document.end

    def action_to_line(self, line: int) -> None:
        """The start of the first line (0), or the end of the last one (-1)."""
        self.move_cursor(self.document.end if line else (0, 0))

    def get_line(self, line_index: int) -> Text:
        """One line as it is drawn, as many characters long as it is."""
        line = HIDDEN.sub(self._sign, self.document.get_line(line_index)).replace("\r", self._sign)
        text = Text(line, end="", no_wrap=True)
        if len(line) <= _LONGEST:
            at = 0
            for segment in _coloured(self._file_language, line).render_segments(self.visual_style):
                if segment.style is not None:  # without its background: that of the cursor's line is to be seen
                    text.stylize(Style(color=segment.style.color, bold=segment.style.bold), at, at + len(segment.text))
                at += len(segment.text)
        return text


@lru_cache(maxsize=4096)
def _coloured(language: str, line: str) -> Content:
    return highlight(line, language=language) if line.strip() else Content(line)
