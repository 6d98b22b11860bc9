"""Fetches a run's results to this machine: says how much there is, asks where to, shows how far it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ...domain.record import JobRecord
from ...errors import RequestError
from ...remote.userpath import expanded, shortened
from ...units import format_bytes
from ..context import Context
from ..stack import filled
from ..text import fit, plain
from ..work import Crashed, Failed, in_background
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.runs.fetch import Fetched
    from ...services.runs.runfiles import RemoteFile, RunFiles, What

_BAR = 30
#: So often the bar is drawn anew, in seconds.
_TICK_S = 0.1
#: So many of the things that are not fetched are named.
_NAMED = 3


@dataclass
class Listed(Message):
    """What there is to fetch."""

    plan: RunFiles


@dataclass
class Came(Message):
    """How far it is, in bytes, and the file that comes now."""

    done: int
    total: int
    path: str


@dataclass
class Arrived(Message):
    """Everything is here."""

    fetched: Fetched


class FetchScreen(Dialog["Fetched | None"]):
    """Ends with what came, None when it was left."""

    CSS_PATH = "fetch.tcss"
    ABOUT = "Brings the results of a run to this machine. What is here already is not fetched twice."
    KEYS = (
        ("enter", "fetches into the folder; goes on where it was stopped"),
        ("F2", "with checkpoints or without"),
        ("esc", "leaves; stops a fetch that runs, and whole files stay"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("f2", "take_all", "All", priority=True),
    ]

    def __init__(self, context: Context, record: JobRecord) -> None:
        super().__init__()
        self._shared = context
        self._record = record
        self._plan: RunFiles | None = None
        self._what: What = "results"
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = f"Fetch the results of {self._record.name}"
            yield Static(plain(title, "bold $accent"), classes="title", markup=False)
            yield Input(_start(self._record), placeholder="folder", compact=True, select_on_focus=False)
            yield Static(id="amount", classes="facts", markup=False)
            yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        self._show_amount()
        self._show_keys()
        in_background(self, "list-files", self._shared.crash_log, self._list)

    def _list(self) -> Message:
        return Listed(self._shared.session.folders.plan_fetch(self._record))

    def on_listed(self, event: Listed) -> None:
        self._plan = event.plan
        self._show_amount()
        self._show_keys()

    def _show_amount(self) -> None:
        plan = self._plan
        if plan is None:
            text = plain(f"looking at the run folder on {self._record.cluster} ...", "$foreground-muted")
        else:
            glyphs = self._shared.glyphs
            text = Content("\n").join(_amounts(plan, glyphs.checked if self._what == "all" else glyphs.unchecked))
        self.query_one("#amount", Static).update(text)

    def _show_keys(self) -> None:
        self.query_one("#progress", Static).update(self._keys())

    def _keys(self) -> Content:
        keys = [("esc", "leaves")]
        if self._plan is not None:
            keys = [("enter", "fetches"), ("F2", "with checkpoints or without"), *keys]
        return plain_keys(*keys)

    def action_take_all(self) -> None:
        """Everything, or the results only."""
        if not self._busy:
            self._what = "results" if self._what == "all" else "all"
            self._show_amount()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = event.value.strip()
        if path and self._plan is not None and not self._busy:
            try:
                folder, what = expanded(path), self._what
            except RequestError as error:
                self.post_message(Failed("fetch", error))
                return
            self._busy = True
            self._say("begins", "$accent")
            in_background(self, "fetch", self._shared.crash_log, lambda: self._fetch(folder, what))

    def _fetch(self, folder: Path, what: What) -> Message:
        worker = get_current_worker()
        later = 0.0

        def progress(done: int, total: int, path: str) -> None:
            nonlocal later
            if time.monotonic() >= later:
                later = time.monotonic() + _TICK_S
                self.post_message(Came(done, total, path))

        folders = self._shared.session.folders
        return Arrived(folders.fetch(self._record, folder, progress, what, stop=lambda: worker.is_cancelled))

    def on_came(self, event: Came) -> None:
        if not self._busy:
            return
        glyphs = self._shared.glyphs
        full = filled(event.done, event.total, _BAR)
        line = Content.assemble(
            (glyphs.left_cap, "$foreground-muted"),
            (glyphs.full * full, "$accent"),
            (glyphs.empty * (_BAR - full), "$foreground-disabled"),
            (glyphs.right_cap, "$foreground-muted"),
            f"  {format_bytes(event.done)} of {format_bytes(event.total)}",
        )
        name = fit(event.path, max(20, self.query_one("#progress").size.width - 14), ellipsis=glyphs.ellipsis).rstrip()
        second = Content.assemble((name, "$foreground-muted"), "   ") + plain_keys(("esc", "stops"))
        self.query_one("#progress", Static).update(Content("\n").join([line, second]))

    def _say(self, text: str, style: str) -> None:
        self.query_one("#progress", Static).update(plain(text, style))

    def on_arrived(self, event: Arrived) -> None:
        self.dismiss(event.fetched)

    def on_failed(self, event: Failed) -> None:
        """The error stays in the dialog; what is here stays too, and another folder can be named."""
        event.stop()
        self._busy = False
        if event.group == "list-files":
            self.query_one("#amount", Static).update("")
        error = event.error
        said = [plain(f"{self._shared.glyphs.bad} {error.message}", "$error"), plain(error.hint, "$text-muted")]
        rows = [*said[: 1 + bool(error.hint)], self._keys()]
        self.query_one("#progress", Static).update(Content("\n").join(rows))

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave; a fetch that runs is stopped, whole files stay."""
        if self._busy:
            self.workers.cancel_group(self, "fetch")
            self.notify("stopped: fetch again to go on", severity="warning", markup=False)
        self.dismiss(None)


def _start(record: JobRecord) -> str:
    from ...services.runs.fetch import default_folder

    folder = record.fetched_to or str(Path.cwd() / default_folder(record))
    return shortened(folder)


def _amounts(plan: RunFiles, box: str) -> list[Content]:
    """What there is, line by line; `box` tells whether the rest comes too."""
    rows = [_amount("results: model or adapter, answers, log", plan.results)]
    if plan.rest:
        rows.append(_amount(f"{box} checkpoints, and what runs go on from", plan.rest))
    left = plan.left_out
    rows += [plain(f"not fetched: {line}", "$warning") for line in left[:_NAMED]]
    if len(left) > _NAMED:
        rows.append(plain(f"and {len(left) - _NAMED} more", "$warning"))
    return rows


def _amount(what: str, files: Sequence[RemoteFile]) -> Content:
    figures = f"{len(files):>7} files  {format_bytes(sum(file.size for file in files)):>10}"
    return Content.assemble((f"{what:<42}", "$foreground-muted"), figures)
