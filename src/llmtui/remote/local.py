"""LocalTransport: the cluster's commands and files are on this machine."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from .process import run_program
from .transport import FileStat, Result

#: Variables that change what Slurm's commands print or submit (squeue, sacct and sbatch manuals, ENVIRONMENT).
_SLURM_PREFIXES = (
    "SQUEUE_",
    "SACCT_",
    "SINFO_",
    "SCANCEL_",
    "SBATCH_",
    "SRUN_",
    "SALLOC_",
    "SLURM_",
    "SLURMD_",
)
#: Where the site's configuration is; without it the commands may not find their controller.
_KEPT = frozenset({"SLURM_CONF"})


def clean_environment(environment: Mapping[str, str], path_prefix: Path | None = None) -> dict[str, str]:
    """The environment for Slurm's commands: C messages, no Slurm options of the user's, `path_prefix` first on PATH."""
    kept = {name: value for name, value in environment.items() if name in _KEPT or not name.startswith(_SLURM_PREFIXES)}
    kept["LC_ALL"] = "C"
    if path_prefix is not None:
        kept["PATH"] = os.pathsep.join([str(path_prefix), kept.get("PATH", os.defpath)])
    return kept


class LocalTransport:
    """Runs commands as child processes; `path_prefix` is the folder of the embedded Slurm's commands."""

    def __init__(self, path_prefix: Path | None = None) -> None:
        self._path_prefix = path_prefix

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
            return Result("failed", 127, "", f"{argv[0]}: command not found")
        return run_program([found, *argv[1:]], environment=environment, cwd=cwd, stdin=stdin, timeout_s=timeout_s)

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

    def put_atomic(self, path: str, data: bytes, mode: int = 0o600) -> None:
        """Write beside the target, flush to disk, rename over it. Raises OSError."""
        write_atomic(Path(path), data, mode)

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        """Make a folder that must not exist yet; missing parents get the user's usual mode. Raises OSError."""
        folder = Path(path)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode)

    def copy_in(self, source: Path, path: str) -> None:
        """Copy a file or a folder with its modes, so that a program stays one; links are followed. Raises OSError."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)

    def close(self) -> None:
        """Nothing is held between two calls."""


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
