"""Reading files that ssh_config names: a folder or a pipe in the place of one is an error, and never waited for."""

from __future__ import annotations

import errno
import os
import stat

_MOST = 1024**2


def content(path: str) -> tuple[str, os.stat_result]:
    """The first MiB of a file as text, and what it is. Raises OSError, for what is no regular file too."""
    # Without it, the open of a pipe that nobody writes to does not return.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(_MOST).decode("utf-8", errors="replace"), found
    finally:
        os.close(descriptor)
