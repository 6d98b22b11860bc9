"""The index makes a start quick and is never believed against the files, nor needed."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui.domain.edits import Edit
from llmtui.domain.record import JobRecord, JobStatus, Partner
from llmtui.services.journal import index as module
from llmtui.services.journal import journalfiles
from llmtui.services.journal.codec import fingerprint, from_row, to_row
from llmtui.services.journal.index import Index
from llmtui.services.journal.records import Records

FULL = record(
    5,
    status=JobStatus("RUNNING", elapsed_s=3, start=1.5),
    smoke_of=Partner("a" * 32, "ünï", 3),
    edits=(Edit("job.sh", "a\n", "b\n"),),
)


class Home:
    """A journal with three old files and an index; `read` counts the files that a load opens."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.index = folder / "records", folder / "index.sqlite"
        self.opened: list[str] = []
        real = journalfiles._try_read

        def counting(path: Path) -> object:
            self.opened.append(path.name)
            return real(path)

        monkeypatch.setattr(journalfiles, "_try_read", counting)
        for number in (1, 2, 3):
            self.write(record(number))
        self.write(FULL)
        self.load()

    def write(self, made: JobRecord) -> None:
        Records(self.folder).write(made)
        self.age(made)

    def age(self, made: JobRecord) -> None:
        """As if it had been written an hour ago."""
        path = self.folder / f"{made.id}.json"
        then = path.stat().st_mtime_ns - 3600 * 10**9
        os.utime(path, ns=(then, then))

    def load(self) -> list[str]:
        """What another llmtui reads, started now."""
        self.opened.clear()
        journal = Records(self.folder, self.index).load()
        assert journal.problems == ()
        return [found.name for found in journal.records]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch)


NAMES = ["job-5", "job-3", "job-2", "job-1"]


def test_a_row_is_the_record() -> None:
    assert from_row(JobRecord, json.loads(json.dumps(to_row(FULL)))) == FULL
    assert fingerprint(JobRecord) != fingerprint(JobStatus)
    assert 0 < fingerprint(JobRecord) < 2**31


def test_a_start_opens_no_file_that_the_index_knows(home: Home) -> None:
    assert (home.load(), home.opened) == (NAMES, [])
    assert Records(home.folder, home.index).load().records[0] == FULL
    assert home.index.stat().st_mode & 0o777 == 0o600
    assert not list(home.index.parent.glob("index.sqlite-*")), "no write-ahead log, which NFS could not share"


def test_only_what_changed_is_read(home: Home) -> None:
    home.write(record(2, name="changed"))
    home.write(record(4))
    os.unlink(home.folder / f"{record(1).id}.json")
    assert home.load() == ["job-5", "job-4", "job-3", "changed"]
    assert sorted(home.opened) == [f"{record(number).id}.json" for number in (2, 4)]
    assert (home.load(), home.opened) == (["job-5", "job-4", "job-3", "changed"], [])
    assert len(Index(home.index).read()) == 4


def test_a_file_that_may_change_within_one_tick_is_not_believed(home: Home) -> None:
    """The same size, the same time, the same inode number: only its age tells that it cannot have changed."""
    Records(home.folder).write(record(1, name="fresh"))
    assert "fresh" in home.load()
    home.load()
    assert home.opened == [f"{record(1).id}.json"], "read again while it is so young"


def _other_version(index: Path) -> None:
    with sqlite3.connect(index) as connection:
        connection.execute("PRAGMA user_version=1")


def _other_table(index: Path) -> None:
    with sqlite3.connect(index) as connection:
        connection.execute("DROP TABLE runs")
        connection.execute("CREATE TABLE runs(x)")


def _forged_row(index: Path) -> None:
    with sqlite3.connect(index) as connection:
        connection.execute("UPDATE runs SET record = replace(record, 'job-1', 'job-9')")


def _cut(index: Path) -> None:
    data = index.read_bytes()
    index.write_bytes(data[: len(data) - 5000])


@pytest.mark.parametrize(
    "harm",
    [
        os.unlink,
        lambda index: index.write_bytes(b""),
        lambda index: index.write_bytes(b"no database at all, but some text" * 200),
        lambda index: index.write_bytes(index.read_bytes()[:100] + os.urandom(8000)),
        _cut,
        _other_version,
        _other_table,
        _forged_row,
    ],
    ids=["missing", "empty", "text", "noise", "cut", "version", "table", "forged"],
)
def test_a_damaged_index_is_made_again(home: Home, harm: Callable[[Path], object]) -> None:
    harm(home.index)
    assert home.load() == NAMES
    assert home.opened, "the files were read"
    home.load()
    assert (home.load(), home.opened) == (NAMES, []), "and the index knows them again"


def test_an_index_in_use_is_done_without(home: Home) -> None:
    other = sqlite3.connect(home.index, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert home.load() == NAMES
    assert len(home.opened) == 4
    other.close()
    home.load()
    assert (home.load(), home.opened) == (NAMES, [])


@pytest.mark.parametrize("place", ["a folder", "below a file", "nowhere to make it"])
def test_an_index_that_cannot_be_is_done_without(home: Home, place: str) -> None:
    index = home.index.parent / "other"
    if place == "a folder":
        index.mkdir()
    elif place == "below a file":
        index.write_text("")
        index = index / "index.sqlite"
    else:
        index = Path("/proc/llmtui/index.sqlite")
    for _ in range(2):
        assert len(Records(home.folder, index).load().records) == 4


_NO_ROOM = """
import resource, sys
from pathlib import Path
from llmtui.services.journal.index import Index
from llmtui.services.journal.records import Records
# What a process writes beyond its limit fails as on a full disk.
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, resource.RLIM_INFINITY))
index = Index(Path(sys.argv[2]))
records = Records(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(records.load().records))
index.write({}, [])
print(bool(index.problem))
"""


def test_no_room_for_an_index_is_no_error(home: Home) -> None:
    os.unlink(home.index)
    done = subprocess.run(
        [sys.executable, "-c", _NO_ROOM, str(home.folder), str(home.index)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["4", "True"], done.stderr
    assert home.load() == NAMES


def test_a_python_without_sqlite_does_without(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert home.load() == NAMES
    assert len(home.opened) == 4
    index = Index(home.index)
    assert index.read() == {}
    assert "sqlite3" in index.problem


def test_a_session_reads_a_file_once(home: Home) -> None:
    os.unlink(home.index)
    records = Records(home.folder, home.index)
    records.load()
    home.opened.clear()
    assert len(records.load().records) == 4
    assert records.get(record(1).id).name == "job-1"
    records.update(record(1).id, lambda old: replace(old, name="new"))
    assert home.opened == []
    assert "new" in {found.name for found in records.load().records}
    assert home.opened == [f"{record(1).id}.json"]


def test_limits_of_this_process_are_as_before() -> None:
    """The test above must not have changed them here."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in {resource.RLIM_INFINITY, -1}
    assert module._BUSY_S < 1
