"""The question before anything is deleted on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ...units import format_bytes
from ..text import ago, plain
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...services.runs.clean import Old, Size
    from ...services.runs.sharedmodels import Shared


class DeleteScreen(Dialog[bool]):
    """Ends with whether the answer was yes; enter is no, for what is deleted does not come back."""

    CSS_PATH = "clean.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Delete"),
        Binding("enter,n,escape", "answer(False)", "No"),
    ]

    def __init__(self, title: str, doomed: Sequence[Content], after: str) -> None:
        super().__init__()
        self._title = title
        self._doomed = doomed
        self._after = after

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._title, "bold $error"), classes="title", markup=False)
            with VerticalScroll(classes="facts"):
                yield Static(Content("\n").join(self._doomed), markup=False)
            yield Static(self._after, classes="facts", markup=False)
            yield Static(plain_keys(("y", "deletes"), ("enter or esc", "leaves it as it is")), markup=False)

    def action_answer(self, yes: bool) -> None:
        """Answer and close."""
        self.dismiss(yes)


def ask_folders(runs: Sequence[Old]) -> DeleteScreen:
    """Whether these run folders go."""
    total = format_bytes(sum(old.size.bytes for old in runs))
    many = f"{len(runs)} run folders" if len(runs) > 1 else "the run folder"
    doomed = [_doomed(_facts(old), old.record.run_dir) for old in runs]
    after = "The jobs stay in the list. What was not fetched is lost."
    return DeleteScreen(f"Delete {many} of {total} for good?", doomed, after)


def ask_model(model: Shared) -> DeleteScreen:
    """Whether this model goes."""
    what = "the model" if model.whole else "the copy that broke off,"
    title = f"Delete {what} of {format_bytes(model.size.bytes)} for good?"
    doomed = [_doomed(f"{_size(model.size)}, changed {ago(model.age_s)}, on {model.cluster}", model.path)]
    after = "Runs that used it cannot be submitted again in their folders. A new job copies it anew."
    return DeleteScreen(title, doomed, after)


def _facts(old: Old) -> str:
    return f"{old.record.name}, {_size(old.size)}, ended {ago(old.age_s)}, on {old.record.cluster}"


def _size(size: Size) -> str:
    return format_bytes(size.bytes) if size.presence == "there" else "size not known"


def _doomed(facts: str, path: str) -> Content:
    """What it is, over its path."""
    return plain(facts, "bold") + Content("\n  ") + plain(path, "$foreground-muted")
