"""Several jobs cancelled at once: one squeue and one scancel a cluster, and what is shown until they have ended."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm
from tests.unit.services.watch.test_session import window

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, RequestError, UnreachableError
from llmtui.remote.transport import Result
from llmtui.services.session import Session
from llmtui.services.watching.cadence import is_busy
from llmtui.tui.jobtext import state_word, told


class Slow(FakeSlurm):
    """Jobs end when the test says so; `cancelled` holds the words of each scancel."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled: list[list[str]] = []

    def _scancel(self, argv, cwd) -> Result:  # type: ignore[no-untyped-def]
        self.cancelled.append(argv[1:])
        return Result.said("ok", 0, "", "")


class Desk:
    """Five running jobs on LUMI, looked at a moment ago."""

    def __init__(self, folder: Path) -> None:
        self.slurm = Slow()
        self.session = window(folder, self.slurm)
        now = time.time()
        for number in range(11, 16):
            made = record(number, cluster="lumi", created_at=now, submitted_at=now - 9000, status=JobStatus("RUNNING"))
            self.session.records.write(replace(made, run_dir=f"/runs/{made.id}", status_at=now, seen="fresh"))
            self.slurm.jobs[number] = FakeJob(number, f"/runs/{made.id}", "RUNNING", "None")

    @property
    def jobs(self) -> list[JobRecord]:
        return sorted(self.session.jobs(), key=lambda found: found.job_id or 0)

    def later(self, seconds: float) -> Session:
        """The same as if so much time had passed since the last look."""
        ledger = self.session._budget._ledger
        ledger.change("lumi", lambda entry: (replace(entry, last=entry.last - seconds, hold=0.0), None))
        return self.session


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_five_jobs_cost_two_commands_and_the_look_after_them_is_due(desk: Desk) -> None:
    desk.session.refresh()
    desk.later(11.0)
    desk.slurm.calls.clear()
    done = desk.session.cancel_many(desk.jobs)
    assert [call[0] for call in desk.slurm.calls] == ["squeue", "scancel", "squeue"], "check, cancel, look"
    assert desk.slurm.cancelled == [["11", "12", "13", "14", "15"]]
    assert (done.refused, {found.cancelling for found in done.records}) == ({}, {True})
    assert desk.session.calls_per_minute("lumi") == 4


def test_a_look_that_the_floor_forbids_comes_as_soon_as_it_may(desk: Desk) -> None:
    desk.session.refresh()
    desk.session.cancel_many(desk.jobs)
    assert desk.slurm.count("squeue") == 2
    assert 8.0 < desk.session.poll_interval_s() <= 10.0
    for number in range(11, 16):
        desk.slurm.end(number, "CANCELLED", "0:15")
    assert {found.state for found in desk.later(10.0).refresh()} == {"CANCELLED"}


def test_until_there_is_evidence_it_is_shown_as_being_cancelled(desk: Desk) -> None:
    first = desk.session.cancel(desk.jobs[0])
    assert (first.state, first.cancelling, state_word(first)) == ("RUNNING", True, "CANCELLING")
    assert is_busy(replace(first, status=JobStatus("PENDING")), time.time())
    row = desk.session.row(first)
    assert (row["state"], row["state_text"]) == ("RUNNING", "running, being cancelled")
    words = "Slurm was asked 0 s ago to cancel it; its last word was RUNNING"
    assert row["reason_text"] == words
    assert told(first, "", first.cancelling_at or 0.0) == words
    (again,) = [found for found in desk.later(60.0).refresh() if found.job_id == 11]
    assert state_word(again) == "CANCELLING", "that Slurm still runs it is no evidence of an end"
    desk.slurm.end(11, "CANCELLED", "0:15")
    (ended,) = [found for found in desk.later(60.0).refresh() if found.job_id == 11]
    assert (state_word(ended), ended.cancelling, ended.cancelling_at) == ("CANCELLED", False, None)
    assert state_word(desk.jobs[1]) == "RUNNING"


def test_what_cannot_be_cancelled_keeps_nothing_else_from_it(desk: Desk) -> None:
    ended, theirs, refused, *ours = desk.jobs
    desk.session.records.write(replace(ended, status=JobStatus("COMPLETED")))
    desk.slurm.set(theirs.job_id or 0, work_dir="/home/alice/else")
    desk.session.records.write(replace(refused, submission="REJECTED", job_id=None, status=None))
    done = desk.session.cancel_many([ended, theirs, refused, *ours])
    assert desk.slurm.cancelled == [["14", "15"]]
    assert [type(done.refused[found.id]) for found in (ended, theirs, refused)] == [RequestError] * 3
    assert [found.cancelling for found in done.records] == [False, False, False, True, True]
    with pytest.raises(RequestError, match="another job by now"):
        desk.session.cancel(theirs)


@pytest.mark.parametrize("command", ["squeue", "scancel"])
def test_where_slurm_does_not_answer_no_job_is_shown_as_being_cancelled(desk: Desk, command: str) -> None:
    desk.slurm.faults[command] = "away"
    done = desk.session.cancel_many(desk.jobs)
    assert [type(error) for error in done.refused.values()] == [CannotTellError] * 5
    assert [found.cancelling for found in desk.jobs] == [False] * 5
    assert desk.slurm.cancelled == []


def test_one_that_scancel_refuses_leaves_the_others_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Kill job error on job id 12: Job/step already completing or completed"
    told = Result.said("failed", 1, "", f"scancel: error: {said}\n")
    monkeypatch.setattr(desk.slurm, "_scancel", lambda argv, cwd: told)
    done = desk.session.cancel_many(desk.jobs)
    assert [found.cancelling for found in done.records] == [True, False, True, True, True]
    assert [error.message for error in done.refused.values()] == [f"scancel: {said}"]
    assert list(done.refused) == [desk.jobs[1].id]


@pytest.mark.parametrize("outcome", ["failed", "unknown"])
def test_a_scancel_of_which_nothing_is_known_has_asked_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    lost = Result.said(outcome, None, "", "job id 99: no answer\n")  # type: ignore[arg-type]
    monkeypatch.setattr(desk.slurm, "_scancel", lambda argv, cwd: lost)
    done = desk.session.cancel_many(desk.jobs)
    assert (len(done.refused), [found.cancelling for found in desk.jobs]) == (5, [False] * 5)


def test_what_was_withdrawn_stays_so_where_the_cluster_falls_silent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown, job, *_ = desk.jobs
    changes = {"submission": "SUBMIT_UNKNOWN", "job_id": None, "status": None, "resubmittable": True}
    unknown = desk.session.records.write(replace(unknown, **changes))  # type: ignore[arg-type]

    def silent(*words: object) -> None:
        raise UnreachableError("gone")

    monkeypatch.setattr("llmtui.services.runs.cancelall.cancel", silent)
    done = desk.session.cancel_many([unknown, job])
    assert (done.records[0].submission, list(done.refused)) == ("GIVEN_UP", [job.id])
