"""The state folder: one JSON file a job, and one lock for whoever changes anything.

`jobs/` holds the jobs that wait or run, `ended/` those that are over, `past/` earlier runs of requeued ones, and
`spool/ID/` the script and the environment of a job or of a whole array. A file is written beside its place and
renamed, so that a reader without the lock sees it whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from .job import Job, job_from_dict, job_to_dict

#: Jobs make ports from their ids, 12000 at most, and clusters of several state folders may share one machine: each
#: begins anywhere below this, so that they rarely have the same ids at the same time.
_STARTS = 10_000


class Store:
    """The jobs under one state folder. Methods that change something are called with the lock held."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._jobs = os.path.join(folder, "jobs")
        self._ended = os.path.join(folder, "ended")
        self._past = os.path.join(folder, "past")

    def make(self) -> None:
        """Make the folders, for this user alone. Raises OSError."""
        for folder in (self.folder, self._jobs, self._ended, self._past, os.path.join(self.folder, "spool")):
            os.makedirs(folder, mode=0o700, exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the one lock; it goes with the process, so nobody can leave it behind."""
        descriptor = os.open(os.path.join(self.folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def spool(self, base_id: int) -> str:
        """The folder of the script and the environment of a job, or of an array's tasks together."""
        return os.path.join(self.folder, "spool", str(base_id))

    def take_id(self) -> int:
        """The next job id, never given twice."""
        path = os.path.join(self.folder, "next_id")
        try:
            with open(path, encoding="ascii") as file:
                number = int(file.read())
        except (FileNotFoundError, ValueError):
            number = 1 + max([*_ids(self._jobs), *_ids(self._ended)], default=_somewhere())
        write_atomic(path, f"{number + 1}\n")
        return number

    def active(self) -> list[Job]:
        """Jobs that wait, run or complete, by id."""
        return [job for job_id in sorted(_ids(self._jobs)) if (job := self._read(self._jobs, job_id))]

    def ended(self, since: float) -> list[Job]:
        """Jobs whose record was closed at or after `since` (seconds since the epoch), by id."""
        return [job for job_id in _recent(self._ended, since) if (job := self._read(self._ended, job_id))]

    def past(self, since: float = 0.0) -> list[Job]:
        """Earlier runs of requeued jobs that were over at or after `since`, in the order in which they ended."""
        runs = [run for name in _recent_names(self._past, since) if (run := self._read(self._past, name))]
        return sorted(runs, key=lambda run: (run.end_time or 0.0, run.id))

    def array(self, base_id: int) -> list[Job]:
        """Every record of an array, whether it waits, runs or is over."""
        here = f'"array": {{"id": {base_id},'.encode()
        found: dict[int, Job] = {}
        for folder in (self._ended, self._jobs):
            for job_id in _ids(folder):
                # A record that cannot be of this array is not parsed: there may be thousands.
                if job_id >= base_id and here in _bytes(os.path.join(folder, f"{job_id}.json")):
                    job = self._read(folder, job_id)
                    found |= {job_id: job} if job else {}
        return [found[job_id] for job_id in sorted(found)]

    def find(self, job_id: int) -> Job | None:
        """One job, wherever it is kept; a job that ends meanwhile is still found."""
        return self._read(self._jobs, job_id) or self._read(self._ended, job_id) or self._read(self._jobs, job_id)

    def save(self, job: Job) -> None:
        """Write the job; one that is over moves to `ended/`."""
        path = os.path.join(self._jobs, f"{job.id}.json")
        write_atomic(path, json.dumps(job_to_dict(job)))
        if not job.active:
            os.replace(path, os.path.join(self._ended, f"{job.id}.json"))
            if job.array is None and not job.requeue:
                self.forget(job.id)

    def reopen(self, job: Job) -> None:
        """Write an ended job that is active again."""
        self.save(job)
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(self._ended, f"{job.id}.json"))

    def keep_run(self, job: Job) -> None:
        """Keep how this run went, before the job is put back into the queue."""
        os.makedirs(self._past, mode=0o700, exist_ok=True)
        write_atomic(os.path.join(self._past, f"{job.id}.{job.restarts}.json"), json.dumps(job_to_dict(job)))

    def forget(self, base_id: int) -> None:
        """Remove the script and the environment: nothing of the job will be started any more."""
        import shutil  # Most commands end no job.

        shutil.rmtree(self.spool(base_id), ignore_errors=True)

    def sweep(self, active: Iterable[Job], keep_s: float) -> None:
        """Forget arrays that are over, and jobs that may be requeued once they ended `keep_s` seconds ago."""
        wanted = {job.base_id for job in active}
        for name in os.listdir(os.path.join(self.folder, "spool")):
            if name.isdecimal() and int(name) not in wanted:
                job = self._read(self._ended, int(name))
                if job and not (job.requeue and time.time() < (job.end_time or 0.0) + keep_s):
                    self.forget(int(name))

    def _read(self, folder: str, name: int | str) -> Job | None:
        path = os.path.join(folder, f"{name}.json")
        try:
            with open(path, encoding="utf-8") as file:
                data: dict[str, Any] = json.load(file)
            return job_from_dict(data)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            sys.stderr.write(f"error: left out, not a job record: {path}: {error}\n")
            return None


def write_atomic(path: str, text: str, mode: int = 0o600) -> None:
    """Write a file so that it is either whole or as it was before, also after a crash. Raises OSError."""
    temporary = f"{path}.{os.getpid()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    os.replace(temporary, path)


def _recent_names(folder: str, since: float) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            recent = [entry.name for entry in entries if entry.stat().st_mtime >= since]
    except FileNotFoundError:
        return []
    return [name.removesuffix(".json") for name in recent if name.endswith(".json")]


def _recent(folder: str, since: float) -> list[int]:
    return sorted(int(name) for name in _recent_names(folder, since) if name.isdecimal())


def _bytes(path: str) -> bytes:
    """The file's text; nothing of one that has just moved."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def _somewhere() -> int:
    """The number before the first job id of a state folder."""
    return int.from_bytes(os.urandom(4), "big") % _STARTS


def _ids(folder: str) -> list[int]:
    names = (name.removesuffix(".json") for name in os.listdir(folder))
    return [int(name) for name in names if name.isdecimal()]
