"""The doctor of one cluster: every check as it is made, and what to do for each that is red."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ...domain.remotetext import safe_line
from ..context import Context
from ..glyphs import Glyphs, plain_text
from ..text import plain
from ..work import Crashed, Failed, in_background
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.doctor.check import Check


@dataclass
class Checked(Message):
    """One check was made."""

    check: Check


@dataclass
class Examined(Message):
    """All checks were made."""

    checks: tuple[Check, ...]


class DoctorScreen(Dialog[None]):
    """Looks at once; `account` is the one in the form, None for the user's first."""

    CSS_PATH = ["dialog.tcss", "doctor.tcss"]  # noqa: RUF012 - Textual declares it this way
    ABOUT = (
        "Looks at what has to be in place before a job can run there, and says what to do for each line that is red."
    )
    KEYS = (
        ("r", "looks again"),
        ("up down", "scroll; PgUp, PgDn, Home and End too"),
        ("esc", "leaves"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("r", "again", "Again"),
    ]

    def __init__(self, context: Context, cluster: str, account: str | None) -> None:
        super().__init__()
        self._shared = context
        self._cluster = cluster
        self._account = account
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            yield Static(plain(f"Doctor of {self._cluster}", "bold $accent"), classes="title", markup=False)
            yield VerticalScroll(id="checks")
            yield Static(id="progress", classes="hint", markup=False)
            yield Static(plain_keys(("r", "looks again"), ("esc", "leaves")), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.action_again()

    def action_again(self) -> None:
        """Look anew, once the former look has ended."""
        if self._busy:
            return
        self._busy = True
        self.query_one(VerticalScroll).remove_children()
        self._say("looking")
        in_background(self, "doctor", self._shared.crash_log, self._look)

    def _look(self) -> Message:
        session = self._shared.session
        return Examined(session.doctor(session.cluster(self._cluster), self._account, self._tell))

    def _tell(self, check: Check) -> None:
        self.post_message(Checked(check))

    def on_checked(self, event: Checked) -> None:
        glyphs, rows = self._shared.glyphs, self.query_one(VerticalScroll)
        row = Horizontal(
            Static(mark(event.check, glyphs), classes="mark", markup=False),
            Static(said(event.check, glyphs), classes="said", markup=False),
            classes="row",
        )
        rows.mount(row)
        rows.scroll_end(animate=False)
        self._say(f"looking: {event.check.name} is done")

    def on_examined(self, event: Examined) -> None:
        self._busy = False
        red = sum(check.ok is False for check in event.checks)
        unknown = sum(check.ok is None for check in event.checks)
        words = f"{red} to mend" if red else "nothing to mend"
        self._say(f"{len(event.checks)} checks: {words}{f', {unknown} not known' if unknown else ''}")

    def on_failed(self, event: Failed) -> None:
        event.stop()
        self._busy = False
        self._say(f"{self._shared.glyphs.bad} {event.error.message}")

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss(None)

    def _say(self, text: str) -> None:
        self.query_one("#progress", Static).update(plain(plain_text(text, self._shared.glyphs)))

    def action_leave(self) -> None:
        """Leave; what is being looked at comes to its end and is not shown."""
        self.dismiss(None)


def mark(check: Check, glyphs: Glyphs) -> Content:
    """The check's name behind a sign in its colour."""
    signs = {True: (glyphs.good, "$success"), False: (glyphs.bad, "$error"), None: (glyphs.unclear, "$warning")}
    sign, style = signs[check.ok]
    return Content.assemble((f"{sign:<3}", f"bold {style}"), plain(check.name))


def said(check: Check, glyphs: Glyphs) -> Content:
    """What was found, and under it what to do."""
    text = plain(plain_text(safe_line(check.text), glyphs))
    if not check.hint:
        return text
    hint = plain(
        plain_text(f"{glyphs.flat} {safe_line(check.hint)}", glyphs), "" if check.ok is False else "$foreground-muted"
    )
    return Content("\n").join([text, hint])
