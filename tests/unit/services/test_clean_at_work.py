"""A run folder stays while any job needs it, also one that the journal has never heard of."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.runs import FaultyTransport, ended, link, write_run

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, RequestError
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.runs.atwork import AtWork
from llmtui.services.runs.clean import delete
from llmtui.services.runs.folders import Folders
from llmtui.slurm.lookup import parse_squeue_live

NOW = 1_800_000_000.0
#: The marks and files that a job.sh leaves, beside those of write_run: stopped early, and the claim is free again.
STOPPED = JobStatus("FAILED", exit_code="85:0", end=2000.0)


class Desk:
    """A cluster with two runs whose jobs, 1 and 2, stopped with a checkpoint."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "runs of mine"
        self.transport = FaultyTransport()
        self.link = link(self.root, self.transport)
        self.records = Records(folder / "records")
        self.runs = [self.records.write(ended(self.root, number, status=STOPPED)) for number in (1, 2)]
        for number, run in enumerate(self.runs, 1):
            write_run(run)
            (Path(run.run_dir) / "submit.lock").mkdir()
            self.mark(f"{number}.0.start", 0, run)
            self.mark(f"{number}.0.end", 85, run)

    @property
    def folder(self) -> Path:
        return Path(self.runs[0].run_dir)

    def mark(self, name: str, code: int = 0, run: JobRecord | None = None) -> None:
        folder = Path((run or self.runs[0]).run_dir) / "status"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"{code} {int(time.time())}\n")

    def claim(self, job_id: object) -> None:
        (self.folder / "claim").write_text(f"{job_id}\n")

    def delete(self) -> JobRecord:
        return delete(self.link, self.records, self.runs[0], NOW)

    def files(self) -> list[str]:
        return sorted(str(path) for path in self.root.rglob("*"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_nobody_is_at_work(desk: Desk) -> None:
    """The positive: what the others change is what keeps the folder."""
    assert desk.delete().deleted_at == NOW
    assert not desk.folder.exists()
    assert desk.transport.asked == 1


def _runs_on(desk: Desk) -> None:
    """sbatch job.sh by hand: the new job has claimed the folder and trains."""
    desk.claim(101)
    desk.mark("101.0.start")
    desk.transport.queue = [("101", "RUNNING", desk.runs[0].run_dir)]


def _waits(desk: Desk) -> None:
    """It waits: nothing in the folder tells of it."""
    desk.transport.queue = [("101", "PENDING", desk.runs[0].run_dir)]


def _another_way_there(desk: Desk) -> None:
    """Sites resolve symbolic links in the path."""
    desk.transport.queue = [("101", "PENDING", f"/mnt/real/{desk.runs[0].id}")]


def _an_array(desk: Desk) -> None:
    desk.transport.queue = [("101_[2-5%2]", "PENDING", desk.runs[0].run_dir)]


def _put_back(desk: Desk) -> None:
    """scontrol requeue of the ended job, since the last look."""
    desk.transport.queue = [("1", "PENDING", desk.runs[0].run_dir)]


def _runs_again(desk: Desk) -> None:
    desk.mark("1.1.start")
    desk.transport.queue = [("1", "RUNNING", desk.runs[0].run_dir)]


def _submitted_elsewhere(desk: Desk) -> None:
    """sbatch from another folder, whose script goes to this one."""
    desk.mark("101.0.start")
    desk.transport.queue = [("101", "RUNNING", "/home/alice")]


def _begins_meanwhile(desk: Desk) -> None:
    """It is submitted and begins between the queue's answer and the deletion."""
    desk.transport.between = lambda: desk.mark("101.0.start")


def _begins_again_meanwhile(desk: Desk) -> None:
    desk.transport.between = lambda: desk.mark("1.1.start")


def _claims_meanwhile(desk: Desk) -> None:
    """It has claimed the folder and is about to leave its mark."""
    desk.transport.between = lambda: desk.claim(101)


@pytest.mark.parametrize(
    ("happens", "job"),
    [
        (_runs_on, "101"),
        (_waits, "101"),
        (_another_way_there, "101"),
        (_an_array, "101"),
        (_put_back, "1"),
        (_runs_again, "1"),
        (_submitted_elsewhere, "101"),
        (_begins_meanwhile, "101"),
        (_begins_again_meanwhile, "1"),
        (_claims_meanwhile, "101"),
    ],
)
def test_a_job_that_needs_the_folder_keeps_it(desk: Desk, happens: Callable[[Desk], None], job: str) -> None:
    happens(desk)
    before = desk.files()
    with pytest.raises(RequestError, match=rf"stays: job lumi/{job}(?!\d).* waits or works in it") as caught:
        desk.delete()
    assert "nothing was deleted" in caught.value.hint
    assert set(before) <= set(desk.files())
    assert {Path(path).name for path in set(desk.files()) - set(before)} <= {"claim", "101.0.start", "1.1.start"}
    assert desk.records.get(desk.runs[0].id).deleted_at is None


@pytest.mark.parametrize(
    "answer",
    [
        Result.said("failed", 1, "", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"),
        Result.said("unknown", None, "", "no answer within 15 s"),
        Result.said("ok", 0, "", "squeue: error: Invalid user: alice"),
        Result.said("ok", 0, "101\x1fPENDING\x1fn1\x1f/runs/x", ""),
    ],
)
def test_a_queue_that_does_not_answer_keeps_it(desk: Desk, answer: Result) -> None:
    desk.transport.squeue = answer
    with pytest.raises(CannotTellError, match="whether a job still works there cannot be told: squeue") as caught:
        desk.delete()
    assert "nothing was deleted" in caught.value.hint
    assert (desk.folder / "job.sh").exists()


def _ended(desk: Desk) -> None:
    desk.claim(101)
    desk.mark("101.0.start")
    desk.mark("101.0.end")


def _killed(desk: Desk) -> None:
    """A job that was killed leaves a start, a claim and no end; the queue does not hold it."""
    desk.claim(101)
    desk.mark("101.0.start")
    desk.mark("1.1.start")


def _over_in_the_queue(desk: Desk) -> None:
    _killed(desk)
    desk.transport.queue = [("101", "CANCELLED", desk.runs[0].run_dir), ("1", "TIMEOUT", desk.runs[0].run_dir)]


def _others_run(desk: Desk) -> None:
    desk.transport.queue = [("7", "RUNNING", desk.runs[1].run_dir), ("8", "RUNNING", "/home/alice/other")]


@pytest.mark.parametrize("happens", [_ended, _killed, _over_in_the_queue, _others_run])
def test_jobs_that_are_over_keep_nothing(desk: Desk, happens: Callable[[Desk], None]) -> None:
    happens(desk)
    assert desk.delete().deleted_at == NOW
    assert not desk.folder.exists()


def test_a_job_that_was_killed_at_its_time_limit_left_no_end(desk: Desk) -> None:
    """The record's own job, in the start that the record knows of: nothing to clear up."""
    os.unlink(desk.folder / "status" / "1.0.end")
    assert AtWork(desk.link, desk.runs).over(desk.runs[0]) == frozenset()
    assert desk.delete().deleted_at == NOW


def test_no_job_begins_in_a_folder_that_goes(desk: Desk, tmp_path: Path) -> None:
    """The claim is taken first and goes last; a deletion that was cut off goes on."""
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "rm").write_text("#!/bin/sh\nexit 1\n")
    (fake / "rm").chmod(0o755)
    desk.transport._path_prefix = fake
    with pytest.raises(CannotTellError, match="may be gone in part"):
        desk.delete()
    guard = 'set -C; printf "%s\\n" 101 > claim'
    assert subprocess.run(["sh", "-c", guard], cwd=desk.folder, capture_output=True).returncode != 0
    assert (desk.folder / "claim").read_text() == "deleted\n"
    (fake / "rm").unlink()
    assert desk.delete().deleted_at == NOW


def test_what_stays_can_still_be_claimed(desk: Desk) -> None:
    _begins_meanwhile(desk)
    with pytest.raises(RequestError):
        desk.delete()
    assert not (desk.folder / "claim").exists()


def test_the_queue_is_asked_once_for_all(desk: Desk) -> None:
    third = desk.records.write(ended(desk.root, 3))
    write_run(third)
    desk.transport.queue = [("102", "PENDING", desk.runs[1].run_dir)]
    remove = Folders(desk.records, lambda name: desk.link).deletion([*desk.runs, third])
    assert remove(desk.runs[0]).deleted_at is not None
    with pytest.raises(RequestError, match="lumi/102"):
        remove(desk.runs[1])
    assert remove(third).deleted_at is not None
    assert desk.transport.asked == 1


def test_an_answer_gets_old(desk: Desk) -> None:
    now = [0.0]
    at_work = AtWork(desk.link, desk.runs, lambda: now[0])
    assert at_work.over(desk.runs[0]) == frozenset()
    desk.transport.queue = [("102", "PENDING", desk.runs[1].run_dir)]
    now[0] = 61.0
    with pytest.raises(RequestError):
        at_work.over(desk.runs[1])


def test_live_jobs_by_folder() -> None:
    text = "".join(
        f"{job_id}\x1f{state}\x1fn1\x1f{folder}\x1e\n"
        for job_id, state, folder in (
            ("7", "RUNNING", "/r/a"),
            ("8_1", "COMPLETING", "/r/a/"),
            ("9", "COMPLETED", "/r/b"),
            ("10", "PREEMPTED", "/r/c"),
            ("11", "NEW_WORD", "/r/d"),
        )
    )
    assert parse_squeue_live(text) == {"a": ("7", "8_1"), "c": ("10",), "d": ("11",)}
    assert parse_squeue_live(text[:-3]) is None


def test_ids_of_the_run_itself(desk: Desk) -> None:
    """The folder says 1, the journal follows 101, which went on from it."""
    _ended(desk)
    desk.runs[0] = desk.records.write(replace(desk.runs[0], job_id=101, former=(1,)))
    assert desk.delete().deleted_at == NOW
