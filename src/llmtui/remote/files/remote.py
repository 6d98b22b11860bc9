"""RemoteFiles: the files of one cluster, over whatever its server offers."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ...domain.remotetext import RemoteText
from ..local import store_new
from ..sftp.calls import Sftp
from ..sftp.packets import Attributes
from ..transport import Entry, FileStat, Moved
from .byshell import ByShell
from .folder import Count, send_folder
from .names import parents, temporary
from .reach import Reach, Run
from .results import output
from .scripts import Step, finish
from .trouble import Trouble

#: How long comparing and renaming may take, in seconds.
_FINISH_S = 120.0


class RemoteFiles:
    """Implements transport.Files over scripts (`run`) and SFTP (`sftp` gives None where the server has none).

    `alive` tells whether the link still stands.
    """

    def __init__(self, run: Run, sftp: Callable[[], Sftp | None], alive: Callable[[], bool]) -> None:
        self._run = run
        self._opened_sftp = sftp
        self._alive = alive
        self._by_shell = ByShell(run, alive)
        self._trouble = Trouble(run)

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the file's whole size. Raises OSError."""
        return self._reach().read_at(path, offset, size)

    def stat(self, path: str) -> FileStat | None:
        """What is at `path`, None when nothing is. Raises OSError when that cannot be told."""
        found = self._reach().attributes(path)
        return None if found is None else _stat(found)

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        """What is in a folder, in the order of the names. Raises OSError."""
        found = sorted(self._reach().list_folder(path), key=lambda item: item[0])
        return tuple(Entry(RemoteText(name), _stat(there), stat.S_ISLNK(there.mode)) for name, there in found)

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """Make a folder that must not exist yet; missing parents get the user's usual mode. Raises OSError."""
        reach = self._reach()
        try:
            reach.mkdir(path, mode)
        except FileNotFoundError:
            reach.mkdirs(parents(path), 0o777)
            reach.mkdir(path, mode)

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """put_files for one file."""
        folder, name = os.path.split(path)
        self.put_files(folder, {name: (data, mode)})

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        """Write all files beside their names, compare all, rename all: three round trips. Raises OSError."""
        targets = {name: os.path.join(folder, name) for name in files}
        steps = [Step.of(targets[name], mode, data) for name, (data, mode) in files.items()]
        pieces = {step.temp: (data,) for step, (data, _) in zip(steps, files.values(), strict=True)}
        self._store(steps, pieces, lambda size: None)

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        """Copy a file or a folder with its modes, so that a program stays one; links are followed. Raises OSError.

        A file replaces what is there; a folder must not exist. Either appears under its name once it is whole.
        """
        if source.is_dir():
            temp = temporary(path)
            try:
                script = send_folder(self._reach(), source, temp, path, moved)
                output(self._run(script, timeout_s=_FINISH_S), path, alive=self._alive())
            except OSError as error:
                raise self._trouble.after_folder(error, temp, path) from error
            return
        with source.open("rb") as file:
            here = os.fstat(file.fileno())
            step = Step(temporary(path), path, stat.S_IMODE(here.st_mode) & 0o777, size=here.st_size)
            self._store([step], {step.temp: _blocks(file.fileno(), here.st_size)}, Count(here.st_size, moved))

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        """Copy one file, links not followed, to a path that must not exist. Raises OSError."""
        reach = self._reach()
        found = reach.attributes(path, follow=False)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if stat.S_ISLNK(found.mode):
            raise OSError(errno.ELOOP, "it is a link, and links are not followed", path)
        if not stat.S_ISREG(found.mode):
            raise OSError(errno.EINVAL, "it is no file", path)
        store_new(target, _all_of(reach, path, found.size), found.size, moved)

    def _store(self, steps: list[Step], pieces: Mapping[str, Iterable[bytes]], wrote: Callable[[int], None]) -> None:
        reach = self._reach()
        try:
            try:
                reach.write_new(pieces.items(), wrote)
            except FileNotFoundError:
                # The usual case, in which the folder is there, costs no round trip for this.
                reach.remove(pieces)
                reach.mkdirs(dict.fromkeys(above for step in steps for above in parents(step.target)), 0o700)
                reach.write_new(pieces.items(), wrote)
            output(self._run(finish(steps), timeout_s=_FINISH_S), os.path.dirname(steps[0].target), alive=self._alive())
        except OSError as error:
            raise self._trouble.after_files(error, {step.temp: step.target for step in steps}) from error

    def _reach(self) -> Reach:
        return self._opened_sftp() or self._by_shell


def _stat(found: Attributes) -> FileStat:
    return FileStat(found.size, found.mtime, stat.S_ISDIR(found.mode))


def _blocks(descriptor: int, size: int) -> Iterable[bytes]:
    """The first `size` bytes of a file here; may be walked through again."""

    class Blocks:
        def __iter__(self) -> Iterator[bytes]:
            for start in range(0, size, 2**20):
                yield os.pread(descriptor, min(2**20, size - start), start)

    return Blocks()


def _all_of(reach: Reach, path: str, size: int) -> Iterator[bytes]:
    done = 0
    for piece in reach.pieces(path, size):
        done += len(piece)
        yield piece
    if done != size:
        raise OSError(errno.EIO, "it became shorter while it was copied", path)
