"""Packets of SFTP version 3 (draft-ietf-secsh-filexfer-02): numbers, and bytes from and to values."""

from __future__ import annotations

import errno
import os
import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from ...domain.remotetext import safe_line

VERSION = 3


class Kind(IntEnum):
    """What a packet asks or answers."""

    INIT = 1
    VERSION = 2
    OPEN = 3
    CLOSE = 4
    READ = 5
    WRITE = 6
    LSTAT = 7
    FSTAT = 8
    SETSTAT = 9
    OPENDIR = 11
    READDIR = 12
    REMOVE = 13
    MKDIR = 14
    STAT = 17
    RENAME = 18
    STATUS = 101
    HANDLE = 102
    DATA = 103
    NAME = 104
    ATTRS = 105
    EXTENDED = 200


class Flag(IntFlag):
    """How a file is opened."""

    READ = 1
    WRITE = 2
    CREATE = 8
    EXCLUSIVE = 32


class Status(IntEnum):
    """What came of a request; servers put every other error into FAILURE."""

    OK = 0
    EOF = 1
    NO_SUCH_FILE = 2
    PERMISSION_DENIED = 3
    FAILURE = 4
    BAD_MESSAGE = 5


_SIZE, _OWNER, _MODE, _TIMES, _EXTENDED = 1, 2, 4, 8, 0x80000000
_ERRNO = {Status.NO_SUCH_FILE: errno.ENOENT, Status.PERMISSION_DENIED: errno.EACCES}


class BadPacketError(OSError):
    """What came is no SFTP."""


@dataclass(frozen=True)
class Attributes:
    """Size in bytes, mode as of stat(2), modification time in seconds since the epoch; 0 for what was not told."""

    size: int = 0
    mode: int = 0
    mtime: float = 0.0


def string(data: bytes) -> bytes:
    """Its length and the bytes."""
    return struct.pack(">I", len(data)) + data


def path_bytes(path: str) -> bytes:
    """A path as a string of the protocol; bytes that are no UTF-8 go out as they came in."""
    return string(path.encode("utf-8", errors="surrogateescape"))


def mode_only(mode: int) -> bytes:
    """Attributes that tell of nothing but permissions."""
    return struct.pack(">II", _MODE, mode)


class Reader:
    """Takes values from the front of a packet. Raises BadPacketError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """Bytes that were not taken yet."""
        return len(self._data) - self._at

    def number(self) -> int:
        """Four bytes."""
        return int.from_bytes(self._bytes(4), "big")

    def long(self) -> int:
        """Eight bytes."""
        return int.from_bytes(self._bytes(8), "big")

    def string(self) -> bytes:
        """Bytes with their length before them."""
        return self._bytes(self.number())

    def text(self) -> str:
        """A string whose bytes may be no UTF-8."""
        return self.string().decode("utf-8", errors="surrogateescape")

    def attributes(self) -> Attributes:
        """What is told of a file."""
        flags = self.number()
        size = self.long() if flags & _SIZE else 0
        if flags & _OWNER:
            self._bytes(8)
        mode = self.number() if flags & _MODE else 0
        mtime = 0
        if flags & _TIMES:
            self._bytes(4)
            mtime = self.number()
        for _ in range(2 * self.number() if flags & _EXTENDED else 0):
            self.string()
        return Attributes(size, mode, float(mtime))

    def _bytes(self, count: int) -> bytes:
        found = self._data[self._at : self._at + count]
        if len(found) < count:
            raise BadPacketError("a packet of SFTP ends too soon")
        self._at += count
        return found


def error_of(status: Reader, path: str) -> OSError | EOFError | None:
    """The exception that a STATUS stands for; None for success."""
    code = status.number()
    if code == Status.OK:
        return None
    if code == Status.EOF:
        return EOFError()
    number = _ERRNO.get(Status(code)) if code in Status._value2member_map_ else None
    if number is not None:
        return OSError(number, os.strerror(number), path)
    said = safe_line(status.text() if status.left else "") or "Failure"
    return OSError(errno.EIO, f"the server says: {said}", path)
