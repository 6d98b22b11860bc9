"""Give a file that is whole its name, unless something has that name: also where there are no hard links."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

#: What link(2) and renameat2(2) say where the file system, or the kernel's way to it, has no such thing. FAT and exFAT
#: say EPERM to a link, as the manual has it; SMB, FUSE and NFS servers the others.
_CANNOT = frozenset(
    {
        errno.EPERM,
        errno.EACCES,
        errno.ENOSYS,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.EMLINK,
        errno.EXDEV,
        errno.EINVAL,
        errno.ENOTTY,
    }
)
#: linux/fcntl.h and linux/fs.h.
_AT_FDCWD, _RENAME_NOREPLACE = -100, 1


def give_name(part: Path, target: Path) -> None:
    """Move `part`, which nobody else knows, to `target` beside it. Raises FileExistsError, other OSErrors.

    `part` may stay as a second name. Never is anything replaced that somebody else put there.
    """
    if not (_worked(_link, part, target) or _worked(_rename_new, part, target)):
        _rename_over_own(part, target)


def _worked(way: Callable[[Path, Path], None], part: Path, target: Path) -> bool:
    """False where the file system has no such way. Raises OSError."""
    try:
        way(part, target)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        return False
    return True


def _link(part: Path, target: Path) -> None:
    # A link fails where a rename would replace what is there.
    os.link(part, target)


def _rename_new(part: Path, target: Path) -> None:
    rename = _renameat2()
    number = errno.ENOSYS if rename is None else rename(os.fsencode(part), os.fsencode(target))
    if number:
        raise OSError(number, os.strerror(number), str(target))


def _rename_over_own(part: Path, target: Path) -> None:
    """An empty file takes the name, which only works for one; the whole file is renamed over that one."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if not _is_ours(descriptor, target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        try:
            os.rename(part, target)
        except OSError:
            if _is_ours(descriptor, target):
                os.unlink(target)
            raise
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int, target: Path) -> bool:
    """Whether the name is still that of the empty file."""
    try:
        there = os.lstat(target)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there) and there.st_size == 0


@cache
def _renameat2() -> Callable[[bytes, bytes], int] | None:
    """Renames unless the new name is taken; returns errno. None where the C library cannot (macOS, an old musl)."""
    # Most file systems have links, and the start of llmtui does not wait for what only the others need.
    import ctypes

    try:
        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    found.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    found.restype = ctypes.c_int

    def rename(part: bytes, target: bytes) -> int:
        failed = found(_AT_FDCWD, part, _AT_FDCWD, target, _RENAME_NOREPLACE) != 0
        return ctypes.get_errno() if failed else 0

    return rename
