"""Fields cut and padded by bytes, as Slurm's commands do (a name may be cut within a character)."""

from __future__ import annotations

import sys


def encode(text: str) -> bytes:
    """The bytes of a text that may hold undecodable ones."""
    return text.encode("utf-8", "surrogateescape")


def emit(line: bytes) -> None:
    """Write one line to stdout."""
    sys.stdout.buffer.write(line + b"\n")


def fit(text: str, width: int, *, right: bool = False) -> bytes:
    """Exactly `width` bytes; 0 is as long as it is."""
    data = encode(text)
    if width <= 0:
        return data
    return data.rjust(width)[:width] if right else data[:width].ljust(width)
