"""What the job reads from the Hugging Face Hub, fetched on its cluster: how far it is, started and stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from ...domain.remotetext import safe_line
from ..context import Context
from ..glyphs import Glyphs, plain_text
from ..text import plain
from ..work import Crashed, Failed, in_background
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.prefetch.fetch import Prefetch
    from ...services.prefetch.state import Fetching

#: Seconds between two looks at the fetch's files: of a process on the login node, and of a job.
_EVERY_S = 5.0
_JOB_S = 15.0
_BAR = 40


@dataclass
class FetchSeen(Message):
    """How far each fetch is."""

    found: tuple[Fetching, ...]


@dataclass
class FetchTold(Message):
    """What is done to begin one."""

    text: str


class StageScreen(Dialog[None]):
    """`make` gives what is to be fetched; it blocks and may raise LlmtuiError. What has begun goes on without it."""

    CSS_PATH = "dialog.tcss"
    ABOUT = "Fetches what the job reads from the Hugging Face Hub, on its cluster, before the job needs it."
    KEYS = (
        ("enter", "fetches what is not there yet, or goes on with it"),
        ("s", "stops what is at work; what was fetched stays"),
        ("esc", "leaves; a fetch goes on"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Fetch"),
        Binding("s", "stop", "Stop"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, context: Context, cluster: str, make: Callable[[], Prefetch]) -> None:
        super().__init__()
        self._shared = context
        self._cluster = cluster
        self._make = make
        self._prefetch: Prefetch | None = None
        self._found: tuple[Fetching, ...] = ()
        self._busy = False
        self._next: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = f"Model and data on {self._cluster}"
            yield Static(plain(title, "bold $accent"), classes="title", markup=False)
            yield Static(id="fetches", classes="facts", markup=False)
            yield Static(id="progress", classes="facts", markup=False)
            yield Static(self._keys(), id="keys", markup=False)

    def on_mount(self) -> None:
        self._do("looking at what is there", lambda prefetch: prefetch.status())

    def _do(self, words: str, job: Callable[[Prefetch], tuple[Fetching, ...]]) -> None:
        """One thing after the other: a look that is on its way comes to its end first."""
        if self._busy:
            return
        self._busy = True
        if self._next is not None:
            self._next.stop()
        if words:
            self._say(words)
        in_background(self, "stage", self._shared.crash_log, lambda: self._done(job))

    def _done(self, job: Callable[[Prefetch], tuple[Fetching, ...]]) -> Message:
        if self._prefetch is None:
            self._prefetch = self._make()
        return FetchSeen(job(self._prefetch))

    def action_start(self) -> None:
        """Begin what is not there yet, or go on with it."""
        self._do("beginning", lambda prefetch: prefetch.start(self._tell))

    def action_stop(self) -> None:
        """End what is at work; what was fetched stays."""
        self._do("stopping", lambda prefetch: prefetch.stop())

    def _tell(self, text: str) -> None:
        self.post_message(FetchTold(text))

    def on_fetch_told(self, event: FetchTold) -> None:
        self._say(event.text)

    def on_fetch_seen(self, event: FetchSeen) -> None:
        self._busy = False
        self._found = event.found
        rows = [row(each, self._shared.glyphs) for each in event.found]
        self.query_one("#fetches", Static).update(Content("\n").join(rows))
        self.query_one("#keys", Static).update(self._keys())
        if any(each.active for each in event.found):
            every = _JOB_S if any(each.job_id is not None for each in event.found) else _EVERY_S
            self._next = self.set_timer(every, lambda: self._do("", lambda prefetch: prefetch.status()))
            self._say("it goes on when this dialog is closed, and without llmtui")
        else:
            self._say("")

    def on_failed(self, event: Failed) -> None:
        """The error stays in the dialog."""
        event.stop()
        self._busy = False
        hint = f" {event.error.hint}" if event.error.hint else ""
        self._say(f"{self._shared.glyphs.bad} {event.error.message}.{hint}", "$error")

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss(None)

    def _say(self, text: str, style: str = "$foreground-muted") -> None:
        self.query_one("#progress", Static).update(plain(plain_text(text, self._shared.glyphs), style))

    def _keys(self) -> Content:
        pairs = [("esc", "leaves")]
        if any(each.active for each in self._found):
            pairs.insert(0, ("s", "stops it"))
        if any(not each.active and each.state != "done" for each in self._found):
            pairs.insert(0, ("enter", "fetches"))
        return plain_keys(*pairs)

    def action_leave(self) -> None:
        """Leave; a fetch goes on."""
        self.dismiss(None)


def row(found: Fetching, glyphs: Glyphs) -> Content:
    """What it is, how far it is in words, and a bar where the size is known."""
    style = {
        "done": "$success",
        "failed": "$error",
        "lost": "$error",
        "stopped": "$warning",
        "unclear": "$warning",
    }.get(found.state, "")
    lines = [
        Content.assemble((f"{found.wanted.kind:<9}", "$foreground-muted"), plain(safe_line(found.wanted.id), "bold")),
        plain(f"{'':9}{plain_text(found.words, glyphs)}", style),
    ]
    whole = found.expected_bytes
    if found.active and whole and found.have_bytes is not None:
        full = min(_BAR, _BAR * found.have_bytes // whole)
        share = min(100, 100 * found.have_bytes // whole)
        bar = glyphs.full * full + glyphs.empty * (_BAR - full)
        lines.append(plain(f"{'':9}{glyphs.left_cap}{bar}{glyphs.right_cap} {share:>3} %", "$accent"))
    return Content("\n").join(lines)
