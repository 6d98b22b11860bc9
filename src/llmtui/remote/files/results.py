"""What a script's result means for files: its output, or the OSError that its complaint stands for."""

from __future__ import annotations

import errno
import os

from ..transport import LinkLostError, Result

#: What programs of a cluster say in the C locale, which every script has.
_SAID = {
    os.strerror(number): number
    for number in (
        errno.ENOENT,
        errno.EEXIST,
        errno.EACCES,
        errno.EPERM,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.ENAMETOOLONG,
        errno.ELOOP,
    )
}
#: dash has words of its own for a redirection that fails.
_SAID |= {"No such file": errno.ENOENT, "Directory nonexistent": errno.ENOENT}
#: Those that mean that there is no room.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def output(result: Result, path: str, *, alive: bool) -> str:
    """What the script printed. Raises OSError; LinkLostError where the link is what failed."""
    if result.outcome == "ok" and result.truncated:
        raise OSError(errno.EMSGSIZE, "the answer is too long", path)
    if result.outcome == "ok":
        return result.out.raw
    if result.outcome == "unknown":
        if not alive:
            raise LinkLostError(result.complaint)
        raise TimeoutError(errno.ETIMEDOUT, result.complaint, path)
    said = result.complaint
    for words, number in _SAID.items():
        # At the end alone: a path may hold the same words.
        if said.endswith(words):
            raise OSError(number, os.strerror(number), path)
    raise OSError(errno.EIO, said, path)
