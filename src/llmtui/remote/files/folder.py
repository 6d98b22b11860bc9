"""A whole folder to the cluster: written under another name, renamed once all of it has arrived."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ..transport import Moved
from .names import parents
from .reach import Reach
from .scripts import finish_folder

#: How many files are open at the server at once.
_TOGETHER = 16
_BLOCK = 2**20


class Count:
    """Adds up what arrived and tells it."""

    def __init__(self, size: int, moved: Moved | None) -> None:
        self._size = size
        self._moved = moved
        self._done = 0

    def __call__(self, size: int) -> None:
        self._done += size
        if self._moved is not None:
            self._moved(min(self._done, self._size), self._size)


def send_folder(reach: Reach, source: Path, temp: str, target: str, moved: Moved | None) -> str:
    """Write all of `source` to `temp`; the script that checks it and renames it to `target`. Raises OSError."""
    folders, files = tree(source)
    size = sum(found.st_size for found in files.values())
    try:
        reach.mkdir(temp, 0o700)
    except FileNotFoundError:
        reach.mkdirs(parents(temp), 0o700)
        reach.mkdir(temp, 0o700)
    reach.mkdirs((f"{temp}/{name}" for name in folders if name != "."), 0o700)
    count = Count(size, moved)
    names = list(files)
    for start in range(0, len(names), _TOGETHER):
        some = names[start : start + _TOGETHER]
        reach.write_new([(f"{temp}/{name}", _blocks(source / name)) for name in some], count)
    modes = {name: found.st_mode for name, found in files.items()}
    modes |= {name: found.st_mode for name, found in reversed(folders.items())}
    wanted = {name: stat.S_IMODE(mode) & 0o777 for name, mode in modes.items()}
    return finish_folder(temp, target, wanted, len(files), size)


def tree(source: Path) -> tuple[dict[str, os.stat_result], dict[str, os.stat_result]]:
    """Folders, those above first, and files, links followed, by their path under `source`. Raises OSError."""
    folders: dict[str, os.stat_result] = {}
    files: dict[str, os.stat_result] = {}

    def look(folder: Path, name: str, above: frozenset[tuple[int, int]]) -> None:
        here = folder.stat()
        identity = (here.st_dev, here.st_ino)
        if identity in above:
            raise OSError(errno.ELOOP, "links lead in a circle", str(folder))
        folders[name] = here
        for item in sorted(os.listdir(folder)):
            path, inner = folder / item, item if name == "." else f"{name}/{item}"
            found = path.stat()
            if stat.S_ISDIR(found.st_mode):
                look(path, inner, above | {identity})
            elif stat.S_ISREG(found.st_mode):
                files[inner] = found
            else:
                raise OSError(errno.EINVAL, "it is neither a file nor a folder", str(path))

    look(source, ".", frozenset())
    return folders, files


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(_BLOCK):
            yield data
