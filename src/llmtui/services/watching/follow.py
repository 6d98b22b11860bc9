"""follow: wait for one job to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...domain.record import JobRecord
from ...errors import CannotTellError
from .rows import how_it_ended

if TYPE_CHECKING:
    from ..session import Session

#: A job that no command knows for so long is given up on, in seconds.
GIVE_UP_S = 600.0


def follow(session: Session, record: JobRecord, on_change: Callable[[JobRecord], None] | None = None) -> JobRecord:
    """Refresh until the job has ended and return its last record; `on_change` hears of every new state.

    Raises CannotTellError when the job has vanished and no last word about its end came in ten minutes.
    """
    shown: tuple[str, str] | None = None
    unclear_at: float | None = None
    while True:
        session.refresh()
        record = session.find(record.id)
        if on_change is not None and shown != (record.state, record.seen):
            on_change(record)
        shown = (record.state, record.seen)
        if not record.active:
            return record
        unclear = record.seen == "vanished" or record.unconfirmed
        unclear_at = (unclear_at or time.monotonic()) if unclear else None
        if unclear_at is not None and time.monotonic() - unclear_at > GIVE_UP_S:
            what = f"{record.state}: {how_it_ended(record)}" if record.unconfirmed else record.problem
            raise CannotTellError(f"it is not known for certain how the job ended: {what}")
        time.sleep(session.poll_interval_s())
