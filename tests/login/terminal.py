"""A terminal of the user's: runs a command line as it was printed, and types answers to what it asks."""

from __future__ import annotations

import os
import pty
import select
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_LIMIT_S = 60.0
#: The shell lives on, as the one that a user types into does: its end would hang up what goes to the background.
_SHELL = 'eval "$1"; printf "\\nended: %s\\n" "$?"; read -r end'


@contextmanager
def typed(line: str, answers: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The exit code of the command line and what the terminal showed; it is closed afterwards.

    `answers` are typed each time that their words come.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv("/bin/sh", ["sh", "-c", _SHELL, "sh", line])
    try:
        shown = _talk(terminal, answers)
        yield int(shown.rpartition("\nended: ")[2]), shown
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _talk(terminal: int, answers: Mapping[str, str]) -> str:
    shown, seen = "", 0
    deadline = time.monotonic() + _LIMIT_S
    while not (shown.endswith("\n") and "\nended: " in shown):
        assert select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0], shown
        shown += os.read(terminal, 4096).decode(errors="replace").replace("\r", "")
        for words, answer in answers.items():
            place = shown.find(words, seen)
            if place >= 0:
                seen = place + len(words)
                os.write(terminal, f"{answer}\n".encode())
    return shown
