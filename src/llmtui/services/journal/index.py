"""The journal's index: every record once more in one SQLite file, so that a start need not open thousands of files.

It is never the truth. Each row carries the stamp of the JSON file that it was read from and counts only while the file
has that stamp. An index that is missing, damaged, locked, unwritable or of another version costs time, nothing else.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ...domain.record import JobRecord
from ..paths import private_folder
from .codec import fingerprint, from_row, to_row

if TYPE_CHECKING:
    import sqlite3

#: Modification time in nanoseconds, size in bytes, inode number.
Stamp = tuple[int, int, int]
#: By file name: the stamp of the file and the record in it.
Rows = Mapping[str, tuple[Stamp, JobRecord]]

#: Another process that writes is waited for so long, in seconds; reading the files takes hardly longer.
_BUSY_S = 0.2
#: How SQLite says that the file is sound but cannot be used now.
_PASSING = ("locked", "readonly", "read-only", "unable to open", "I/O", "full")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS "
    "runs(file TEXT PRIMARY KEY, stamp TEXT NOT NULL, sum INTEGER NOT NULL, record TEXT NOT NULL)"
)

_T = TypeVar("_T")


class Index:
    """One SQLite file; every call opens it anew, so threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        #: Why the last call could not use the file, "" when it could.
        self.problem = ""

    def read(self) -> dict[str, tuple[Stamp, JobRecord]]:
        """All rows that are whole; none where there is no index to use."""
        return self._use(_read, {}) if self._path.exists() else {}

    def write(self, rows: Rows, gone: Collection[str]) -> None:
        """Put these rows in and take those files out, all or nothing."""
        packed = [(file, _stamp_text(stamp), *_pack(record)) for file, (stamp, record) in rows.items()]

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                _make_table(connection)
                connection.executemany("DELETE FROM runs WHERE file = ?", [(file,) for file in gone])
                connection.executemany("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)", packed)

        self._use(change, None)

    def _use(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        try:
            import sqlite3
        except ImportError:
            # Some Pythons are built without it.
            self.problem = "this Python has no sqlite3"
            return otherwise
        try:
            with closing(_open(self._path)) as connection:
                found = work(connection)
        except OSError as error:
            self.problem = str(error)
            return otherwise
        except (sqlite3.Error, ValueError, TypeError, IndexError) as error:
            self.problem = str(error)
            if not isinstance(error, sqlite3.OperationalError) or not any(word in str(error) for word in _PASSING):
                self._drop()
            return otherwise
        self.problem = ""
        return found

    def _drop(self) -> None:
        """Take a damaged file away; the next writing makes a new one."""
        with suppress(OSError):
            os.unlink(self._path)
        with suppress(OSError):
            os.unlink(f"{self._path}-journal")


def _open(path: Path) -> sqlite3.Connection:
    import sqlite3

    if not path.exists():
        private_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    # A write-ahead log needs memory shared by all processes, which a home on NFS has not. Not waiting for the disk may
    # cost the index in a power cut; it is made again then.
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _make_table(connection: sqlite3.Connection) -> None:
    if _version(connection) != fingerprint(JobRecord):
        connection.execute("DROP TABLE IF EXISTS runs")
        connection.execute(f"PRAGMA user_version={fingerprint(JobRecord)}")
    connection.execute(_TABLE)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _read(connection: sqlite3.Connection) -> dict[str, tuple[Stamp, JobRecord]]:
    if _version(connection) != fingerprint(JobRecord):
        return {}
    found = {}
    for file, stamp, total, text in connection.execute("SELECT file, stamp, sum, record FROM runs"):
        if zlib.crc32(text.encode()) == total:
            mtime, size, inode = stamp.split()
            found[file] = (int(mtime), int(size), int(inode)), from_row(JobRecord, json.loads(text))
    return found


def _pack(record: JobRecord) -> tuple[int, str]:
    text = json.dumps(to_row(record), ensure_ascii=True, separators=(",", ":"))
    return zlib.crc32(text.encode()), text


def _stamp_text(stamp: Stamp) -> str:
    """As text: inode numbers may have 64 bits, SQLite's integers have 63 and a sign."""
    return " ".join(map(str, stamp))
