"""What every way to a cluster can do: run a command or a script, read and write files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ..domain.remotetext import RemoteText

#: How much of each output stream a command may return, in bytes.
OUTPUT_CAP = 8 * 1024**2

#: Told how many bytes of how many have been moved.
Moved = Callable[[int, int], None]


class LinkLostError(OSError):
    """The connection is gone; whether the request had its effect is not known."""


@dataclass(frozen=True)
class Result:
    """How a command ended.

    `outcome` is "ok" (exit 0), "failed" (another exit code) or "unknown" (no end was seen: time limit or lost link; it
    may have had its effect). `truncated` says that output beyond OUTPUT_CAP was thrown away. `seconds` is its duration.
    """

    outcome: Literal["ok", "failed", "unknown"]
    exit_code: int | None
    out: RemoteText
    err: RemoteText
    truncated: bool = False
    seconds: float = 0.0

    @classmethod
    def said(
        cls,
        outcome: Literal["ok", "failed", "unknown"],
        exit_code: int | None,
        out: str,
        err: str,
        truncated: bool = False,
        seconds: float = 0.0,
    ) -> Result:
        """A result from what came over the line."""
        return cls(outcome, exit_code, RemoteText(out), RemoteText(err), truncated, seconds)

    @property
    def complaint(self) -> str:
        """Why it did not work, in one safe line; "" when it did."""
        if self.outcome == "ok":
            return ""
        lines = self.err.lines()
        return lines[-1] if lines else f"ended with exit code {self.exit_code}"


@dataclass(frozen=True)
class FileStat:
    """Size in bytes and modification time in seconds since the epoch."""

    size: int
    mtime: float
    is_folder: bool


@dataclass(frozen=True)
class Entry:
    """One thing in a folder; `is_link` tells of a symbolic link, which is never followed here."""

    name: RemoteText
    stat: FileStat
    is_link: bool = False


@dataclass(frozen=True)
class Facts:
    """What was learnt at login: host name, user, home, the variables of a login shell, how far its clock is ahead.

    Host, user and home are safe to show; a variable is not, before it was checked. `clock_ahead_s` is the cluster's
    clock minus this machine's, in seconds.
    """

    host: str
    user: str
    home: str
    environment: Mapping[str, str]
    clock_ahead_s: float = 0.0


class Files(Protocol):
    """The files of one cluster; safe to call from several threads, and every call ends within its time limit.

    A method that raises OSError raises LinkLostError when the connection is what failed.
    """

    @property
    def on_this_machine(self) -> bool:
        """Whether paths on the cluster are paths on this machine."""

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the file's whole size. Raises OSError."""

    def stat(self, path: str) -> FileStat | None:
        """What is at `path`, None when nothing is. Raises OSError when that cannot be told."""

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        """What is in a folder, in the order of the names. Raises OSError."""

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        """Write files (relative name to bytes and mode) so that a reader sees each whole or not at all.

        Each is written under another name, compared by sha256 with what was to be written, then renamed. Raises
        OSError, whose text tells of the free space where that may be the reason; no half-written file is left.
        """

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """put_files for one file."""

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """Make a folder that must not exist yet, and its parents. Raises FileExistsError, OSError."""

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        """Copy a file or folder of this machine to `path` on the cluster; links are followed. Raises OSError."""

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        """Copy one file of the cluster to a path that must not exist here, mode 0600. Raises OSError.

        A link is not followed. The file appears under its name once it is whole.
        """

    def close(self) -> None:
        """Let go of whatever is held; waiting calls return, and the transport is not used afterwards."""


class Transport(Files, Protocol):
    """One way to one cluster: its files and its commands."""

    @property
    def alive(self) -> bool:
        """Whether calls can still get through; once False, another transport has to be opened."""

    def facts(self) -> Facts:
        """What the cluster says of itself; asked once. Raises OSError."""

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        """Run one command and wait for its end; nothing is ever run a second time."""

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        """Run a script of /bin/sh, with `values` as variables of its own; nothing is ever run a second time.

        It runs whole or, when the line breaks before its end has come, not at all. Its standard input is empty.
        """
