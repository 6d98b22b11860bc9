"""A number that another job has by now: whose it is shows by the folder, and is asked when nobody looked for long."""

from __future__ import annotations

import pytest
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.domain.record import JobStatus
from llmtui.services.watching.budget import Leave
from llmtui.slurm.runs import Run, of_runs


@pytest.fixture
def desk() -> WatchDesk:
    made = WatchDesk()
    assert made.look().state == "RUNNING"
    return made


@pytest.mark.parametrize("state", ["RUNNING", "PENDING", "COMPLETED", "FAILED"])
def test_a_job_that_has_the_number_after_long_is_not_taken_for_ours(desk: WatchDesk, state: str) -> None:
    desk.vanish()
    desk.look()
    desk.look(step_s=86400 * 200)
    desk.slurm.jobs[7] = FakeJob(7, "/home/alice/other", state, in_database=False)
    for _ in range(2):
        seen = desk.look()
        assert (seen.state, seen.seen, desk.calls[:2]) == ("RUNNING", "vanished", ["squeue", "squeue"])
    desk.slurm.set(7, work_dir=desk.job.run_dir)
    assert (desk.look().state, desk.job.seen) == (state, "fresh")
    desk.slurm.set(7, work_dir="/home/alice/other", state="RUNNING")
    desk.look()
    assert desk.calls == (["squeue"] if desk.job.active else []), "one that is in sight needs no second look"


@pytest.mark.parametrize("state", ["RUNNING", "PENDING", "COMPLETED", "FAILED"])
def test_a_number_is_doubted_when_nobody_has_looked_for_long(state: str) -> None:
    """llmtui was closed while the job ran, and the site's numbers began anew."""
    desk = WatchDesk()
    assert desk.look().state == "RUNNING"
    for days in (100, 30):
        desk.slurm.jobs[7] = FakeJob(7, "/home/alice/other", state, submitted=str(int(desk.now + 5 * 86400)))
        seen = desk.look(step_s=86400.0 * days)
        for _ in range(4):
            assert (seen.state, seen.seen, seen.unseen_since) == ("RUNNING", "vanished", NOW + 15)
            assert desk.calls[:2] == ["squeue", "squeue"]
            assert "scontrol" not in desk.calls
            seen = desk.look(70)
    desk.slurm.set(7, work_dir=desk.job.run_dir, submitted=str(int(NOW - 100)))
    assert (desk.look().state, desk.job.seen) == (state, "fresh")


def test_who_was_away_asks_once_whose_the_numbers_are(desk: WatchDesk) -> None:
    desk.slurm.set(7, work_dir=desk.job.run_dir)
    assert (desk.look(step_s=7200).seen, desk.calls) == ("fresh", ["squeue", "squeue"])
    for _ in range(5):
        assert (desk.look().seen, desk.calls) == ("fresh", ["squeue"]), "a record that does not change gets no older"


def test_the_doubt_lasts_until_it_can_be_told(desk: WatchDesk) -> None:
    desk.slurm.jobs[7] = FakeJob(7, "/home/alice/other", "PENDING")
    desk.look(step_s=86400, leave=Leave(0))
    desk.look(leave=Leave(0))
    assert (desk.job.state, desk.job.seen, desk.outcome.owed) == ("RUNNING", "vanished", 1)
    desk.look()
    assert (desk.job.state, desk.job.seen) == ("RUNNING", "vanished")


def test_until_it_can_be_told_whose_the_number_is_nothing_changes(desk: WatchDesk) -> None:
    desk.vanish()
    desk.look()
    desk.look(step_s=86400 * 200)
    desk.slurm.jobs[7] = FakeJob(7, desk.job.run_dir, "PENDING")
    seen = desk.look(leave=Leave(0))
    assert (seen.state, seen.seen, desk.calls, desk.outcome.owed) == ("RUNNING", "vanished", ["squeue"], 1)
    assert "whether it is this run's is not known yet" in seen.problem
    assert desk.look(leave=Leave(1)).state == "PENDING"


def test_what_the_database_tells_of_a_later_job_is_not_ours() -> None:
    def run(state: str, submit: float, end: float | None) -> Run:
        return Run(JobStatus(state, end=end), submit)

    day = 86400.0
    ours, again = run("REQUEUED", NOW, NOW + day), run("FAILED", NOW + day, NOW + 2 * day)
    theirs = run("COMPLETED", NOW + 200 * day, NOW + 201 * day)
    told = of_runs([theirs, again, ours], NOW)
    assert told is not None
    assert (told.state, told.restarts) == ("FAILED", 1)
    assert of_runs([theirs], NOW) is None
    assert of_runs([theirs], NOW + 199 * day) == theirs.status
    assert of_runs([theirs], NOW + 190 * day, reused=True) is None
    assert of_runs([ours, again, theirs], NOW, reused=True) == told
