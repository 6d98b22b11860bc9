"""Jobs that nobody knows, and submissions that nobody answers for, are looked for so often and no more."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.domain.record import JobRecord
from llmtui.services.runs.cancel import withdraw
from llmtui.services.runs.ownfolder import why_kept
from llmtui.services.runs.sharedmodels import needs_files
from llmtui.services.watching.enough import UNWATCHED
from llmtui.services.watching.rows import how_it_ended, row

LOST = replace(record(7), submission="SUBMIT_UNKNOWN", job_id=None, created_at=NOW, submitting_at=NOW)


@pytest.fixture
def desk() -> WatchDesk:
    made = WatchDesk()
    assert made.look().state == "RUNNING"
    return made


def minutes(desk: WatchDesk, step: int = 1) -> int:
    """Look every so many minutes until the job is not watched any more; how long that took."""
    for minute in range(0, 2000, step):
        if not desk.look(60 * step).watched:
            return minute
    raise AssertionError("it is looked for for ever")


def test_a_vanished_job_that_accounting_does_not_know_is_looked_for_for_an_hour(desk: WatchDesk) -> None:
    desk.vanish()
    assert 55 <= minutes(desk) <= 65
    assert (desk.job.state, desk.job.seen, desk.job.active) == ("RUNNING", "vanished", True)
    assert UNWATCHED in desk.job.problem
    written = desk.records.writes
    assert desk.look(60) == desk.job
    assert desk.records.writes == written, "the user looks once more, and nothing is new"
    desk.slurm.set(7, in_database=True, state="FAILED")
    assert (desk.look().state, desk.job.unwatched) == ("FAILED", False)


def test_a_vanished_job_whose_accounting_is_silent_is_looked_for_for_a_day(desk: WatchDesk) -> None:
    desk.vanish()
    desk.no_database()
    assert 23 * 60 <= minutes(desk, 10) <= 25 * 60


def test_only_looks_count_and_not_the_time_in_between(desk: WatchDesk) -> None:
    desk.vanish()
    for _ in range(5):
        assert desk.look(86400).watched


def test_what_a_script_left_is_waited_for_as_long(desk: WatchDesk) -> None:
    desk.mark("end", 3)
    desk.vanish()
    desk.no_database()
    minutes(desk, 10)
    assert (desk.job.state, desk.job.active, desk.job.unwatched) == ("FAILED", False, True)
    assert (why_kept(desk.job, ()), needs_files(desk.job), row(desk.job)["provisional"]) == ("", False, True)
    text = "it ended with exit code 3; this is what its script left, and the accounting did not say anything else"
    assert how_it_ended(desk.job) == text
    desk.slurm.faults.clear()
    desk.slurm.set(7, in_database=True, state="TIMEOUT")
    assert (desk.look().state, desk.job.active, desk.job.unwatched) == ("TIMEOUT", False, False)


def test_an_end_that_counts_without_the_accounting_gives_way_to_evidence_alone(desk: WatchDesk) -> None:
    desk.mark("end", 3)
    listed = desk.slurm.jobs[7]
    desk.vanish()
    desk.no_database()
    minutes(desk, 10)
    ended = desk.job
    desk.slurm.contents.clear()
    assert desk.look() == ended, "that nobody knows it tells nothing"
    desk.slurm.faults["squeue"] = "away"
    assert desk.look() == ended
    desk.slurm.faults.clear()
    desk.slurm.jobs[7] = replace(listed, work_dir=desk.job.run_dir)
    assert (desk.look().state, desk.job.active, desk.job.watched) == ("RUNNING", True, True)


def test_what_the_run_said_of_its_failure_is_not_taken_for_the_accountings_word(desk: WatchDesk) -> None:
    desk.mark("end", 3)
    error = b'{"time": 1.0, "event": "error", "message": "no memory"}\n'
    desk.slurm.contents[desk.job.events_path] = error
    desk.vanish()
    desk.no_database()
    minutes(desk, 10)
    assert how_it_ended(desk.job).endswith("the accounting did not say anything else")
    assert "no memory" in how_it_ended(desk.job)


def lose(desk: WatchDesk, **changes: object) -> JobRecord:
    """A submission whose sbatch ended without a clear answer, and of which Slurm has no job."""
    desk.slurm.jobs.clear()
    attempt = f"{LOST.run_dir}/submit.lock/attempt-1"
    desk.slurm.modes[attempt] = 0o700
    said = b"sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n"
    desk.slurm.contents |= {f"{attempt}/rc": b"1\n", f"{attempt}/err": said}
    return desk.records.write(replace(LOST, **changes))  # type: ignore[arg-type]


def test_a_submission_of_which_there_is_no_job_is_looked_for_for_an_hour(desk: WatchDesk) -> None:
    lose(desk)
    assert 55 <= minutes(desk) <= 75
    assert (desk.job.submission, desk.job.resubmittable, desk.job.active) == ("SUBMIT_UNKNOWN", True, True)
    assert desk.job.problem.count(UNWATCHED) == 1
    desk.slurm.jobs[70] = FakeJob(70, LOST.run_dir)
    desk.look(60)
    found = desk.look(15)
    assert (found.submission, found.job_id, found.unwatched, found.sought) == ("SUBMITTED", 70, False, 0)


def test_a_submission_that_nobody_answers_for_is_looked_for_for_a_day(desk: WatchDesk) -> None:
    lose(desk)
    desk.no_database()
    assert 23 * 60 <= minutes(desk, 10) <= 25 * 60
    assert not desk.job.resubmittable


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"resubmittable": True, "created_at": time.time(), "submitting_at": time.time()}, True),
        ({"unwatched": True, "created_at": time.time(), "submitting_at": time.time()}, False),
        ({"created_at": time.time() - 7200, "submitting_at": time.time() - 3700, "looked_at": 1.0}, False),
    ],
    ids=["searched twice", "searched for a day", "an hour old"],
)
def test_the_user_can_give_it_up(desk: WatchDesk, changes: dict[str, object], known: bool) -> None:
    given = withdraw(desk.link, desk.records, lose(desk, **changes))
    assert (given.submission, given.active, given.watched, given.can_submit_again) == ("GIVEN_UP", False, False, known)
    assert ("Slurm had no job of this run" in given.problem) is known
    assert (LOST.run_dir in given.problem) is not known
    assert why_kept(given, ()) == ""
    desk.look(60)
    assert (desk.calls, desk.job) == ([], given)


def test_it_cannot_be_given_up_before_it_was_looked_for(desk: WatchDesk) -> None:
    """The user means to cancel a job that may be in the queue: it has to be found first."""
    fresh = lose(desk, created_at=time.time(), submitting_at=time.time())
    for _ in range(2):
        kept = withdraw(desk.link, desk.records, fresh)
        assert (kept.submission, kept.problem.count("it can be given up once")) == ("SUBMIT_UNKNOWN", 1)
    del desk.slurm.contents[f"{LOST.run_dir}/submit.lock/attempt-1/rc"]
    desk.records.write(replace(fresh, created_at=0.0, submitting_at=0.0))
    assert withdraw(desk.link, desk.records, fresh).submission == "SUBMIT_UNKNOWN", "sbatch is running"
