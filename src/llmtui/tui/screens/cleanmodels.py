"""The user's models that lie on clusters beside the run folders: what they hold, deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

from ...errors import LlmtuiError
from ...units import format_bytes
from ..context import Context
from ..text import ago, fit, plain
from ..work import Crashed, Failed, in_background
from .cleanask import ask_model
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.runs.sharedmodels import Shared

#: Columns beside the name: cluster, users, age, size, with two blanks before each.
_CLUSTER, _USERS, _AGE, _SIZE = 12, 10, 10, 10
_BESIDE = _CLUSTER + _USERS + _AGE + _SIZE + 8
_FRAME, _WIDEST = 6, 104


@dataclass
class Listed(Message):
    """What lies there; `problems` are lines on clusters that did not tell."""

    models: tuple[Shared, ...]
    problems: tuple[str, ...] = ()


@dataclass
class Dropped(Message):
    """A model is gone, or it stays for `why`."""

    path: str
    why: str = ""


class ModelsScreen(Dialog[None]):
    """Lists the models of these clusters; enter deletes the one under the cursor."""

    CSS_PATH = "clean.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("enter", "delete", "Delete", priority=True),
    ]

    def __init__(self, context: Context, clusters: Sequence[str]) -> None:
        super().__init__()
        self._shared = context
        self._clusters = clusters
        self._models: list[Shared] = []
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = "Your models on clusters, which runs share"
            yield Static(plain(title, "bold $accent"), classes="title", markup=False)
            yield Static(id="head", markup=False)
            yield OptionList(markup=False)
            yield Static(id="why", markup=False)
            yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self._say("looking what lies beside the run folders ...", "$foreground-muted")
        in_background(self, "models", self._shared.crash_log, self._list)

    def _list(self) -> Message:
        told = [self._of(cluster) for cluster in self._clusters]
        models = sorted((model for found, _ in told for model in found), key=lambda model: -model.size.bytes)
        return Listed(tuple(models), tuple(problem for _, problem in told if problem))

    def _of(self, cluster: str) -> tuple[Sequence[Shared], str]:
        try:
            return self._shared.session.folders.models(cluster), ""
        except LlmtuiError as error:
            return (), f"{cluster}: {error.message}"

    def on_listed(self, event: Listed) -> None:
        self._models = list(event.models)
        self._draw(0)
        if event.problems:
            self._say(f"{self._shared.glyphs.bad} {event.problems[0]}", "$error", self._keys())
        else:
            self._say("" if self._models else "there are none", "$foreground-muted", self._keys())

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(OptionList).styles.max_height = max(3, event.size.height - 12)
        self._draw(self.query_one(OptionList).highlighted)

    # Drawing

    def _keys(self) -> Content:
        return plain_keys(*([("enter", "deletes")] if self._models else []), ("esc", "goes back"))

    def _draw(self, at: int | None) -> None:
        listed = self.query_one(OptionList)
        name = max(9, min(32, min(int(self.size.width * 0.9), _WIDEST) - _FRAME - _BESIDE))
        listed.clear_options()
        listed.add_options(Option(self._row(model, name)) for model in self._models)
        listed.highlighted = min(at or 0, len(self._models) - 1) if self._models else None
        head = f"{fit('Folder', name)}  {fit('Cluster', _CLUSTER)}  {fit('Used by', _USERS)}"
        tail = f"  {'Changed':>{_AGE}}  {'Size':>{_SIZE}}"
        self.query_one("#head", Static).update(head + tail if self._models else "")
        self._show_why()

    def _row(self, model: Shared, name: int) -> Content:
        glyphs, many = self._shared.glyphs, len(model.users)
        use = f"{many} run{'' if many == 1 else 's'}" if model.whole else "broke off"
        size = format_bytes(model.size.bytes) if model.size.presence == "there" else "not known"
        cells = [
            fit(model.name.lstrip("."), name, ellipsis=glyphs.ellipsis),
            fit(model.cluster, _CLUSTER, ellipsis=glyphs.ellipsis),
            fit(use, _USERS),
            fit(ago(model.age_s), _AGE, right=True),
            fit(size, _SIZE, right=True),
        ]
        return Content.styled("  ".join(cells), "$foreground-muted" if model.kept else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show_why()

    def _show_why(self) -> None:
        model = self._under_cursor()
        # The reason first: a path may be thousands of characters long.
        lines = [plain(f"stays: {model.kept}", "$warning")] if model and model.kept else []
        lines += [plain(model.path, "$foreground-muted")] if model else []
        self.query_one("#why", Static).update(Content("\n").join(lines))

    def _say(self, text: str, style: str, keys: Content | None = None) -> None:
        lines = [plain(text, style), *([] if keys is None else [keys])]
        self.query_one("#progress", Static).update(Content("\n").join(lines))

    def _under_cursor(self) -> Shared | None:
        at = self.query_one(OptionList).highlighted
        return self._models[at] if at is not None and at < len(self._models) else None

    # Deleting

    def action_delete(self) -> None:
        """Ask, then delete."""
        model = self._under_cursor()
        if model is None or self._busy:
            return
        if model.kept:
            self._say("it cannot be deleted now", "$warning", self._keys())
            return
        self.app.push_screen(ask_model(model), partial(self._answered, model))

    def _answered(self, model: Shared, yes: bool | None) -> None:
        if yes:
            self._busy = True
            self._say("deleting it ...", "$accent")
            in_background(self, "drop", self._shared.crash_log, lambda: self._drop(model))

    def _drop(self, model: Shared) -> Message:
        try:
            self._shared.session.folders.models_deletion()(model)
        except LlmtuiError as error:
            return Dropped(model.path, error.message)
        return Dropped(model.path)

    def on_dropped(self, event: Dropped) -> None:
        self._busy = False
        if event.why:
            stay = {model.path: replace(model, kept=event.why) for model in self._models if model.path == event.path}
            self._models = [stay.get(model.path, model) for model in self._models]
        else:
            self._models = [model for model in self._models if model.path != event.path]
        self._draw(self.query_one(OptionList).highlighted)
        bad = f"{self._shared.glyphs.bad} it was not deleted" if event.why else "deleted"
        self._say(bad, "$error" if event.why else "$foreground-muted", self._keys())

    def on_failed(self, event: Failed) -> None:
        event.stop()
        self._busy = False
        self._say(f"{self._shared.glyphs.bad} {event.error.message}", "$error", self._keys())

    def on_crashed(self, event: Crashed) -> None:
        self.dismiss()

    def action_leave(self) -> None:
        """Leave; a deletion that has begun is finished first."""
        if not self._busy:
            self.dismiss()
