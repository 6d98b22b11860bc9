"""What every way to a cluster can do: run a command, read and write files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

#: How much of each output stream a command may return, in bytes.
OUTPUT_CAP = 8 * 1024**2


@dataclass(frozen=True)
class Result:
    """How a command ended.

    `outcome` is "ok" (exit 0), "failed" (another exit code) or "unknown" (no end was seen: time limit or lost link; it
    may have had its effect). `truncated` says that output beyond OUTPUT_CAP was thrown away. `seconds` is its duration.
    """

    outcome: Literal["ok", "failed", "unknown"]
    exit_code: int | None
    out: str
    err: str
    truncated: bool = False
    seconds: float = 0.0

    @property
    def complaint(self) -> str:
        """Why it did not work, in one line; "" when it did."""
        if self.outcome == "ok":
            return ""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        return lines[-1] if lines else f"ended with exit code {self.exit_code}"


@dataclass(frozen=True)
class FileStat:
    """Size in bytes and modification time in seconds since the epoch."""

    size: int
    mtime: float
    is_folder: bool


class Files(Protocol):
    """The files of one cluster; safe to call from several threads, and every call ends within its time limit."""

    @property
    def on_this_machine(self) -> bool:
        """Whether paths on the cluster are paths on this machine."""

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the file's whole size. Raises OSError."""

    def stat(self, path: str) -> FileStat | None:
        """What is at `path`, None when nothing is. Raises OSError when that cannot be told."""

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """Write a file so that a reader sees all of it or nothing. Raises OSError."""

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """Make a folder that must not exist yet, and its parents. Raises OSError."""

    def copy_in(self, source: Path, path: str) -> None:
        """Copy a file or folder of this machine to `path` on the cluster. Raises OSError."""

    def close(self) -> None:
        """Let go of whatever is held; the transport is not used afterwards."""


class Transport(Files, Protocol):
    """One way to one cluster: its files and its commands."""

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        """Run one command and wait for its end; nothing is ever run a second time."""
