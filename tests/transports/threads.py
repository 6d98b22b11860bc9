"""Threads that a transport may have left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: How long a thread may take to notice that its work has ended, in seconds.
_END_S = 3.0
#: What stands before a server in these tests has threads of its own.
_RELAY = ("proxy", "relay")


def others(before: set[threading.Thread], within_s: float = _END_S) -> list[str]:
    """Names of threads that were not there before and do not end by themselves soon."""
    deadline = time.monotonic() + within_s
    while True:
        left = [each.name for each in set(threading.enumerate()) - before if not each.name.startswith(_RELAY)]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.02)


@contextmanager
def none_left() -> Iterator[None]:
    """What begins inside has ended soon after it."""
    before = set(threading.enumerate())
    yield
    assert others(before) == []
