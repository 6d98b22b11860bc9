"""What every screen is given: the session, the characters to draw with, and the file for tracebacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .glyphs import Glyphs
from .work import CrashLog

if TYPE_CHECKING:
    from ..services.session import Session


@dataclass(frozen=True)
class Context:
    """Made once by the app."""

    session: Session
    glyphs: Glyphs
    crash_log: CrashLog
