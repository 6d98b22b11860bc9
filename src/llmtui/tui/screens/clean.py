"""Run folders of jobs that are over: what they hold, deleting them on their cluster, forgetting their jobs here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ...domain.record import JobRecord
from ...errors import LlmtuiError
from ...units import format_bytes
from ..context import Context
from ..text import ago, fit, plain
from ..work import Crashed, Failed, in_background
from .cleanask import ask_folders
from .cleanmodels import ModelsScreen
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.runs.clean import Old

#: Columns beside the name: state, cluster, age, size, with two blanks before each.
_STATE, _CLUSTER, _AGE, _SIZE = 12, 10, 10, 10
_BESIDE = _STATE + _CLUSTER + _AGE + _SIZE + 8
#: Cells of a line that the dialog and the box before each row take.
_FRAME, _WIDEST, _MARK = 4, 104, 4
_WORDS = {"late": "not known", "gone": "gone", "no": "not known"}


@dataclass
class Surveyed(Message):
    """What the folders hold."""

    runs: tuple[Old, ...]


@dataclass
class Deleting(Message):
    """One folder is being deleted; those before it are gone."""

    text: str


@dataclass
class Deleted(Message):
    """All folders that were to go were tried; `failures` are lines on those that stayed."""

    run_ids: tuple[str, ...]
    failures: tuple[str, ...]


@dataclass
class Forgotten(Message):
    """These jobs are out of the list; `failures` are lines on those that stayed."""

    runs: tuple[Old, ...]
    failures: tuple[str, ...] = ()


class PutBack(Message):
    """The job that was forgotten last is in the list again."""


class CleanScreen(Dialog[bool]):
    """Ends with whether anything changed."""

    CSS_PATH = "clean.tcss"
    ABOUT = "Deletes run folders on their clusters, for good, or takes jobs out of the list here; their folders stay."
    KEYS = (
        ("space", "marks the one under the cursor, or takes its mark away"),
        ("a", "marks all that can be deleted, or none"),
        ("enter", "asks, then deletes what is marked, or the one under the cursor"),
        ("f", "forgets: the job leaves the list here, its folder stays"),
        ("u", "puts the job back that was forgotten last"),
        ("m", "shows your models on these clusters"),
        ("esc", "leaves"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("space", "mark", "Mark"),
        Binding("a", "mark_all", "All"),
        Binding("enter", "delete", "Delete", priority=True),
        Binding("f", "forget", "Forget"),
        Binding("u", "put_back", "Undo"),
        Binding("m", "models", "Models"),
    ]

    def __init__(self, context: Context, records: Sequence[JobRecord]) -> None:
        super().__init__()
        self._shared = context
        self._clusters = tuple(dict.fromkeys(record.cluster for record in records))
        self._records = [record for record in records if not record.active or record.seen == "vanished"]
        self._runs: list[Old] = []
        self._marked: set[str] = set()
        self._forgotten: list[tuple[int, Old]] = []
        self._busy = False
        self._changed = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = plain("Run folders of jobs that are over   ", "bold $accent")
            yield Static(title + plain_keys(("m", "shows your models")), classes="title", markup=False)
            yield Static(id="head", markup=False)
            yield OptionList(markup=False)
            yield Static(id="why", markup=False)
            yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        if self._records:
            self._say("adding up what the folders hold ...", "$foreground-muted")
            in_background(self, "sizes", self._shared.crash_log, self._survey)
        else:
            self._say("no job has ended yet; esc leaves", "$foreground-muted")

    def _survey(self) -> Message:
        return Surveyed(self._shared.session.folders.sizes(self._records))

    def on_surveyed(self, event: Surveyed) -> None:
        self._runs = sorted(event.runs, key=lambda old: old.size.bytes, reverse=True)
        self._draw(0)
        self._show_keys()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(OptionList).styles.max_height = max(3, event.size.height - 15)
        self._draw(self.query_one(OptionList).highlighted)

    # Drawing

    def _draw(self, at: int | None) -> None:
        listed = self.query_one(OptionList)
        name = max(12, min(int(self.size.width * 0.9), _WIDEST) - _FRAME - _MARK - _BESIDE - 1)
        listed.clear_options()
        listed.add_options(Option(self._row(old, name)) for old in self._runs)
        listed.highlighted = min(at or 0, len(self._runs) - 1) if self._runs else None
        titles = (("", _MARK - 2), ("Name", name), ("State", _STATE), ("Cluster", _CLUSTER))
        head = "  ".join(fit(title, width) for title, width in titles)
        self.query_one("#head", Static).update(f"{head}  {'Ended':>{_AGE}}  {'Size':>{_SIZE}}" if self._runs else "")
        self._show_why()

    def _row(self, old: Old, name: int) -> Content:
        glyphs, record = self._shared.glyphs, old.record
        box = glyphs.checked if record.id in self._marked else glyphs.unchecked
        size = _WORDS.get(old.size.presence) or format_bytes(old.size.bytes)
        cells = [
            fit(record.name, name, ellipsis=glyphs.ellipsis),
            fit("vanished" if record.seen == "vanished" else record.state, _STATE, ellipsis=glyphs.ellipsis),
            fit(record.cluster, _CLUSTER, ellipsis=glyphs.ellipsis),
            fit(ago(old.age_s), _AGE, right=True),
            fit(size, _SIZE, right=True),
        ]
        return Content.styled(f"{fit(box, _MARK)}{'  '.join(cells)}", "$foreground-muted" if old.kept else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show_why()

    def _show_why(self) -> None:
        old = self._under_cursor()
        # The reason first: a path may be thousands of characters long.
        lines = [plain(f"stays: {old.kept}", "$warning")] if old and old.kept else []
        lines += [plain(old.record.run_dir, "$foreground-muted")] if old else []
        self.query_one("#why", Static).update(Content("\n").join(lines))

    def _show_keys(self) -> None:
        chosen = [old for old in self._runs if old.record.id in self._marked]
        total = format_bytes(sum(old.size.bytes for old in chosen if not old.kept))
        if not self._runs:
            self._say("no run folder is left", "$foreground-muted", self._keys())
            return
        self._say(f"{len(chosen)} marked, {total}" if chosen else "", "bold", self._keys())

    def _keys(self) -> Content:
        """Those that do something now."""
        undo = [("u", "puts back")] if self._forgotten else [("a", "all")] if self._runs else []
        own = [("space", "marks"), *undo, ("enter", "deletes"), ("f", "forgets")] if self._runs else undo
        return plain_keys(*own, ("esc", "leaves"))

    def _say(self, text: str, style: str, keys: Content | None = None) -> None:
        """One line of words over the line of keys."""
        lines = [plain(text, style), *([] if keys is None else [keys])]
        self.query_one("#progress", Static).update(Content("\n").join(lines))

    # Marking

    def _under_cursor(self) -> Old | None:
        at = self.query_one(OptionList).highlighted
        return self._runs[at] if at is not None and at < len(self._runs) else None

    def _meant(self) -> list[Old]:
        """Those that are marked, or the one under the cursor."""
        marked = [old for old in self._runs if old.record.id in self._marked]
        under = self._under_cursor()
        return marked or ([under] if under is not None else [])

    def action_mark(self) -> None:
        """Mark the one under the cursor, or take its mark away, and go on to the next."""
        old, at = self._under_cursor(), self.query_one(OptionList).highlighted
        if old is not None and not self._busy:
            self._marked ^= {old.record.id}
            self._draw((at or 0) + 1)
            self._show_keys()

    def action_mark_all(self) -> None:
        """Mark all that can be deleted, or none."""
        able = {old.record.id for old in self._runs if not old.kept}
        if not self._busy:
            self._marked = set() if able <= self._marked else able
            self._draw(self.query_one(OptionList).highlighted)
            self._show_keys()

    # Deleting

    def action_delete(self) -> None:
        """Ask, then delete."""
        able = [old for old in self._meant() if not old.kept]
        if self._busy or not self._runs:
            return
        if not able:
            self._say("nothing of it can be deleted", "$warning", self._keys())
            return
        self.app.push_screen(ask_folders(able), partial(self._answered, able))

    def _answered(self, runs: Sequence[Old], yes: bool | None) -> None:
        if yes:
            self._busy = True
            in_background(self, "delete", self._shared.crash_log, lambda: self._delete(runs))

    def _delete(self, runs: Sequence[Old]) -> Message:
        gone: list[str] = []
        failures: list[str] = []
        delete = self._shared.session.folders.deletion([old.record for old in runs])
        for number, old in enumerate(runs, 1):
            self.post_message(Deleting(f"deleting {number} of {len(runs)}: {old.record.name}"))
            failure = _delete_one(delete, old)
            failures += [failure] if failure else []
            gone += [] if failure else [old.record.id]
        return Deleted(tuple(gone), tuple(failures))

    def on_deleting(self, event: Deleting) -> None:
        self._say(f"{event.text} ...", "$accent")

    def on_deleted(self, event: Deleted) -> None:
        self._busy, self._changed = False, self._changed or bool(event.run_ids)
        self._runs = [old for old in self._runs if old.record.id not in event.run_ids]
        self._marked -= set(event.run_ids)
        self._draw(self.query_one(OptionList).highlighted)
        self._show_keys()
        self._tell(event.failures)

    def _tell(self, failures: Sequence[str]) -> None:
        if failures:
            more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
            self._say(f"{self._shared.glyphs.bad} {failures[0]}{more}", "$error", self._keys())

    # Forgetting

    def action_forget(self) -> None:
        """Take the jobs out of the list here; their folders stay."""
        runs = self._meant()
        if runs and not self._busy:
            self._busy = True
            in_background(self, "forget", self._shared.crash_log, lambda: self._forget(runs))

    def _forget(self, runs: Sequence[Old]) -> Message:
        tried = [(old, self._forget_one(old)) for old in runs]
        gone = tuple(old for old, failure in tried if not failure)
        return Forgotten(gone, tuple(failure for _, failure in tried if failure))

    def _forget_one(self, old: Old) -> str:
        try:
            self._shared.session.records.forget(old.record.id)
        except LlmtuiError as error:
            return f"{old.record.name}: {error.message}"
        return ""

    def on_forgotten(self, event: Forgotten) -> None:
        self._busy, self._changed = False, self._changed or bool(event.runs)
        for old in event.runs:
            self._forgotten.append((self._runs.index(old), old))
            self._runs.remove(old)
            self._marked.discard(old.record.id)
        self._draw(self.query_one(OptionList).highlighted)
        self._show_keys()
        self._tell(event.failures)

    def action_put_back(self) -> None:
        """Put the one back that was forgotten last."""
        if self._forgotten and not self._busy:
            self._busy = True
            _, old = self._forgotten[-1]
            in_background(self, "forget", self._shared.crash_log, lambda: self._put_back(old))

    def _put_back(self, old: Old) -> Message:
        self._shared.session.records.restore(old.record.id)
        return PutBack()

    def on_put_back(self, event: PutBack) -> None:
        self._busy = False
        at, old = self._forgotten.pop()
        self._runs.insert(at, old)
        self._draw(at)
        self._show_keys()

    # Models, trouble, and the end

    def action_models(self) -> None:
        """What lies beside the run folders."""
        if not self._busy:
            self.app.push_screen(ModelsScreen(self._shared, self._clusters))

    def on_failed(self, event: Failed) -> None:
        event.stop()
        self._busy = False
        self._say(f"{self._shared.glyphs.bad} {event.error.message}", "$error", self._keys())

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss(self._changed)

    def action_leave(self) -> None:
        """Leave; a deletion that has begun is finished first."""
        if not self._busy:
            self.dismiss(self._changed)


def _delete_one(delete: Callable[[JobRecord], JobRecord], old: Old) -> str:
    """Why the folder stays, "" once it is deleted."""
    try:
        delete(old.record)
    except LlmtuiError as error:
        return f"{old.record.name}: {error.message}"
    return ""
