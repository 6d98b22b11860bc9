"""Text for the screen: whatever comes from users, clusters and files is shown as it is, never as markup."""

from __future__ import annotations

import re
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from ..domain.edits import HIDDEN
from ..domain.remotetext import safe_line, safe_text
from ..units import format_time_limit


def plain(text: str, style: str = "") -> Content:
    """One line of any text, without markup, controls or escape sequences."""
    return Content.styled(safe_line(text), style) if style else Content(safe_line(text))


def lines(text: str) -> Content:
    """Several lines of any text, each made safe."""
    return Content("\n".join(safe_text(line) for line in text.splitlines()))


def literal(text: str) -> str:
    """One line of a file as it is, with what no screen shows written out: \\x1b, \\u202e; tabs become blanks."""
    return HIDDEN.sub(_written_out, text).replace("\r", "\\r").replace("\t", "    ")


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def fit(text: str, width: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """Exactly `width` cells: cut with an ellipsis or filled with blanks, on the left when `right`."""
    text = safe_line(text)
    if cell_len(text) > width:
        while text and cell_len(text) > width - len(ellipsis):
            text = text[:-1]
        text = (text + ellipsis)[: max(width, 0)] if width < len(ellipsis) else text + ellipsis
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def clock(seconds: float | None) -> str:
    """A duration as HH:MM:SS, "" while it is not known."""
    return "" if seconds is None else format_time_limit(max(0, int(seconds)))


def time_of_day(at: float, now: float) -> str:
    """HH:MM of a time today, with the date on any other day."""
    moment, today = datetime.fromtimestamp(at), datetime.fromtimestamp(now)
    return moment.strftime("%H:%M" if moment.date() == today.date() else "%d %b %H:%M")


def ago(seconds: float) -> str:
    """How long ago, in the largest unit that keeps it exact enough to read."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit} ago"
    return f"{max(0, int(seconds))} s ago"


def figure(value: float) -> str:
    """Four significant figures, in powers of ten below a thousandth: 1.842, 31 400, 1.6e-05."""
    if value and abs(value) < 1e-3:
        return f"{value:.2g}"
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.4g}"
