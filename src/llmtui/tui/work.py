"""Slow work in threads: one way to start it, one place where its errors are caught.

A job runs in a named, exclusive thread worker and returns a message, which is posted to the widget that asked.
Threads touch no widget.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from ..errors import LlmtuiError

if TYPE_CHECKING:
    from types import TracebackType

    from textual.dom import DOMNode

_LOG_CAP = 1024**2


@dataclass
class Failed(Message):
    """A job of that group ended with an error of the tree."""

    group: str
    error: LlmtuiError


@dataclass
class Crashed(Message):
    """A job of that group ended with an error that is a fault of llmtui; the traceback is in the log file."""

    group: str
    summary: str


class CrashLog:
    """The file that tracebacks go to; made when the first one is written."""

    def __init__(self, state: Path) -> None:
        self.path = state / "log" / "llmtui.log"
        self._lock = threading.Lock()

    def write(self, error: BaseException) -> None:
        """Append one traceback; a disk that cannot take it must not stop the app."""
        text = "".join(traceback.format_exception(error))
        stamp = time.strftime("%Y-%m-%d %H:%M:%S")
        with self._lock:
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if self.path.exists() and self.path.stat().st_size > _LOG_CAP:
                    self.path.replace(self.path.with_suffix(".old.log"))
                with open(self.path, "a", encoding="utf-8") as file:
                    file.write(f"{stamp} {text}\n")
            except OSError:
                return

    def watch_threads(self) -> Callable[[], None]:
        """Send what threads outside of workers raise to the file instead of the screen; returns how to undo it."""
        before = threading.excepthook

        def hook(found: threading.ExceptHookArgs) -> None:
            if found.exc_value is not None:
                self.write(_with_trace(found.exc_value, found.exc_traceback))

        threading.excepthook = hook

        def undo() -> None:
            threading.excepthook = before

        return undo


def _with_trace(error: BaseException, trace: TracebackType | None) -> BaseException:
    return error.with_traceback(trace)


def in_background(node: DOMNode, group: str, log: CrashLog, job: Callable[[], Message | None]) -> None:
    """Run `job` in a thread; a newer job of the same node and group makes its result void."""

    def run() -> None:
        message = _outcome(group, log, job)
        if message is not None and not get_current_worker().is_cancelled:
            node.post_message(message)

    node.run_worker(run, name=group, group=group, exclusive=True, exit_on_error=False, thread=True)


def _outcome(group: str, log: CrashLog, job: Callable[[], Message | None]) -> Message | None:
    try:
        return job()
    except LlmtuiError as error:
        return Failed(group, error)
    except Exception as error:  # noqa: BLE001 - the thread boundary: a fault of ours must be seen, not kill the app
        log.write(error)
        return Crashed(group, f"{type(error).__name__}: {error}")
