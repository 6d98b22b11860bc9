"""The journal: one JSON file a run, written whole before each step; it is the truth about what was submitted."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...domain.record import JobRecord
from ...errors import JournalError, RequestError, UnknownNameError
from ..paths import private_folder
from . import locks
from .index import Index
from .journalfiles import RUN_ID, JournalFiles
from .lookup import look_up

#: Where records lie that were taken out of the list, inside the journal's folder.
FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Journal:
    """All records, newest first, and one line for each file that could not be read."""

    records: tuple[JobRecord, ...] = ()
    problems: tuple[str, ...] = ()


class Records:
    """The journal's folder; safe for several threads and several llmtui processes, also in a home on NFS.

    `index` is the file of the SQLite index, None for none; `flock` is the kernel's.
    """

    def __init__(self, folder: Path, index: Path | None = None, flock: locks.Flock = fcntl.flock) -> None:
        self._folder = folder
        self._flock = flock
        self._files = JournalFiles(folder, None if index is None else Index(index))
        self._forgotten = JournalFiles(folder / FORGOTTEN, None)

    @property
    def folder(self) -> Path:
        """Where the records and their locks are."""
        return self._folder

    def load(self) -> Journal:
        """Every record; a file that is damaged becomes a problem and keeps nothing else from being read."""
        return _journal(self._files)

    def forgotten(self) -> Journal:
        """The records that were taken out of the list."""
        return _journal(self._forgotten)

    def get(self, run_id: str) -> JobRecord:
        """One record by its full id. Raises UnknownNameError, JournalError for a file that cannot be read."""
        found = self._files.read(run_id)
        if isinstance(found, JobRecord):
            return found
        if found is not None:
            raise _damaged(found)
        raise UnknownNameError(f"no job has the run id {run_id!r}", hint="llmtui jobs lists all of them")

    def find(self, text: str) -> JobRecord:
        """By run id, unique prefix of one, CLUSTER/JOBID, CLUSTER/JOBID@DATE or a part of the name that only one has.

        The newest run, should a job id come twice without a date. Raises UnknownNameError, JournalError where the file
        of the run that is meant cannot be read.
        """
        journal = self.load()
        try:
            return look_up(text, journal.records)
        except UnknownNameError as error:
            if text and RUN_ID.fullmatch(text.lower().ljust(32, "0")):
                for path in sorted(self._folder.glob(f"{text.lower()}*.json")):
                    self.get(path.stem)
            if not journal.problems:
                raise
            more = f"{len(journal.problems)} of the list's files cannot be read; llmtui jobs names them"
            raise UnknownNameError(error.message, hint=f"{error.hint}; {more}") from error

    def create(self, record: JobRecord) -> JobRecord:
        """Put a record on disk whose run the journal does not know yet. Raises RequestError, JournalError."""
        with self._lock():
            if self._files.path(record.id).exists():
                raise RequestError(f"run {record.id[:8]} is in the journal already", hint="llmtui jobs lists it")
            self._store(record)
        return record

    def write(self, record: JobRecord) -> JobRecord:
        """Put a record on disk, whole and flushed. Raises JournalError."""
        with self._lock():
            self._store(record)
        return record

    def update(self, run_id: str, change: Callable[[JobRecord], JobRecord]) -> JobRecord:
        """Read, change and write one record while nobody else writes. Raises what `get` raises."""
        with self._lock():
            old = self.get(run_id)
            new = change(old)
            if new != old:
                self._store(new)
        return new

    def update_many(self, changes: Mapping[str, Callable[[JobRecord], JobRecord]]) -> dict[str, JobRecord]:
        """Change several records, by run id, while nobody else writes; only those that differ are written.

        Returns the records as they are afterwards. One that is not there, or cannot be read, is left out: it may have
        been taken out of the list while its job was asked for. Raises JournalError.
        """
        with self._lock():
            old = {run_id: found for run_id in changes if isinstance(found := self._files.read(run_id), JobRecord)}
            new = {run_id: changes[run_id](found) for run_id, found in old.items()}
            self._store(*[record for run_id, record in new.items() if record != old[run_id]])
        return new

    def forget(self, run_id: str) -> None:
        """Take a record out of the list; nothing changes on its cluster. Raises RequestError, JournalError."""
        if self.being_submitted(run_id):
            raise RequestError(f"run {run_id[:8]} is being submitted", hint="forget it when that has ended")
        with self._lock():
            self.get(run_id)
            with _as_journal_error(self._folder):
                private_folder(self._forgotten.folder)
                os.replace(self._files.path(run_id), self._forgotten.path(run_id))

    def restore(self, text: str) -> JobRecord:
        """Put a forgotten record back, by what `find` takes. Raises UnknownNameError, JournalError."""
        with self._lock():
            record = look_up(text, self.forgotten().records)
            with _as_journal_error(self._folder):
                os.replace(self._forgotten.path(record.id), self._files.path(record.id))
        return record

    @contextmanager
    def submitting(self, run_id: str) -> Iterator[None]:
        """Held while a run is being submitted; nothing is left of it when the process dies. Raises JournalError."""
        with self._held(self._submit_lock(run_id), keep=False):
            yield

    def being_submitted(self, run_id: str) -> bool:
        """Whether some living llmtui holds submitting(run_id). Raises JournalError where that cannot be told."""
        path = self._submit_lock(run_id)
        try:
            return locks.is_held(path, flock=self._flock)
        except OSError as error:
            problem = f"{path} cannot be read, so whether run {run_id[:8]} is being submitted is not known"
            raise JournalError(f"{problem}: {error.strerror or error}", hint="its job is not touched") from error

    def _submit_lock(self, run_id: str) -> Path:
        return self._folder / f"{run_id}.lock"

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with self._held(self._folder / ".lock", keep=True):
            yield

    @contextmanager
    def _held(self, path: Path, *, keep: bool) -> Iterator[None]:
        with ExitStack() as stack:
            with _as_journal_error(self._folder):
                private_folder(self._folder)
                stack.enter_context(locks.held(path, flock=self._flock, keep=keep))
            yield

    def _store(self, *records: JobRecord) -> None:
        with _as_journal_error(self._folder):
            self._files.write(records)


@contextmanager
def _as_journal_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"the list of jobs in {folder} cannot be written: {error.strerror or error}"
        raise JournalError(problem, hint="is the home's quota used up, or is it read-only?") from error


def _damaged(problem: str) -> JournalError:
    return JournalError(problem, hint="the job itself is untouched; mend the file or move it away")


def _journal(files: JournalFiles) -> Journal:
    read = files.read_all()
    found = [record for record in read if isinstance(record, JobRecord)]
    found.sort(key=lambda record: (record.created_at, record.id), reverse=True)
    return Journal(tuple(found), tuple(text for text in read if isinstance(text, str)))
