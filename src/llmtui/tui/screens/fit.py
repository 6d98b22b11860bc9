"""What makes the job fit, or what is left in it: each row is applied by its digit, by enter, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ...units import format_gib
from ..form.fitrows import VERDICTS, FitRow, fit_rows, heading, nothing
from ..glyphs import Glyphs, with_arrows
from ..text import fit, plain
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.advice import Advised

_COLOURS = {"fits": "$success", "tight": "$warning"}
_INDENT = 4
#: Cells of total and verdict, and of the box beside its rows.
_FIGURES, _FRAME, _WIDEST = 18, 5, 100
#: Lines of the box beside its rows, and one above and below it.
_BESIDE = 8


class FitScreen(Dialog[FitRow | None]):
    """Ends with the row that was taken, None when it was left."""

    CSS_PATH = "fit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "leave", "Leave"),
        *[Binding(str(number), f"take({number - 1})", show=False) for number in range(1, 7)],
    ]

    def __init__(self, advised: Advised, glyphs: Glyphs) -> None:
        super().__init__()
        self._advised = advised
        self._glyphs = glyphs
        self._rows = fit_rows(advised)

    def compose(self) -> ComposeResult:
        title, now = heading(self._advised)
        with Vertical(classes="box"):
            yield Static(plain(title, "bold $accent"), markup=False)
            yield Static(plain(now), id="now", markup=False)
            if self._rows:
                yield OptionList(markup=False)
            else:
                yield Static(plain(nothing(self._advised)), id="nothing", markup=False)
            yield Static(self._hint(), id="hint", markup=False)

    def _hint(self) -> Content:
        keys = [("esc", "leaves")]
        able = [number for number, row in enumerate(self._rows, 1) if row.changes]
        if able:
            one = len(able) == 1
            digits = str(able[0]) if one else f"{able[0]}-{able[-1]}"
            keys = [(f"{digits} or enter", "applies it" if one else "applies one"), ("esc", "leaves")]
        both = "   + is both at once" if any(" + " in row.title for row in self._rows) else ""
        return plain_keys(*keys) + plain(both, "$foreground-muted")

    def on_mount(self) -> None:
        if self._rows:
            self.query_one(OptionList).focus()

    def on_resize(self, event: events.Resize) -> None:
        if self._rows:
            self.query_one(OptionList).styles.max_height = max(2, event.size.height - _BESIDE)
            self._fill(event.size.width)

    def _fill(self, width: int) -> None:
        listed = self.query_one(OptionList)
        at = listed.highlighted
        room = min(int(width * 0.96), _WIDEST) - _FRAME
        listed.clear_options()
        listed.add_options(
            Option(self._row(number, row, room), disabled=not row.changes) for number, row in enumerate(self._rows, 1)
        )
        first = next((number for number, row in enumerate(self._rows) if row.changes), None)
        listed.highlighted = first if at is None else at

    def _row(self, number: int, row: FitRow, room: int) -> Content:
        """Number, change and figures; what is left of the change; what it costs."""
        first, *rest = wrapped(with_arrows(row.title, self._glyphs), room - _INDENT - _FIGURES - 2, room - _INDENT)
        digit = f" {number}  " if row.changes else " " * _INDENT
        word = VERDICTS[row.estimate.verdict]
        lines = [
            Content.assemble(
                (digit, "bold $accent"),
                (fit(first, room - _INDENT - _FIGURES), "bold"),
                f"{format_gib(row.estimate.total):>7} GiB  ",
                (f"{word:<5}", f"bold {_COLOURS.get(row.estimate.verdict, '$error')}"),
            )
        ]
        lines += [Content.styled(" " * _INDENT + line, "bold") for line in rest]
        notes = wrap(with_arrows(row.note, self._glyphs), room - _INDENT)
        lines += [Content.styled(" " * _INDENT + line, "$foreground-muted") for line in notes]
        return Content("\n").join(lines)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take(event.option_index)

    def action_take(self, index: int) -> None:
        """Take a row, where there is one that changes something."""
        if index < len(self._rows) and self._rows[index].changes:
            self.dismiss(self._rows[index])

    def action_leave(self) -> None:
        """Leave the form as it was."""
        self.dismiss(None)


def wrapped(text: str, first: int, width: int) -> Sequence[str]:
    """Lines of `width` cells, the first one of `first`; broken between two settings or two changes where that does."""
    lines: list[str] = []
    for part in text.replace(" + ", " +\n").replace(", ", ",\n").split("\n"):
        room = first if len(lines) < 2 else width
        if lines and len(lines[-1]) + 1 + len(part) <= room:
            lines[-1] += f" {part}"
        else:
            lines += wrap(part, width if lines else first)
    return lines
