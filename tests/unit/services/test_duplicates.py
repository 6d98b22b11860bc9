"""A run that Slurm took more than once: what is cancelled, in which order, and when the others count as gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm, Fault

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, RequestError
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.runs.cancel import cancel, cancel_others
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.rows import row
from llmtui.services.watching.watch import refresh_jobs

NOW = 5000.0
WORDS = "Slurm holds job 8 of this run as well"


class Desk:
    """One run, whose job is 7 and of which Slurm holds job 8 too; both wait."""

    def __init__(self, folder: Path) -> None:
        self.slurm = FakeSlurm()
        self.link = Link(Cluster("local", "Local"), self.slurm, QueryLog())
        self.records = Records(folder)
        self.run = replace(record(7), others=(8,))
        self.records.write(self.run)
        for job_id in (7, 8):
            self.slurm.jobs[job_id] = FakeJob(job_id, self.run.run_dir)

    @property
    def kept(self) -> JobRecord:
        return self.records.get(self.run.id)

    @property
    def cut(self) -> list[int]:
        calls = [call for call in self.slurm.calls if call[0] == "scancel"]
        return [int(word) for call in calls for word in call[1:] if word.isdecimal()]

    def refresh(self) -> JobRecord:
        refresh_jobs(self.link, self.records, [self.kept], NOW)
        return self.kept

    def claim(self, job_id: int) -> None:
        self.slurm.contents[f"{self.run.run_dir}/claim"] = f"{job_id}\n".encode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_state_says_so_until_the_queue_lists_only_the_runs_own(desk: Desk) -> None:
    seen = desk.refresh()
    assert (seen.others, row(seen)["others"]) == ((8,), [8])
    assert str(row(seen)["reason_text"]).endswith(WORDS)
    desk.slurm.set(8, state="FAILED", exit_code="75:0")
    seen = desk.refresh()
    assert (seen.others, seen.past_others, seen.job_id) == ((), (8,), 7)
    assert WORDS not in str(row(seen)["reason_text"])
    assert desk.slurm.count("squeue") == 2, "it costs no query of its own"


@pytest.mark.parametrize("fault", ["hang", "empty", "away", "truncate"])
def test_an_answer_that_is_none_takes_nobody_away(desk: Desk, fault: Fault) -> None:
    desk.slurm.jobs = {job.id: job for job in (desk.slurm.jobs[8], desk.slurm.jobs[7])}
    desk.slurm.faults["squeue"] = fault
    assert desk.refresh().others == (8,)
    desk.slurm.faults.clear()
    desk.slurm.set(8, in_queue=False)
    assert desk.refresh().others == (), "the whole answer does"


def test_only_the_others_are_cancelled(desk: Desk) -> None:
    found = cancel_others(desk.link, desk.records, desk.run)
    assert (found.job_id, found.others, found.past_others, desk.cut) == (7, (), (8,), [8])
    with pytest.raises(RequestError, match="holds no other job"):
        cancel_others(desk.link, desk.records, found)


def test_one_that_has_claimed_the_folder_is_the_runs_own_and_is_not_taken_for_another(desk: Desk) -> None:
    desk.slurm.set(8, state="RUNNING")
    desk.claim(8)
    desk.records.write(replace(desk.run, status=JobStatus("PENDING", reason="Priority"), status_at=NOW))
    found = cancel_others(desk.link, desk.records, desk.kept)
    assert (found.job_id, found.others, found.past_others, desk.cut) == (8, (), (7,), [7])
    assert (found.status, found.log_path) == (None, f"{desk.run.run_dir}/slurm-8.out")
    assert desk.refresh().state == "RUNNING"


def test_a_job_that_only_has_the_number_of_another_is_not_cancelled(desk: Desk) -> None:
    desk.slurm.set(8, work_dir="/home/alice/something/else")
    with pytest.raises(RequestError, match="is another job by now"):
        cancel_others(desk.link, desk.records, desk.run)
    assert (desk.cut, desk.kept.others) == ([], (8,))


def _cancel(desk: Desk, record: JobRecord) -> None:
    for error in cancel(desk.link, desk.records, [record]).values():
        raise error


def test_to_cancel_the_run_is_to_cancel_all_of_it(desk: Desk) -> None:
    """With only its own job gone, the other one would start, claim the folder and train."""
    _cancel(desk, desk.run)
    assert desk.cut == [8, 7]
    assert desk.refresh().state == "CANCELLED"


def test_where_another_cannot_be_cancelled_the_runs_own_stays_too(desk: Desk) -> None:
    desk.slurm.faults["scancel"] = "away"
    with pytest.raises(CannotTellError, match="scancel"):
        _cancel(desk, desk.run)
    assert (desk.cut, desk.kept.others, desk.kept.cancelling) == ([8, 7], (8,), False)


def test_what_is_left_of_a_run_that_has_ended_is_cancelled(desk: Desk) -> None:
    ended = replace(desk.run, status=JobStatus("COMPLETED"), status_at=NOW)
    desk.records.write(ended)
    _cancel(desk, ended)
    assert (desk.cut, desk.kept.others, desk.kept.state) == ([8], (), "COMPLETED")
    with pytest.raises(RequestError, match="has already ended"):
        _cancel(desk, desk.kept)
