"""Room: what is left at one path, by every quota that covers it and by the file system itself."""

from __future__ import annotations

from dataclasses import dataclass

from ...units import format_bytes, group_digits


@dataclass(frozen=True)
class Quota:
    """One limit on the files at `path` and below; None: this side of it is not limited, or nothing says how."""

    source: str
    path: str
    used_bytes: int | None = None
    limit_bytes: int | None = None
    used_files: int | None = None
    limit_files: int | None = None

    @property
    def left_bytes(self) -> int | None:
        """Zero where it is used up, None where it is not limited."""
        return _left(self.limit_bytes, self.used_bytes)

    @property
    def left_files(self) -> int | None:
        """Zero where it is used up, None where it is not limited."""
        return _left(self.limit_files, self.used_files)


@dataclass(frozen=True)
class Room:
    """What is left at `path`.

    `quotas` are those that cover it; `free_bytes` and `free_files` what the file system itself has free, for everybody.
    `problem` says why nothing is known at all.
    """

    path: str
    quotas: tuple[Quota, ...] = ()
    free_bytes: int | None = None
    free_files: int | None = None
    problem: str = ""

    @property
    def left_bytes(self) -> int | None:
        """What can still be written here, by whatever ends first."""
        return _least(*(quota.left_bytes for quota in self.quotas), self.free_bytes)

    @property
    def left_files(self) -> int | None:
        """How many files can still be made here, by whatever ends first."""
        return _least(*(quota.left_files for quota in self.quotas), self.free_files)

    @property
    def words(self) -> str:
        """In one line: what is left, of how much, and who says so."""
        if self.problem:
            return f"not known: {self.problem}"
        quota = self._tightest()
        if quota is None:
            free = (
                "how much is free is not known" if self.free_bytes is None else f"{format_bytes(self.free_bytes)} free"
            )
            return f"{free}, no quota is known"
        size = f"{format_bytes(quota.left_bytes or 0)} left of {format_bytes(quota.limit_bytes or 0)}"
        short = self.free_bytes is not None and self.free_bytes < (quota.left_bytes or 0)
        free = f", but the file system has {format_bytes(self.free_bytes or 0)} free" if short else ""
        return f"{size} ({quota.source}){free}{self._files()}"

    def _tightest(self) -> Quota | None:
        limited = [quota for quota in self.quotas if quota.left_bytes is not None]
        return min(limited, key=lambda quota: quota.left_bytes or 0, default=None)

    def _files(self) -> str:
        limited = [quota for quota in self.quotas if quota.left_files is not None]
        found = min(limited, key=lambda quota: quota.left_files or 0, default=None)
        if found is None:
            return ""
        return f"; {group_digits(found.left_files or 0)} of {group_digits(found.limit_files or 0)} files left"


def _left(limit: int | None, used: int | None) -> int | None:
    return None if limit is None or used is None else max(0, limit - used)


def _least(*sizes: int | None) -> int | None:
    return min((size for size in sizes if size is not None), default=None)
