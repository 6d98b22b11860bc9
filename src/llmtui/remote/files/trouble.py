"""After an upload that failed: nothing half-written stays, and the error tells of the room that is left."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from ...units import format_bytes
from ..transport import LinkLostError
from .reach import Run
from .results import FULL
from .scripts import clear, free, remove

#: Errors that a full disk or a used-up quota hides behind: SFTP has one word for all of them.
_MAYBE_FULL = FULL | {errno.EIO, None}
#: How long taking back may take, in seconds.
_CLEAR_S = 15.0


class Trouble:
    """Takes back what an upload wrote and words its error; on a dead link it can do neither."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def after_files(self, error: OSError, targets: Mapping[str, str]) -> OSError:
        """`targets` are the final paths by the name that each was written under."""
        if not self._cleared(error, remove(targets)):
            return error
        at = error.filename if isinstance(error.filename, str) else next(iter(targets.values()))
        return self._worded(error, targets.get(at, at))

    def after_folder(self, error: OSError, temp: str, target: str) -> OSError:
        """`temp` is what the folder was called while it came."""
        if not self._cleared(error, clear(temp)):
            return error
        at = error.filename if isinstance(error.filename, str) else target
        return self._worded(error, target + at[len(temp) :] if at.startswith(temp) else at)

    def _cleared(self, error: OSError, script: str) -> bool:
        """Whether the server could be told to take it back; where the link has gone, that is all there is to say."""
        self._run(script, timeout_s=_CLEAR_S)
        return not isinstance(error, LinkLostError)

    def _worded(self, error: OSError, path: str) -> OSError:
        reason = error.strerror or str(error)
        if error.errno not in _MAYBE_FULL:
            return OSError(error.errno, reason, path)
        told = self._run(free(path), timeout_s=15.0)
        room = told.out.raw.strip()
        left = f"{format_bytes(int(room) * 1024)} are free there" if room.isascii() and room.isdigit() else "disk full?"
        return OSError(error.errno or errno.EIO, f"{reason} ({left}; a quota of bytes or files may be used up)", path)
