"""A draft's files in a folder of this machine, from which `sbatch job.sh` submits the job without llmtui."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ..domain.bundle import MANIFEST, JobBundle
from ..errors import LlmtuiError, RequestError
from ..remote.local import write_atomic
from ..render.readme import README, readme
from ..units import format_bytes
from .preview import Draft
from .submission.upload import files_below

_CHUNK = 4 * 1024**2
#: Seconds between two words on how far a copy is.
_EVERY_S = 0.5
_INPUTS = "inputs"

Progress = Callable[[str], None]


def export(
    draft: Draft, folder: Path, *, progress: Progress, overwrite: bool = False, stop: Callable[[], bool] = lambda: False
) -> list[str]:
    """Copy the inputs that are not used in place and write the job's files; returns their paths inside the folder.

    Raises RequestError when the folder cannot be written, or has other things in it and `overwrite` is not set;
    LlmtuiError when `stop` says so in the middle of it, which leaves the folder incomplete.
    """
    try:
        others = () if overwrite else in_the_way(folder)
        if others:
            message = f"{folder} has other things in it: {_listed(others)}"
            raise RequestError(message, hint="name another folder, or render with --force")
        folder.mkdir(parents=True, exist_ok=True)
        return _write(draft, folder, _Copies(draft.bundle, progress, stop))
    except OSError as error:
        where = error.filename or folder
        raise RequestError(f"cannot write {where}: {error.strerror or error}", hint="name another folder") from error


def in_the_way(folder: Path) -> tuple[str, ...]:
    """What is in the folder and was not written there by an export, or was changed since. Raises OSError."""
    if not folder.exists():
        return ()
    sums = _sums(folder / MANIFEST)
    ours = {MANIFEST, README, _INPUTS} if sums else set()
    return tuple(
        entry.name + (", changed there" if entry.name in sums else "")
        for entry in sorted(folder.iterdir())
        if entry.name not in ours and not (entry.name in sums and entry.is_file() and _sum(entry) == sums[entry.name])
    )


def names_in_the_way(folder: Path) -> tuple[str, ...]:
    """The same, with a RequestError for a folder that cannot be read."""
    try:
        return in_the_way(folder)
    except OSError as error:
        raise RequestError(f"cannot write {folder}: {error.strerror or error}", hint="name another folder") from error


def size_of_inputs(bundle: JobBundle) -> int:
    """Bytes that an export copies; what cannot be read counts nothing, the copy says so."""
    sizes = (path for found in bundle.copied for path, _ in _files(Path(found.source)) if path.exists())
    return sum(path.stat().st_size for path in sizes)


def _write(draft: Draft, folder: Path, copies: _Copies) -> list[str]:
    names = []
    for found in draft.bundle.copied:
        for source, below in _files(Path(found.source)):
            copies.copy(source, folder / found.path / below)
        names.append(found.path)
    edited = [applied.file for applied in draft.edited]
    files = {**draft.bundle.files, README: readme(draft.plan, draft.bundle, edited).encode("utf-8", "replace")}
    for name, data in files.items():
        write_atomic(folder / name, data, 0o700 if name.endswith(".sh") else 0o600)
        names.append(name)
    return names


class _Copies:
    """Copies files in pieces, tells how far that is, and stops between two pieces."""

    def __init__(self, bundle: JobBundle, progress: Progress, stop: Callable[[], bool]) -> None:
        self._all = size_of_inputs(bundle)
        self._progress = progress
        self._stop = stop
        self._done = 0
        self._told = 0.0

    def copy(self, source: Path, target: Path) -> None:
        """One file, which is whole or not there. Raises OSError, LlmtuiError."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_name(f".{target.name}.part")
        try:
            with open(source, "rb") as reader, open(part, "wb") as writer:
                while piece := reader.read(_CHUNK):
                    self._go_on(source.name)
                    writer.write(piece)
                    self._done += len(piece)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _go_on(self, name: str) -> None:
        if self._stop():
            raise LlmtuiError("the export was stopped", hint="its folder is not complete")
        now = time.monotonic()
        if now - self._told >= _EVERY_S:
            self._told = now
            self._progress(f"copying {name}: {format_bytes(self._done)} of {format_bytes(self._all)}")


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    """Every file of an input with its path below it, "" for an input that is one file; links are followed once."""
    if not source.is_dir():
        yield source, ""
        return
    for below, path in files_below(source):
        yield path, below


def _sums(manifest: Path) -> dict[str, str]:
    """What a manifest says of its files; nothing when there is none that can be read."""
    try:
        listed = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in listed.items()} if isinstance(listed, dict) else {}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
