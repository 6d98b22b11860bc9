"""The journal with several processes, with a kill at any moment, and in a home whose file server has no locks."""

from __future__ import annotations

import errno
import fcntl
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.realssh.scale import scale

from llmtui.services.journal import locks
from llmtui.services.journal.records import Records

TIMES = 200


def refused(descriptor: int, operation: int) -> None:
    """flock in a home on NFS without a lock manager."""
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def _add(folder: str, times: int, has_locks: bool) -> None:
    records = Records(Path(folder), Path(folder) / "index.sqlite", fcntl.flock if has_locks else refused)
    for _ in range(times):
        records.update(record(1).id, lambda old: replace(old, time_limit_s=(old.time_limit_s or 0) + 1))


def _race(folder: Path, has_locks: bool) -> int | None:
    Records(folder).write(record(1, time_limit_s=0))
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add, args=(str(folder), TIMES, has_locks)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(100)
        assert worker.exitcode == 0
    return Records(folder).get(record(1).id).time_limit_s


@pytest.mark.parametrize("has_locks", [True, False], ids=["flock", "lock file"])
def test_two_processes_lose_no_update(tmp_path: Path, has_locks: bool) -> None:
    assert _race(tmp_path, has_locks) == 2 * TIMES
    assert sorted(path.name for path in tmp_path.iterdir() if "lock" in path.name) == [".lock"]


_WRITER = """
import sys, time
from pathlib import Path
from dataclasses import replace
from llmtui.services.journal import journalfiles
from llmtui.services.journal.records import Records
from tests.fakes.records import record

folder = Path(sys.argv[1])

def naive(self, records):
    for record in records:
        data = journalfiles._encode(record)
        with open(self.path(record.id), "wb", buffering=0) as file:
            for start in range(0, len(data), 256):
                file.write(data[start:start + 256])

if sys.argv[2] == "naive":
    journalfiles.JournalFiles.write = naive
records = Records(folder, folder / "index.sqlite")
print("begin", flush=True)
while True:
    for number in range(200):
        records.write(record(number, name="x" * 3000))
    records.update_many({record(n).id: lambda old: replace(old, problem="y" * 3000) for n in range(200)})
    records.load()
"""


def _killed_while_writing(folder: Path, how: str, after: float) -> int:
    """Files that are not whole after a kill -9 of the writer; `after` seconds of writing."""
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    words = [sys.executable, "-c", _WRITER, str(folder), how]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begin\n"
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
    return sum(not _whole(path) for path in folder.glob("*.json"))


def _whole(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


def test_a_kill_leaves_every_record_whole(tmp_path: Path) -> None:
    seed = int(os.environ.get("LLMTUI_SEED", random.randrange(10**6)))
    print("seed", seed)
    chance = random.Random(seed)
    for turn in range(scale(4, 60)):
        folder = tmp_path / str(turn)
        folder.mkdir()
        assert _killed_while_writing(folder, "whole", chance.uniform(0.0, 0.6)) == 0
        started = time.monotonic()
        records = Records(folder, folder / "index.sqlite")
        known = len(records.load().records)
        assert records.load().problems == ()
        assert Records(folder).load().records == records.load().records, "the index says what the files say"
        # The lock of the dead is nobody's: the next writer has it at once.
        records.write(record(999))
        assert len(records.load().records) == known + 1
        assert time.monotonic() - started < 5


def test_a_naive_writer_is_caught(tmp_path: Path) -> None:
    """The check above finds what writing in place does; a few kills are enough."""
    for turn in range(40):
        folder = tmp_path / str(turn)
        folder.mkdir()
        if _killed_while_writing(folder, "naive", 0.02 + 0.01 * turn):
            return
    pytest.fail("no half-written file in 40 kills: the check sees nothing")


def test_what_a_killed_writer_left_is_removed_later(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.write(record(1))
    left = tmp_path / f".{record(1).id}.json.0a1b2c3d.tmp"
    left.write_text("{")
    records.load()
    assert left.exists(), "its writer may be at it"
    os.utime(left, (time.time() - 7200,) * 2)
    records.load()
    assert not left.exists()


# A lock file in place of flock


def _owner(folder: Path, **changes: object) -> Path:
    owner = {"machine": locks._machine(), "pid": os.getpid(), "nonce": "n", **locks._started(), **changes}
    path = folder / ".lock.held"
    path.write_text(json.dumps(owner))
    return path


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    records = Records(tmp_path, flock=refused)
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    _owner(tmp_path, pid=int(done.stdout))
    records.write(record(1))
    _owner(tmp_path, started="1")
    records.write(record(2))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".lock", f"{record(1).id}.json", f"{record(2).id}.json"]
    )


@pytest.mark.parametrize("content", [{"machine": "other node"}, {"pid": "no number"}, {"machine": None}])
def test_the_lock_of_another_machine_is_taken_over_when_it_is_silent(
    tmp_path: Path, content: dict[str, object]
) -> None:
    path = _owner(tmp_path, **content)
    with pytest.raises(TimeoutError), locks.held(tmp_path / ".lock", flock=refused, wait_s=0.2):
        pass
    os.utime(path, (time.time() - 2 * locks.STALE_S,) * 2)
    with locks.held(tmp_path / ".lock", flock=refused, wait_s=0.2):
        assert json.loads(path.read_text())["pid"] == os.getpid()
    assert not path.exists()


def test_the_lock_of_a_living_process_stays(tmp_path: Path) -> None:
    path = _owner(tmp_path)
    os.utime(path, (0, 0))
    with pytest.raises(TimeoutError), locks.held(tmp_path / ".lock", flock=refused, wait_s=0.2):
        pass
    assert path.exists()


def test_a_long_lock_is_kept_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_TOUCH_S", 0.05)
    with locks.held(tmp_path / "x", flock=refused):
        path = tmp_path / "x.held"
        os.utime(path, (0, 0))
        for _ in range(100):
            time.sleep(0.02)
            if path.stat().st_mtime > 0:
                break
        assert path.stat().st_mtime > 0
    assert not path.exists()


def test_a_lock_that_was_taken_over_is_not_removed_by_its_old_owner(tmp_path: Path) -> None:
    with locks.held(tmp_path / ".lock", flock=refused):
        path = _owner(tmp_path, nonce="another's")
    assert path.exists()


@pytest.mark.parametrize("has_locks", [True, False], ids=["flock", "lock file"])
def test_a_submission_is_seen_by_others(tmp_path: Path, has_locks: bool) -> None:
    flock = fcntl.flock if has_locks else refused
    with Records(tmp_path, flock=flock).submitting(record(1).id):
        assert Records(tmp_path, flock=flock).being_submitted(record(1).id)
        assert not Records(tmp_path, flock=flock).being_submitted(record(2).id)
    assert not Records(tmp_path, flock=flock).being_submitted(record(1).id)
    assert not list(tmp_path.glob("*.lock*"))


def test_a_lock_left_by_a_killed_submission_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / f"{record(1).id}.lock").touch()
    assert not Records(tmp_path).being_submitted(record(1).id)
    assert not list(tmp_path.glob("*.lock")), "and it is removed"
    (tmp_path / f"{record(1).id}.lock").touch()
    with Records(tmp_path).submitting(record(1).id):
        pass
    assert not list(tmp_path.glob("*.lock"))
