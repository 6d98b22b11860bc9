"""The state folder: one JSON file a job, and one lock for whoever changes anything.

`jobs/` holds the jobs that wait or run, `ended/` those that are over, `spool/ID/` the script and the environment until
the end. A file is written beside its place and renamed, so that a reader without the lock sees it whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .job import Job, job_from_dict, job_to_dict


class Store:
    """The jobs under one state folder. Methods that change something are called with the lock held."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._jobs = os.path.join(folder, "jobs")
        self._ended = os.path.join(folder, "ended")

    def make(self) -> None:
        """Make the folders, for this user alone. Raises OSError."""
        for folder in (self.folder, self._jobs, self._ended, os.path.join(self.folder, "spool")):
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

    def spool(self, job_id: int) -> str:
        """The folder of a job's script and environment."""
        return os.path.join(self.folder, "spool", str(job_id))

    def take_id(self) -> int:
        """The next job id, never given twice."""
        path = os.path.join(self.folder, "next_id")
        try:
            with open(path, encoding="ascii") as file:
                number = int(file.read())
        except (FileNotFoundError, ValueError):
            number = 1 + max([0, *_ids(self._jobs), *_ids(self._ended)])
        write_atomic(path, f"{number + 1}\n")
        return number

    def active(self) -> list[Job]:
        """Jobs that wait, run or complete, by id."""
        return [job for job_id in sorted(_ids(self._jobs)) if (job := self._read(self._jobs, job_id))]

    def ended(self, since: float) -> list[Job]:
        """Jobs whose record was closed at or after `since` (seconds since the epoch), by id."""
        recent = []
        with os.scandir(self._ended) as entries:
            for entry in entries:
                name = entry.name.removesuffix(".json")
                if name.isdecimal() and entry.stat().st_mtime >= since:
                    recent.append(int(name))
        return [job for job_id in sorted(recent) if (job := self._read(self._ended, job_id))]

    def find(self, job_id: int) -> Job | None:
        """One job, wherever it is kept; a job that ends meanwhile is still found."""
        return self._read(self._jobs, job_id) or self._read(self._ended, job_id) or self._read(self._jobs, job_id)

    def save(self, job: Job) -> None:
        """Write the job; one that is over moves to `ended/` and loses its spool folder."""
        path = os.path.join(self._jobs, f"{job.id}.json")
        write_atomic(path, json.dumps(job_to_dict(job)))
        if not job.active:
            os.replace(path, os.path.join(self._ended, f"{job.id}.json"))
            import shutil  # Most commands end no job.

            shutil.rmtree(self.spool(job.id), ignore_errors=True)

    def _read(self, folder: str, job_id: int) -> Job | None:
        path = os.path.join(folder, f"{job_id}.json")
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


def _ids(folder: str) -> list[int]:
    names = (name.removesuffix(".json") for name in os.listdir(folder))
    return [int(name) for name in names if name.isdecimal()]
