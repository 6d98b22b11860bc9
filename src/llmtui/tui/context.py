"""What every screen is given: the session, the characters to draw with, the file for tracebacks, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .glyphs import Glyphs
from .work import CrashLog

if TYPE_CHECKING:
    from ..services.session import Session


@dataclass(frozen=True)
class Context:
    """Made once by the app; `now` is in seconds since the epoch."""

    session: Session
    glyphs: Glyphs
    crash_log: CrashLog
    now: Callable[[], float]
