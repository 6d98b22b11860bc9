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
from llmtui.services.watching.cadence import is_busy
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.rows import row
from llmtui.services.watching.watch import refresh_jobs

NOW = 1200.0
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

    def refresh(self, later_s: float = 0.0) -> JobRecord:
        refresh_jobs(self.link, self.records, [self.kept], NOW + later_s)
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


def test_others_that_end_with_the_runs_own_are_forgotten(desk: Desk) -> None:
    desk.slurm.end(7, "COMPLETED")
    desk.slurm.end(8, "FAILED", "75:0")
    seen = desk.refresh()
    assert (seen.state, seen.others, seen.watched) == ("COMPLETED", (8,), True), "no job at all may be no answer"
    seen = desk.refresh(61.0)
    assert (seen.job_id, seen.others, seen.past_others, seen.watched, seen.unseen_since) == (7, (), (8,), False, None)
    asked = desk.slurm.count("squeue")
    desk.refresh(120.0)
    assert desk.slurm.count("squeue") == asked, "nothing is left to be asked about"


def test_an_answer_that_tells_of_another_job_is_one(desk: Desk) -> None:
    desk.slurm.jobs[9] = FakeJob(9, "/home/alice/else")
    desk.slurm.end(7, "COMPLETED")
    desk.slurm.end(8, "FAILED", "75:0")
    assert desk.refresh().others == ()


@pytest.mark.parametrize("fault", ["hang", "away", "empty", "truncate"])
def test_an_other_that_lives_is_not_lost_with_an_answer(desk: Desk, fault: Fault) -> None:
    desk.slurm.end(7, "COMPLETED")
    desk.claim(7)
    desk.slurm.faults["squeue"] = fault
    assert desk.refresh().others == (8,)
    desk.slurm.faults.clear()
    seen = desk.refresh(120.0)
    assert (seen.job_id, seen.others, seen.state) == (7, (8,), "COMPLETED"), "the folder is the ended job's"
    assert not is_busy(seen, NOW), "what is left in the queue is no hurry"


def test_a_cut_answer_that_still_tells_of_the_runs_own_takes_nobody_away(desk: Desk) -> None:
    desk.slurm.faults["squeue"] = "truncate"
    assert desk.refresh().others == (8,)


def test_a_run_whose_own_job_was_cancelled_goes_on_with_the_other(desk: Desk) -> None:
    """Cancelled by hand while it waited: the other claims the folder and trains."""
    desk.slurm.set(8, state="RUNNING")
    desk.claim(8)
    desk.slurm.end(7, "CANCELLED", "0:15")
    desk.refresh()
    seen = desk.refresh(15.0)
    assert (seen.job_id, seen.state, seen.active, seen.others, seen.past_others) == (8, "RUNNING", True, (), (7,))


def test_the_only_one_that_waits_for_a_free_folder_is_the_runs_job(desk: Desk) -> None:
    desk.slurm.end(7, "CANCELLED", "0:15")
    desk.refresh()
    assert (desk.kept.job_id, desk.kept.active, desk.kept.others) == (8, True, ())


def test_of_two_that_wait_the_one_that_claims_the_folder_is(desk: Desk) -> None:
    desk.slurm.jobs[9] = FakeJob(9, desk.run.run_dir)
    desk.records.write(replace(desk.run, others=(8, 9)))
    desk.slurm.end(7, "CANCELLED", "0:15")
    assert (desk.refresh().job_id, desk.kept.others, desk.kept.watched) == (7, (8, 9), True)
    desk.claim(9)
    assert (desk.refresh(15.0).job_id, desk.kept.others) == (9, (8,))


def test_an_other_goes_on_from_the_checkpoint_of_a_job_that_stopped(desk: Desk) -> None:
    desk.slurm.end(7, "FAILED", "85:0")
    desk.refresh()
    assert (desk.kept.job_id, desk.kept.former, desk.kept.past_others) == (8, (7,), ())


def test_what_the_other_did_while_nobody_looked_is_told(desk: Desk) -> None:
    desk.slurm.end(7, "FAILED", "75:0")
    desk.slurm.end(8, "COMPLETED")
    desk.claim(8)
    desk.refresh()
    assert (desk.refresh(15.0).job_id, desk.kept.state) == (8, "COMPLETED")


@pytest.mark.parametrize("others", [(8,), ()])
def test_a_claim_that_cannot_be_read_is_read_again(desk: Desk, others: tuple[int, ...]) -> None:
    desk.records.write(replace(desk.run, others=others))
    desk.slurm.set(8, state="RUNNING")
    desk.slurm.end(7, "FAILED", "75:0")
    desk.slurm.contents[f"{desk.run.run_dir}/claim"] = b""
    for later in (0.0, 100.0):
        assert (desk.refresh(later).job_id, desk.kept.others) == (7, others)
    desk.claim(8)
    other = record(9)
    desk.slurm.jobs[9] = FakeJob(9, other.run_dir)
    desk.records.write(other)
    for later in (200.0, 215.0):
        refresh_jobs(desk.link, desk.records, desk.records.load().records, NOW + later)
    assert (desk.kept.job_id, desk.kept.state) == (8, "RUNNING")


def test_a_claim_that_is_never_readable_keeps_nobody_looking(desk: Desk) -> None:
    desk.slurm.end(7, "FAILED", "1:0")
    desk.slurm.end(8, "FAILED", "75:0")
    desk.slurm.contents[f"{desk.run.run_dir}/claim"] = b""
    assert desk.refresh().watched
    desk.refresh(90_000.0)
    assert not desk.refresh(90_100.0).watched


def test_an_other_that_has_gone_keeps_nobody_from_cancelling_the_run(desk: Desk) -> None:
    desk.slurm.end(8, "FAILED", "75:0")
    _cancel(desk, desk.run)
    assert (desk.cut, desk.kept.others, desk.kept.past_others, desk.kept.cancelling) == ([7], (), (8,), True)


def test_an_other_is_cancelled_though_the_runs_own_has_gone(desk: Desk) -> None:
    desk.slurm.end(7, "COMPLETED")
    _cancel(desk, desk.run)
    assert (desk.cut, desk.kept.others, desk.kept.cancelling) == ([8], (), False)


def test_duplicates_that_have_all_gone_are_forgotten(desk: Desk) -> None:
    desk.slurm.end(8, "FAILED", "75:0")
    with pytest.raises(RequestError, match="job local/8 is not in the queue any more"):
        cancel_others(desk.link, desk.records, desk.run)
    assert (desk.cut, desk.kept.others, desk.kept.past_others) == ([], (), (8,))


def test_what_has_gone_of_a_run_that_has_ended_is_forgotten(desk: Desk) -> None:
    ended = desk.records.write(replace(desk.run, status=JobStatus("COMPLETED"), status_at=NOW))
    desk.slurm.jobs.clear()
    with pytest.raises(RequestError, match="has already ended"):
        _cancel(desk, ended)
    assert (desk.cut, desk.kept.others) == ([], ())


def test_a_queue_without_any_job_takes_nothing_from_a_run_that_has_not_ended(desk: Desk) -> None:
    desk.slurm.faults["squeue"] = "empty"
    with pytest.raises(RequestError, match="not in the queue"):
        _cancel(desk, desk.run)
    with pytest.raises(RequestError, match="not in the queue"):
        cancel_others(desk.link, desk.records, desk.run)
    assert desk.kept == desk.run
