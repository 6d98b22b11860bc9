"""Where the sockets of masters are: a folder that is the user's alone, with names short enough for a socket."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from ..errors import LoginRefusedError
from ..target import Target

#: A socket's path has 107 bytes on Linux and 103 elsewhere (sun_path); ssh first binds it with 17 more.
_LONGEST = 103 - 17
_NAME = 40
#: A path that ssh takes as it stands: no token, no variable, no quote.
_PLAIN = re.compile(r"/[A-Za-z0-9_./@+,=-]*", re.ASCII)
#: The last resort: TMPDIR may be as long as anything, and is on macOS.
_SHORT = Path("/tmp")
_numbers = itertools.count()


def folder_for(state_folder: Path) -> Path:
    """The folder, made if need be: in the state folder, or a temporary one where a path in there would not do.

    Raises LoginRefusedError when no path would do, and when the folder cannot be made or somebody else could get at it.
    """
    folder = _place(state_folder)
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise LoginRefusedError(f"{folder} is not a folder of yours", hint="remove it, then connect again")
        folder.chmod(0o700)
    except OSError as error:
        hint = "ssh's sockets are kept there: make room for it, or set LLMTUI_HOME to another folder"
        raise LoginRefusedError(f"{folder} cannot be made: {error.strerror}", hint=hint) from error
    _sweep(folder)
    return folder


def _place(state_folder: Path) -> Path:
    """The first of the places whose paths a socket can have. Raises LoginRefusedError."""
    own = f"llmtui-ssh-{os.getuid()}"
    places = (state_folder.absolute() / "ssh", Path(tempfile.gettempdir()) / own, _SHORT / own)
    for folder in places:
        if len(os.fsencode(folder)) + 1 + _NAME <= _LONGEST and _PLAIN.fullmatch(str(folder)):
            return folder
    raise LoginRefusedError(
        f"{places[0]} is too long for a socket, and so is {places[1]}", hint="set TMPDIR or LLMTUI_HOME to a short path"
    )


def users_socket(folder: Path, target: Target) -> Path:
    """Where a master that the user opens for this target listens."""
    return folder / _stem(target)


def new_socket(folder: Path, target: Target) -> Path:
    """Where a master of one transport listens; no other has the same."""
    return folder / f"{_stem(target)}-{os.getpid()}-{next(_numbers)}"


def _stem(target: Target) -> str:
    # The folder may be on a file system that other machines share; their sockets are not ours.
    where = "\n".join((target.alias, target.host, target.user, str(target.port)))
    return f"{_machine()}-{hashlib.sha256(where.encode()).hexdigest()[:12]}"


def _machine() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]


def _sweep(folder: Path) -> None:
    """Remove what masters that were killed have left: with such a socket in its way ssh makes no new one."""
    for path in folder.glob(f"{_machine()}-*"):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1.0)
            if probe.connect_ex(str(path)) == errno.ECONNREFUSED:
                path.unlink(missing_ok=True)
