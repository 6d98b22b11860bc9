"""The data types of the SSH protocol (RFC 4251, section 5), as far as keys and certificates need them."""

from __future__ import annotations

import struct


class WireError(ValueError):
    """The bytes end early or are none of the kind that was expected."""


class Wire:
    """Reads one value after the other from bytes. Raises WireError where they end early."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at(self) -> int:
        """How many bytes were read."""
        return self._at

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._data)

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        end = self._at + size
        if end > len(self._data):
            raise WireError("the data ends early")
        found, self._at = self._data[self._at : end], end
        return found

    def byte(self) -> int:
        """One byte."""
        return self.take(1)[0]

    def uint32(self) -> int:
        """A number of four bytes."""
        return int(struct.unpack(">I", self.take(4))[0])

    def uint64(self) -> int:
        """A number of eight bytes."""
        return int(struct.unpack(">Q", self.take(8))[0])

    def string(self) -> bytes:
        """Bytes with their length before them."""
        return self.take(self.uint32())

    def skip(self, strings: int) -> None:
        """Read that many strings and drop them."""
        for _ in range(strings):
            self.string()

    def text(self) -> str:
        """A string as text; bytes that are no UTF-8 are replaced."""
        return self.string().decode("utf-8", errors="replace")


def packed(*values: bytes) -> bytes:
    """Strings, each with its length before it."""
    return b"".join(struct.pack(">I", len(value)) + value for value in values)
