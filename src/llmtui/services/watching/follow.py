"""follow: wait for one job to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...domain.record import JobRecord
from ...errors import CannotTellError

if TYPE_CHECKING:
    from ..session import Session

#: A job that no command knows for so long is given up on, in seconds.
GIVE_UP_S = 600.0


def follow(session: Session, record: JobRecord, on_change: Callable[[JobRecord], None] | None = None) -> JobRecord:
    """Refresh until the job has ended and return its last record; `on_change` hears of every new state.

    Raises CannotTellError when the job has vanished and no evidence of its end came in ten minutes.
    """
    shown: tuple[str, str] | None = None
    vanished_at: float | None = None
    while True:
        session.refresh()
        record = session.find(record.id)
        if on_change is not None and shown != (record.state, record.seen):
            on_change(record)
        shown = (record.state, record.seen)
        if not record.active:
            return record
        vanished_at = (vanished_at or time.monotonic()) if record.seen == "vanished" else None
        if vanished_at is not None and time.monotonic() - vanished_at > GIVE_UP_S:
            raise CannotTellError(f"it is not known how the job ended: {record.problem}")
        time.sleep(session.poll_interval_s())
