"""The one place that decides how an error is told on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import LlmtuiError

if TYPE_CHECKING:
    from textual.app import App

    from .work import CrashLog

#: Groups of work that start by themselves; what goes wrong there is said in the top line and tried again.
QUIET = frozenset({"journal", "refresh", "follow", "preview", "list"})


def tell(app: App[int], error: LlmtuiError, then: Callable[[None], None] | None = None) -> None:
    """What the user asked for did not work: a dialog that stays until it is read; `then` is called afterwards."""
    _show(app, error.title, error.message, error.hint, then)


def tell_crash(app: App[int], summary: str, log: CrashLog) -> None:
    """A fault of llmtui: a dialog with the place of the traceback."""
    hint = f"The details are in {log.path}. Jobs that run are not touched by this."
    _show(app, "A fault in llmtui", summary, hint)


def _show(app: App[int], title: str, message: str, hint: str, then: Callable[[None], None] | None = None) -> None:
    from .screens.confirm import TellScreen

    app.push_screen(TellScreen(title, message, hint), then)
