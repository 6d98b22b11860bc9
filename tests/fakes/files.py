"""Files in memory, as a transport shows them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llmtui.domain.remotetext import RemoteText
from llmtui.remote.transport import Entry, Facts, FileStat, Moved, Result

from .shell import run_script


class FakeFiles:
    """Folders are names that were made; files are bytes. `full` makes every write fail like a full disk."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.modes: dict[str, int] = {}
        self.full = False
        self.reads = 0

    @property
    def on_this_machine(self) -> bool:
        return True

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        if path not in self.contents:
            raise FileNotFoundError(2, "No such file or directory", path)
        self.reads += 1
        data = self.contents[path]
        return data[offset : offset + size], len(data)

    def stat(self, path: str) -> FileStat | None:
        data = self.contents.get(path)
        return None if data is None else FileStat(len(data), 0.0, False)

    @property
    def alive(self) -> bool:
        return True

    def facts(self) -> Facts:
        return Facts("login1", "alice", "/users/alice", {"SCRATCH": "/scratch/alice"})

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        return run_script(self.contents, text, values or {}, timeout_s)

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        names = sorted(name for name in self.contents if name.rpartition("/")[0] == path)
        return tuple(
            Entry(RemoteText(name.rpartition("/")[2]), FileStat(len(self.contents[name]), 0.0, False)) for name in names
        )

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        for name, (data, mode) in files.items():
            self.put_atomic(f"{folder}/{name}", data, mode)

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        if self.full:
            raise OSError(28, "No space left on device", path)
        self.contents[path] = data
        self.modes[path] = mode

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        if path in self.modes:
            raise FileExistsError(17, "File exists", path)
        self.modes[path] = mode

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        self.put_atomic(path, source.read_bytes())

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        data, size = self.read_at(path, 0, len(self.contents.get(path, b"")))
        target.write_bytes(data)
        if moved is not None:
            moved(size, size)

    def close(self) -> None:
        return
