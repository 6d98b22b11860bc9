"""The three steps, and what each way of doing them has to offer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from latency.ground import Ground

#: In the order in which they are told.
STEPS = ("login", "poll", "poll, one by one", "submit")


class Session(Protocol):
    """One login, or none where every call makes its own. `number` makes the folder of a submission a new one."""

    def poll(self) -> None:
        """squeue and the logs, at the same time where that can be."""

    def poll_one_by_one(self) -> None:
        """The same, each after the other."""

    def submit(self, number: int) -> None:
        """Folder, files, comparison, sbatch."""


#: Entering logs in and has a first command answered.
Way = Callable[[Ground], AbstractContextManager[Session]]
