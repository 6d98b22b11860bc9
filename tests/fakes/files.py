"""Files in memory, as a transport shows them."""

from __future__ import annotations

from pathlib import Path

from llmtui.remote.transport import FileStat


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

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        if self.full:
            raise OSError(28, "No space left on device", path)
        self.contents[path] = data
        self.modes[path] = mode

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        if path in self.modes:
            raise FileExistsError(17, "File exists", path)
        self.modes[path] = mode

    def copy_in(self, source: Path, path: str) -> None:
        self.put_atomic(path, source.read_bytes())

    def close(self) -> None:
        return
