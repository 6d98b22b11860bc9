"""Runs a program and sees everything that it writes to a terminal and reads from it."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import termios
from dataclasses import dataclass

from tests.hygiene.conftest import ROOT

_TYPED = b"typed ahead\n" * 5


@dataclass(frozen=True)
class Watched:
    """What came out, how many bytes of what was typed were read, and the exit code."""

    out: bytes
    err: bytes
    read: int
    code: int


def watch(words: list[str]) -> Watched:
    """Run it to its end."""
    reader, writer = os.pipe()
    try:
        os.write(writer, _TYPED)
        done = subprocess.run(
            words,
            stdin=reader,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            cwd=ROOT,
            timeout=120,
            check=False,
        )
        left = int(struct.unpack("i", fcntl.ioctl(reader, termios.FIONREAD, struct.pack("i", 0)))[0])
        return Watched(done.stdout, done.stderr, len(_TYPED) - left, done.returncode)
    finally:
        os.close(reader)
        os.close(writer)
