"""The journal: one JSON file a run, written whole before each step; it is the truth about what was submitted."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..domain.record import JobRecord
from ..errors import UnknownNameError
from ..remote.local import write_atomic
from .codec import from_plain, to_plain
from .paths import private_folder

_RUN_ID = re.compile(r"[0-9a-f]{32}")
_VERSION = 1


@dataclass(frozen=True)
class Journal:
    """All records, newest first, and one line for each file that could not be read."""

    records: tuple[JobRecord, ...] = ()
    problems: tuple[str, ...] = ()


class Records:
    """The journal's folder; safe for several threads and several llmtui processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> Journal:
        """Read every file; one that is damaged becomes a problem and keeps nothing else from being read."""
        read = [_try_decode(path) for path in sorted(self._folder.glob("*.json"))]
        found = [record for record in read if isinstance(record, JobRecord)]
        found.sort(key=lambda record: (record.created_at, record.id), reverse=True)
        return Journal(tuple(found), tuple(text for text in read if isinstance(text, str)))

    def get(self, run_id: str) -> JobRecord:
        """One record by its full id. Raises UnknownNameError."""
        found = _try_decode(self._path(run_id)) if _RUN_ID.fullmatch(run_id) else None
        if isinstance(found, JobRecord):
            return found
        raise UnknownNameError(f"no job has the run id {run_id!r}", hint="llmtui jobs lists all of them")

    def find(self, text: str) -> JobRecord:
        """By run id, unique prefix of one, or CLUSTER/JOBID (the newest, should a number come twice).

        Raises UnknownNameError.
        """
        records = self.load().records
        cluster, slash, job_id = text.rpartition("/")
        if slash:
            hits = [record for record in records if record.cluster == cluster and str(record.job_id) == job_id][:1]
        else:
            hits = [record for record in records if text and record.id.startswith(text.lower())]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise UnknownNameError(f"{text!r} is the beginning of {len(hits)} run ids", hint="give more digits")
        raise UnknownNameError(
            f"no job {text!r}", hint="give a run id, its first digits or CLUSTER/JOBID; llmtui jobs lists them"
        )

    def write(self, record: JobRecord) -> JobRecord:
        """Put a record on disk, whole and flushed. Raises OSError."""
        private_folder(self._folder)
        with self._lock():
            self._store(record)
        return record

    def update(self, run_id: str, change: Callable[[JobRecord], JobRecord]) -> JobRecord:
        """Read, change and write one record while nobody else writes. Raises UnknownNameError, OSError."""
        private_folder(self._folder)
        with self._lock():
            old = self.get(run_id)
            new = change(old)
            if new != old:
                self._store(new)
        return new

    def update_many(self, changes: Mapping[str, Callable[[JobRecord], JobRecord]]) -> dict[str, JobRecord]:
        """Change several records, by run id, while nobody else writes; only those that differ are written.

        Returns the records as they are afterwards. One that is not there, or cannot be read, is left out: it may have
        been taken out of the list while its job was asked for. Raises OSError.
        """
        private_folder(self._folder)
        found: dict[str, JobRecord] = {}
        with self._lock():
            for run_id, change in changes.items():
                old = _try_decode(self._path(run_id)) if _RUN_ID.fullmatch(run_id) else None
                if not isinstance(old, JobRecord):
                    continue
                found[run_id] = change(old)
                if found[run_id] != old:
                    self._store(found[run_id])
        return found

    @contextmanager
    def submitting(self, run_id: str) -> Iterator[None]:
        """Held while a run is being submitted; the kernel lets go of it when the process dies."""
        private_folder(self._folder)
        with open(self._path(run_id).with_suffix(".lock"), "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                os.unlink(file.name)

    def being_submitted(self, run_id: str) -> bool:
        """Whether some living llmtui holds submitting(run_id)."""
        try:
            with open(self._path(run_id).with_suffix(".lock")) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with open(self._folder / ".lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _store(self, record: JobRecord) -> None:
        plain = {"version": _VERSION, **to_plain(record)}
        write_atomic(self._path(record.id), json.dumps(plain, indent=1, ensure_ascii=False).encode())

    def _path(self, run_id: str) -> Path:
        return self._folder / f"{run_id}.json"


def _try_decode(path: Path) -> JobRecord | str | None:
    """The record, what is wrong with the file, or None when it is not there."""
    try:
        return _decode(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        return f"{path} cannot be read: {error}"


def _decode(path: Path) -> JobRecord:
    record = from_plain(JobRecord, json.loads(path.read_text(encoding="utf-8")))
    if record.id != path.stem or not _RUN_ID.fullmatch(record.id):
        raise ValueError("the run id in it is not the file's name")
    return record
