"""A job and its smoke test: two submissions, one after the other, and what the journal says of both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.slurm import FakeSlurm

from llmtui.domain.bundle import SCRIPT, Finding, JobBundle
from llmtui.domain.record import JobRecord
from llmtui.errors import RejectedError, RequestError
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.submission.smoke import SmokePair, submit_pair
from llmtui.services.watching.budget import QueryLog
from llmtui.services.watching.rows import row
from llmtui.services.watching.watch import refresh_jobs


class Desk:
    """A pair of drafts before a fake Slurm; `refuse_second` lets Slurm refuse the job after its smoke test."""

    def __init__(self, session: Session, draft: Draft) -> None:
        self.slurm = FakeSlurm()
        self.records = session.records
        self.link = Link(draft.plan.cluster, self.slurm, QueryLog())
        self.job = draft
        self.smoke = replace(draft, spec=replace(draft.spec, name="quick-smoke"))
        self.refuse_second = False

    def submit(self) -> tuple[JobRecord, JobRecord]:
        return submit_pair(self.link, self.records, SmokePair(self.smoke, self.job), self._again, lambda text: None)

    def _again(self, number: int) -> Draft:
        if self.refuse_second:
            self.slurm.faults["sbatch"] = "refuse"
        return replace(self.job, bundle=JobBundle({SCRIPT: f"#SBATCH --dependency=afterok:{number}\n".encode()}))

    def refresh(self) -> tuple[dict[str, object], dict[str, object]]:
        """The rows of the smoke test and of the job."""
        refresh_jobs(self.link, self.records, [each for each in self.records.load().records if each.active], 5000.0)
        records = {record.name: row(record) for record in self.records.load().records}
        return records["quick-smoke"], records["quick"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    session = Session()
    return Desk(session, quick_draft(session.cluster("local"), session.models()[0], tmp_path))


def test_both_are_submitted_and_know_each_other(desk: Desk) -> None:
    smoke, job = desk.submit()
    assert (smoke.job_id, job.job_id) == (42, 43)
    assert smoke.smoke_of is not None
    assert job.after is not None
    assert (smoke.smoke_of.id, smoke.smoke_of.job_id) == (job.id, 43)
    assert (job.after.id, job.after.job_id) == (smoke.id, 42)
    assert b"afterok:42" in desk.slurm.contents[f"{job.run_dir}/job.sh"]
    assert set(desk.records.load().records) == {smoke, job}


def test_rows_say_what_the_one_has_to_do_with_the_other(desk: Desk) -> None:
    smoke, job = desk.submit()
    assert row(smoke)["smoke_of"] == job.id
    assert row(job)["after"] == smoke.id
    assert row(job)["reason_text"] == "waits for smoke test 42"
    desk.slurm.set(42, state="RUNNING", reason="None")
    desk.slurm.set(43, reason="Dependency")
    test, real = desk.refresh()
    assert (test["reason_text"], real["reason_text"]) == ("smoke test of quick", "waits for smoke test 42")


def test_a_smoke_test_that_passed_leaves_the_job_a_job_like_any(desk: Desk) -> None:
    desk.submit()
    desk.slurm.end(42, "COMPLETED")
    desk.slurm.set(43, state="PENDING", reason="Priority")
    test, real = desk.refresh()
    assert (test["state"], test["reason_text"]) == ("COMPLETED", "smoke test of quick")
    assert real["reason_text"] == "jobs with a higher priority come first"


def test_a_reason_that_stays_behind_is_not_taken_for_waiting(desk: Desk) -> None:
    desk.submit()
    desk.slurm.end(42, "COMPLETED")
    desk.slurm.end(43, "COMPLETED")
    desk.slurm.set(43, reason="Dependency")
    assert desk.refresh()[1]["reason_text"] == ""


@pytest.mark.parametrize("reason", ["DependencyNeverSatisfied", "Dependency", "None"])
def test_a_job_cancelled_with_its_smoke_test_says_why(desk: Desk, reason: str) -> None:
    desk.submit()
    desk.slurm.end(42, "FAILED", "9:0")
    desk.slurm.end(43, "CANCELLED")
    desk.slurm.set(43, reason=reason)
    test, real = desk.refresh()
    assert test["reason_text"] == "smoke test of quick: it ended with exit code 9"
    assert real["state"] == "CANCELLED"
    text = real["reason_text"]
    assert text == "cancelled because its smoke test 42 did not pass: it ended with exit code 9"


def test_why_may_be_learnt_later_than_the_end(desk: Desk) -> None:
    desk.submit()
    desk.slurm.end(43, "CANCELLED")
    assert desk.refresh()[1]["reason_text"] == "cancelled by the user (scancel)"
    desk.slurm.end(42, "TIMEOUT")
    assert "smoke test 42 did not pass: it reached its time limit" in str(desk.refresh()[1]["reason_text"])


def test_a_job_that_never_starts_says_so_while_it_stays_in_the_queue(desk: Desk) -> None:
    desk.submit()
    desk.slurm.end(42, "FAILED", "1:0")
    desk.slurm.set(43, reason="DependencyNeverSatisfied")
    assert desk.refresh()[1]["reason_text"] == "its smoke test 42 did not pass, so it never starts"


def test_a_job_that_its_user_cancels_is_not_blamed_on_a_good_test(desk: Desk) -> None:
    desk.submit()
    desk.slurm.end(42, "COMPLETED")
    desk.slurm.end(43, "CANCELLED")
    assert desk.refresh()[1]["reason_text"] == "cancelled by the user (scancel)"


def test_a_refused_smoke_test_submits_nothing_more(desk: Desk) -> None:
    desk.slurm.faults["sbatch"] = "refuse"
    with pytest.raises(RejectedError):
        desk.submit()
    assert desk.slurm.count("sbatch") == 1
    assert [each.submission for each in desk.records.load().records] == ["REJECTED"]


def test_a_refused_job_says_that_its_smoke_test_goes_on(desk: Desk) -> None:
    desk.refuse_second = True
    with pytest.raises(RejectedError) as caught:
        desk.submit()
    assert "its smoke test 42 is in the queue" in caught.value.hint


def test_errors_of_either_are_refused_before_anything_is_written(desk: Desk) -> None:
    desk.job = replace(desk.job, findings=(Finding("error", "x1", "job", "it cannot run", "change it"),))
    with pytest.raises(RequestError, match="it cannot run"):
        desk.submit()
    assert desk.records.load().records == ()
