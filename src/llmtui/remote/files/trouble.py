"""After an upload that failed: nothing half-written stays, and the error tells of the room that is left."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from contextlib import suppress

from ...units import format_bytes
from ..transport import LinkLostError
from .reach import Reach, Run
from .results import FULL
from .scripts import clear, free

#: Errors that a full disk or a used-up quota hides behind: SFTP has one word for all of them.
_MAYBE_FULL = FULL | {errno.EIO, None}


class Trouble:
    """Takes back what an upload wrote and words its error; on a dead link it can do neither."""

    def __init__(self, run: Run, alive: Callable[[], bool]) -> None:
        self._run = run
        self._alive = alive

    def after_files(self, error: OSError, targets: Mapping[str, str], reach: Callable[[], Reach]) -> OSError:
        """`targets` are the final paths by the name that each was written under."""
        if not self._alive():
            return _lost(error)
        with suppress(OSError):
            reach().remove(targets)
        at = error.filename if isinstance(error.filename, str) else next(iter(targets.values()))
        return self._worded(error, targets.get(at, at))

    def after_folder(self, error: OSError, temp: str, target: str) -> OSError:
        """`temp` is what the folder was called while it came."""
        if not self._alive():
            return _lost(error)
        self._run(clear(temp), timeout_s=60.0)
        at = error.filename if isinstance(error.filename, str) else target
        return self._worded(error, target + at[len(temp) :] if at.startswith(temp) else at)

    def _worded(self, error: OSError, path: str) -> OSError:
        reason = error.strerror or str(error)
        if error.errno not in _MAYBE_FULL:
            return OSError(error.errno, reason, path)
        told = self._run(free(path), timeout_s=15.0)
        room = told.out.raw.strip()
        left = f"{format_bytes(int(room) * 1024)} are free there" if room.isascii() and room.isdigit() else "disk full?"
        return OSError(error.errno or errno.EIO, f"{reason} ({left}; a quota of bytes or files may be used up)", path)


def _lost(error: OSError) -> LinkLostError:
    return error if isinstance(error, LinkLostError) else LinkLostError(str(error))
