"""Dispatch, and the one place where an error becomes text and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

from ..errors import LlmtuiError
from .output import narrate, print_json
from .parser import build_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

#: Which module holds each command; imported only when that command runs.
_HOMES = {
    "estimate": "job_files",
    "render": "job_files",
    "lint": "lint",
    "plan": "job_files",
    "import": "imports",
    "stage": "stage",
    "submit": "submit",
    "again": "submit",
    "jobs": "watch",
    "show": "watch",
    "logs": "watch",
    "cancel": "watch",
    "fetch": "fetch",
    "clean": "clean",
    "models": "catalogues",
    "clusters": "catalogues",
    "doctor": "doctor",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the app when there is none; returns the exit code (0, 1, 2 or 3)."""
    options = build_parser().parse_args(argv)
    if options.command is not None and threading.current_thread() is threading.main_thread():
        _clean_up_when_ended()
    try:
        return _open_app(options) if options.command is None else _command(options.command)(options)
    except LlmtuiError as error:
        return _report(error, as_json=getattr(options, "json", False))
    except KeyboardInterrupt:
        narrate("stopped")
        return 130
    except BrokenPipeError:
        # The reader went away (`llmtui logs ID | head`); stdout must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _clean_up_when_ended() -> None:
    """As after ^C, what a command has begun (a trace, a file) is cleaned up before it ends; nohup's wish stays."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _terminated)


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module = import_module(f".{_HOMES[name]}", __package__)
    function = f"{name}_" if iskeyword(name) else name
    command: Callable[[argparse.Namespace], int] = getattr(module, function)
    return command


def _open_app(options: argparse.Namespace) -> int:
    from ..services.session import Session
    from ..tui.app import run

    return run(Session(), demo=options.demo, job_file=options.open)


def _report(error: LlmtuiError, *, as_json: bool) -> int:
    if as_json:
        print_json(
            {
                "error": {
                    "title": error.title,
                    "message": error.message,
                    "hint": error.hint,
                    "field": error.field,
                }
            }
        )
    else:
        named = not error.field or error.field in error.message
        first, *rest = error.lines()
        for line in [first if named else f"{error.field}: {first}", *rest]:
            narrate(line)
    return error.exit_code
