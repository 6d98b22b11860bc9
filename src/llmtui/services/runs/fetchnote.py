"""What a fetch knows of the folder on this machine that it fills: whose results lie there, which files are its own."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from ...domain.record import JobRecord
from ...errors import RequestError
from ...remote.local import write_atomic
from .runfiles import RemoteFile

#: Lies in the folder; says which run it holds and how each file was when it came.
NOTE = ".llmtui-fetch.json"
LOCK = ".llmtui-fetch.lock"
#: File systems keep times to 2 s at the coarsest (FAT).
_SAME_TIME_S = 2.0


class Note:
    """One folder of fetched files. `files` maps a path below it to the size and mtime_ns that the file got here."""

    def __init__(self, folder: Path, run_id: str, files: dict[str, tuple[int, int]] | None = None) -> None:
        self.folder = folder
        self.run_id = run_id
        self._files = files or {}

    @classmethod
    def claim(cls, folder: Path, record: JobRecord) -> Note:
        """Make the folder, or go on in the one that an earlier fetch of this run filled. Raises RequestError, OSError.

        A folder that holds anything else is left alone.
        """
        note = _read(folder)
        if note is not None and note.run_id == record.id:
            return note
        if note is not None:
            raise RequestError(f"{folder} holds the results of run {note.run_id[:8]}", hint="name another folder")
        if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
            raise RequestError(f"{folder} has other things in it", hint="name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, record.id)
        made.save()
        return made

    def has(self, file: RemoteFile) -> bool:
        """Whether the file is here as it is on the cluster, by size and time."""
        found = _lstat(self.folder / file.path)
        if found is None or not stat.S_ISREG(found.st_mode):
            return False
        return found.st_size == file.size and abs(found.st_mtime - file.mtime) <= _SAME_TIME_S

    def may_write(self, path: str) -> bool:
        """Whether nothing is there, or what an earlier fetch brought and nobody has changed since."""
        found = _lstat(self.folder / path)
        return found is None or self._files.get(path) == (found.st_size, found.st_mtime_ns)

    def part(self, path: str) -> Path:
        """Where the file is while it is on its way."""
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        return (self.folder / path).with_name(f"{self._part_prefix}{name}.part")

    def clean(self, parents: set[Path]) -> None:
        """Remove what an earlier fetch that was killed left on its way, in these folders. Raises OSError."""
        for parent in parents:
            if parent.is_dir():
                for left in parent.iterdir():
                    if left.name.lstrip(".").startswith(self._part_prefix.lstrip(".")) and left.name.endswith(".part"):
                        left.unlink()

    def put(self, file: RemoteFile) -> int:
        """Give the file that has come its time and its name; returns its size. Raises FileExistsError, OSError."""
        part, target = self.part(file.path), self.folder / file.path
        moment = int(file.mtime * 1e9)
        os.utime(part, ns=(moment, moment))
        if not self.may_write(file.path):
            raise FileExistsError(17, "somebody else put a file there", str(target))
        os.replace(part, target)
        found = target.lstat()
        self._files[file.path] = found.st_size, found.st_mtime_ns
        return found.st_size

    def save(self) -> None:
        """Write it down in the folder. Raises OSError."""
        text = json.dumps({"run": self.run_id, "files": self._files}, indent=0)
        write_atomic(self.folder / NOTE, text.encode(), 0o600)

    @property
    def _part_prefix(self) -> str:
        return f".llmtui-{self.run_id[:8]}-"


def _lstat(path: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        return path.lstat()
    return None


def _read(folder: Path) -> Note | None:
    """The note in the folder; None where there is none, or one that is not whole and so tells nothing."""
    try:
        plain = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        files = {str(path): (int(size), int(moment)) for path, (size, moment) in plain["files"].items()}
        return Note(folder, str(plain["run"]), files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
