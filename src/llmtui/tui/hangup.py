"""Whether somebody is still at the other end of the terminal."""

from __future__ import annotations

import select
import sys

#: Seconds between two looks.
HANGUP_S = 2.0
#: What a shell gives a program that SIGHUP has ended: 128 + 1.
HANGUP_CODE = 129


def terminal_has_gone() -> bool:
    """True once the terminal that the app reads from was closed (poll(2), POLLHUP).

    POLLNVAL is no sign of it: macOS gives that for every terminal.
    """
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True
