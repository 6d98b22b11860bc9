"""The line above the keys that tells of a lost connection, a login that waits, a certificate that ends."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ...domain.remotetext import safe_line
from ..glyphs import Glyphs, plain_text
from ..linkwords import Trouble
from ..text import fit


@dataclass
class LoginAsked(Message):
    """The user wants to log in to a cluster, "" the one that is looked at."""

    cluster: str


class Banner(Widget):
    """One row, there only while there is something to tell; a click logs in."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="banner")
        self.glyphs = glyphs
        self.trouble: Trouble | None = None
        self.display = False

    def show(self, trouble: Trouble | None) -> None:
        """Tell that, or go away."""
        if trouble != self.trouble:
            self.trouble = trouble
            self.display = trouble is not None
            self.refresh()

    def render(self) -> Content:
        if self.trouble is None:
            return Content("")
        return banner_line(self.trouble, self.size.width, self.glyphs)

    def on_click(self) -> None:
        if self.trouble is not None and self.trouble.key:
            self.post_message(LoginAsked(self.trouble.cluster))


def banner_line(trouble: Trouble, width: int, glyphs: Glyphs) -> Content:
    """What is wrong, as much of the reason as fits, and at the right the key that helps."""
    key = f"  {trouble.key} " if trouble.key else " "
    room = max(0, width - cell_len(key))
    head = plain_text(safe_line(f" {glyphs.warn} {trouble.head}"), glyphs)
    more = plain_text(f": {trouble.more}" if trouble.more else "", glyphs)
    colour = "$error" if trouble.severity == "error" else "$warning"
    head = fit(head, min(room, cell_len(head)), ellipsis=glyphs.ellipsis)
    rest = fit(more, room - cell_len(head), ellipsis=glyphs.ellipsis)
    return Content.assemble((head, f"bold {colour}"), (rest, colour), (key, "bold $accent"))
