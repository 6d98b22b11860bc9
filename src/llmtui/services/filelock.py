"""A lock that processes on one machine, and on several with one home, hold in turn."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAP_S = 0.01
#: A lock file of somebody who is not heard of for so long is broken, in seconds; the lock is held for milliseconds.
_STALE_S = 10.0
#: What file systems answer that have no flock (NFS without its lock daemon, some FUSE file systems).
_REFUSED = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EIO})


class LockBusyError(OSError):
    """Somebody else held the lock all the time."""


@contextmanager
def locked(path: Path, wait_s: float = 2.0) -> Iterator[None]:
    """Hold the lock at `path`. Raises LockBusyError after `wait_s` seconds, OSError where nothing can be written.

    Where the file system refuses flock, a hard link takes its place: making one is atomic on NFS too.
    """
    deadline = time.monotonic() + wait_s
    with open(path, "a") as file:
        try:
            _flock(file.fileno(), deadline)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
            with _linked(path, deadline):
                yield
            return
        yield


def _flock(descriptor: int, deadline: float) -> None:
    while not _has_flock(descriptor):
        _nap(deadline)


def _has_flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _linked(path: Path, deadline: float) -> Iterator[None]:
    mine = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    lock = path.with_name(f"{path.name}.held")
    mine.touch(mode=0o600)
    try:
        while not _link(mine, lock):
            _break_stale(mine, lock)
            _nap(deadline)
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                if os.path.samefile(mine, lock):
                    lock.unlink()
    finally:
        mine.unlink(missing_ok=True)


def _link(mine: Path, lock: Path) -> bool:
    """Whether the lock is ours: an NFS server may have made the link and its answer may be lost, so count links."""
    with suppress(OSError):
        os.link(mine, lock)
    return mine.stat().st_nlink == 2


def _break_stale(mine: Path, lock: Path) -> None:
    """Both times come from the file server's one clock."""
    with suppress(FileNotFoundError):
        os.utime(mine)
        if mine.stat().st_mtime - lock.stat().st_mtime > _STALE_S:
            # A rename to a name of one's own: only one of several can take it away.
            broken = lock.with_name(f"{mine.name}.broken")
            lock.rename(broken)
            broken.unlink()


def _nap(deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise LockBusyError(errno.EAGAIN, "another llmtui holds the lock")
    time.sleep(_NAP_S)
