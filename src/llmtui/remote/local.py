"""LocalTransport: the cluster's commands and files are on this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..domain.remotetext import RemoteText
from .facts import checked
from .framing import KEPT, SLURM_PREFIXES, frame, new_nonce, read
from .newname import give_name
from .process import Children, run_bytes, run_program
from .transport import Entry, Facts, FileStat, Moved, Result
from .userpath import home

#: How much is copied at once, in bytes.
_PIECE = 1024**2


def clean_environment(environment: Mapping[str, str], path_prefix: Path | None = None) -> dict[str, str]:
    """The environment for Slurm's commands: C messages, no Slurm options of the user's, `path_prefix` first on PATH."""
    kept = {name: value for name, value in environment.items() if name in KEPT or not name.startswith(SLURM_PREFIXES)}
    kept["LC_ALL"] = "C"
    if path_prefix is not None:
        kept["PATH"] = os.pathsep.join([str(path_prefix), kept.get("PATH", os.defpath)])
    return kept


class LocalTransport:
    """Runs commands as child processes; `path_prefix` is the folder of the embedded Slurm's commands."""

    def __init__(self, path_prefix: Path | None = None) -> None:
        self._path_prefix = path_prefix
        self._children = Children()

    @property
    def on_this_machine(self) -> bool:
        """Always: the paths are this machine's."""
        return True

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        """Run one command in a session of its own and wait for its end, at most `timeout_s` seconds."""
        environment = clean_environment(os.environ, self._path_prefix)
        # The parent's PATH decides where a bare name is found, so the look-up is made with the child's.
        found = shutil.which(argv[0], path=environment.get("PATH"))
        if found is None:
            return Result.said("failed", 127, "", f"{argv[0]}: command not found")
        return run_program(
            [found, *argv[1:]],
            environment=environment,
            cwd=cwd,
            stdin=stdin,
            timeout_s=timeout_s,
            children=self._children,
        )

    @property
    def alive(self) -> bool:
        """Until it is closed: there is no line that could break."""
        return not self._children.stopped

    def facts(self) -> Facts:
        """This machine's own. Raises OSError, RequestError where no home is known."""
        user = pwd.getpwuid(os.getuid())
        return checked(Facts(socket.gethostname(), user.pw_name, str(home()), dict(os.environ)))

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        """Run a script of /bin/sh in a session of its own and wait for its end, at most `timeout_s` seconds."""
        nonce = new_nonce()
        done = run_bytes(
            ["/bin/sh"],
            environment=clean_environment(os.environ, self._path_prefix),
            cwd=None,
            stdin=frame(text, nonce, values=values),
            timeout_s=timeout_s,
            children=self._children,
        )
        return read(done.out, done.err, nonce, truncated=done.truncated, seconds=done.seconds, lost=done.problem)

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the file's whole size. Raises OSError."""
        with open(path, "rb", buffering=0) as file:
            whole = os.fstat(file.fileno()).st_size
            file.seek(offset)
            return file.read(size) or b"", whole

    def stat(self, path: str) -> FileStat | None:
        """What is at `path`, None when nothing is. Raises OSError when that cannot be told."""
        try:
            found = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return FileStat(found.st_size, found.st_mtime, stat.S_ISDIR(found.st_mode))

    def list_folder(self, path: str) -> tuple[Entry, ...]:
        """What is in a folder, in the order of the names. Raises OSError."""
        with os.scandir(path) as found:
            entries = [_entry(item) for item in sorted(found, key=lambda item: item.name)]
        return tuple(entry for entry in entries if entry is not None)

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        """Write each file beside its name, flush it to disk, rename it. Raises OSError."""
        for name, (data, mode) in files.items():
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomic(target, data, mode)

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """Write beside the target, flush to disk, rename over it. Raises OSError."""
        write_atomic(Path(path), data, mode)

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """Make a folder that must not exist yet; missing parents get the user's usual mode. Raises OSError."""
        folder = Path(path)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode)

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        """Copy a file or a folder with its modes, so that a program stays one; links are followed. Raises OSError."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
        if moved is not None:
            size = sum(file.stat().st_size for file in (target, *target.rglob("*")) if file.is_file())
            moved(size, size)

    def copy_out(self, path: str, target: Path, moved: Moved | None = None) -> None:
        """Copy one file, links not followed, to a path that must not exist. Raises OSError."""
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as source:
            size = os.fstat(source.fileno()).st_size
            store_new(target, iter(lambda: source.read(_PIECE), b""), size, moved)

    def close(self) -> None:
        """End every command that runs, so that who waits for one comes back; a later one does not begin.

        What sbatch was begun with goes on: it has a session of its own.
        """
        self._children.stop()


def store_new(target: Path, pieces: Iterable[bytes], size: int, moved: Moved | None) -> None:
    """Write what comes to a new file of mode 0600 that appears under its name once whole. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        done = 0
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
                done += len(piece)
                if moved is not None:
                    moved(done, max(size, done))
        give_name(Path(name), target)
    finally:
        # Where it was renamed it has no second name.
        with suppress(FileNotFoundError):
            os.unlink(name)


def _entry(item: os.DirEntry[str]) -> Entry | None:
    """None for what has gone meanwhile."""
    try:
        found = item.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    there = FileStat(found.st_size, found.st_mtime, stat.S_ISDIR(found.st_mode))
    return Entry(RemoteText(item.name), there, stat.S_ISLNK(found.st_mode))


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is either whole or not there, also after a crash. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
