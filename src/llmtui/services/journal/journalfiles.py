"""The journal's files: written whole, read once. What was read is known again by the stamp of its file."""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ...domain.record import JobRecord
from ...errors import JournalError
from .codec import from_plain, kept_plain
from .index import Index, Stamp

RUN_ID = re.compile(r"[0-9a-f]{32}")
_VERSION = 1
_NEWER = "a newer llmtui wrote it, in a form that this one does not know"
_SUFFIX = ".json"
_UNFINISHED = ".tmp"
#: A file that some writer left unfinished is removed after so long, in seconds.
_LEFT_S = 3600.0
#: A file may be changed again within one tick of its file system's clock, which the stamp would not show. Clocks that
#: count below the millisecond tick every few milliseconds; the coarsest of the others (FAT) every two seconds.
_FINE_TICK_NS, _COARSE_TICK_NS = 100_000_000, 2_500_000_000


class JournalFiles:
    """One folder of records; safe for several threads. Who writes holds the journal's lock."""

    def __init__(self, folder: Path, index: Index | None) -> None:
        self.folder = folder
        self._index = index
        self._guard = threading.Lock()
        self._known: dict[str, tuple[Stamp, JobRecord]] = {}
        self._opened = False

    def path(self, run_id: str) -> Path:
        """The file of one run."""
        return self.folder / f"{run_id}{_SUFFIX}"

    def read_all(self) -> list[JobRecord | str]:
        """Each record, or what is wrong with its file, in the order of the names."""
        try:
            stamps = dict(sorted(_listing(self.folder)))
        except OSError as error:
            return [f"{self.folder} cannot be read: {error.strerror or error}"]
        known = self._all_known(stamps)
        found: list[JobRecord | str] = []
        new: dict[str, tuple[Stamp, JobRecord]] = {}
        for name, stamp in stamps.items():
            if name in known and known[name][0] == stamp:
                found.append(known[name][1])
                continue
            read = _try_read(self.folder / name)
            if read is None:
                continue
            if isinstance(read, str):
                found.append(read)
                continue
            found.append(read[1])
            if _settled(read[0]):
                new[name] = read
        self._learn(new, [name for name in known if name not in stamps])
        return found

    def read(self, run_id: str) -> JobRecord | str | None:
        """One record, what is wrong with its file, or None when it is not there."""
        path = self.path(run_id)
        if not RUN_ID.fullmatch(run_id):
            return None
        with suppress(OSError), self._guard:
            known = self._known.get(path.name)
            if known is not None and known[0] == _stamp(os.stat(path)):
                return known[1]
        read = _try_read(path)
        return read[1] if isinstance(read, tuple) else read

    def write(self, records: Iterable[JobRecord]) -> None:
        """Put records on disk, each whole and flushed before it replaces the old one.

        What a newer llmtui wrote into a record stays there. Raises OSError, and JournalError where that cannot be.
        """
        beside: list[tuple[Path, Path]] = []
        try:
            for record in records:
                target = self.path(record.id)
                name = self.folder / f".{target.name}.{secrets.token_hex(4)}{_UNFINISHED}"
                beside.append((name, target))
                _write_new(name, _encode(record, _raw(target)))
            while beside:
                os.replace(*beside[0])
                del beside[0]
        finally:
            for name, _ in beside:
                with suppress(FileNotFoundError):
                    os.unlink(name)
        _flush(self.folder)

    def _all_known(self, stamps: Mapping[str, Stamp]) -> dict[str, tuple[Stamp, JobRecord]]:
        """What needs no reading; the index is asked once, when there is something to read."""
        with self._guard:
            first, self._opened = not self._opened, True
            known = dict(self._known)
        if first and self._index is not None and stamps:
            known = {**self._index.read(), **known}
            with self._guard:
                self._known = dict(known)
        return known

    def _learn(self, new: Mapping[str, tuple[Stamp, JobRecord]], gone: list[str]) -> None:
        if not new and not gone:
            return
        with self._guard:
            self._known.update(new)
            for name in gone:
                self._known.pop(name, None)
        if self._index is not None:
            self._index.write(new, gone)


def _listing(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Name and stamp of each record's file; what a writer that was killed left unfinished is removed."""
    with suppress(FileNotFoundError), os.scandir(folder) as found:
        for item in found:
            with suppress(FileNotFoundError):
                if item.name.endswith(_SUFFIX) and not item.name.startswith("."):
                    yield item.name, _stamp(item.stat())
                elif item.name.endswith(_UNFINISHED) and time.time() - item.stat().st_mtime > _LEFT_S:
                    _remove(item.path)


def _remove(path: str) -> None:
    # In a home that is read-only it stays, and does no harm.
    with suppress(OSError):
        os.unlink(path)


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settled(stamp: Stamp) -> bool:
    """Whether a later change of the file gives it another stamp for certain."""
    tick = _FINE_TICK_NS if stamp[0] % 1_000_000 else _COARSE_TICK_NS
    return time.time_ns() - stamp[0] > tick


def _try_read(path: Path) -> tuple[Stamp, JobRecord] | str | None:
    """Stamp and record, what is wrong with the file, or None when it is not there."""
    try:
        with open(path, encoding="utf-8") as file:
            stamp = _stamp(os.fstat(file.fileno()))
            raw = json.load(file)
        if _is_newer(raw):
            return f"{path} cannot be read: {_NEWER}"
        record = from_plain(JobRecord, raw)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        return f"{path} cannot be read: {error}"
    if record.id != path.stem or not RUN_ID.fullmatch(record.id):
        return f"{path} cannot be read: the run id in it is not the file's name"
    return stamp, record


def _is_newer(raw: object) -> bool:
    version = raw.get("version", _VERSION) if isinstance(raw, dict) else _VERSION
    return version != _VERSION


def _raw(path: Path) -> object:
    """What a file that is to be replaced holds, None for nothing that could be kept. Raises OSError, JournalError."""
    try:
        raw = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    if _is_newer(raw):
        raise JournalError(f"{path} cannot be changed: {_NEWER}", hint="update llmtui, or use the newer one")
    return raw


def _encode(record: JobRecord, raw: object = None) -> bytes:
    plain = {"version": _VERSION, **kept_plain(record, raw)}
    try:
        return json.dumps(plain, indent=1, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # A path of this machine need not be UTF-8; its bytes then stand as escapes.
        return json.dumps(plain, indent=1).encode()


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
