"""Submissions that nobody saw the end of: what is asked, how often, and when the user may try again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, RequestError, UnreachableError
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.runs.cancel import cancel, withdraw
from llmtui.services.submission import recover
from llmtui.services.submission.recover import RESUME_S, find_submitted, follow_claims, settle_abandoned
from llmtui.services.submission.submit import submit_again
from llmtui.services.watching.budget import Leave, QueryLog

T0 = 100_000.0
SHA = "a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e"  # of "Hello World"


class Desk:
    """A journal with one run that is not known, whose sbatch ended with a time-out, before a fake Slurm."""

    def __init__(self, folder: Path) -> None:
        self.slurm = FakeSlurm()
        self.link = Link(Cluster("local", "Local", embedded=True), self.slurm, QueryLog())
        self.records = Records(folder)
        self.run = replace(
            record(9, submission="SUBMIT_UNKNOWN", job_id=None),
            script_sha256=SHA,
            created_at=T0 - 10,
            submitting_at=T0 - 10,
        )
        self.folder = self.run.run_dir
        self.slurm.contents[f"{self.folder}/job.sh"] = b"Hello World"

    def ended(self, err: str = "sbatch: error: Socket timed out on send/recv operation", rc: int = 1) -> None:
        lock = f"{self.folder}/submit.lock/attempt-1"
        self.slurm.modes[lock] = 0o700
        self.slurm.contents |= {f"{lock}/rc": f"{rc}\n".encode(), f"{lock}/err": err.encode()}

    def poll(self, now: float) -> JobRecord:
        found = self.records.get(self.run.id)
        if found.submission == "SUBMIT_UNKNOWN":
            find_submitted(self.link, self.records, [found], now)
        return self.records.get(self.run.id)

    def job(self, job_id: int, folder: str | None = None) -> None:
        self.slurm.jobs[job_id] = FakeJob(job_id, folder or self.folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.records.write(made.run)
    return made


def test_one_that_never_began_is_begun_once(desk: Desk) -> None:
    found = desk.poll(T0)
    assert (found.submission, found.job_id, desk.slurm.count("sbatch")) == ("SUBMITTED", 42, 1)


def test_after_an_hour_it_is_not_begun_any_more(desk: Desk) -> None:
    found = desk.poll(T0 + RESUME_S)
    assert (found.submission, found.can_submit_again, desk.slurm.count("sbatch")) == ("STAGED", True, 0)
    assert "nothing was submitted" in found.problem


def test_the_user_may_withdraw_what_has_not_begun(desk: Desk) -> None:
    found = withdraw(desk.link, desk.records, desk.run)
    assert (found.submission, desk.slurm.count("sbatch")) == ("STAGED", 0)
    assert desk.poll(T0).submission == "STAGED"
    with pytest.raises(RequestError, match="nothing to withdraw"):
        withdraw(desk.link, desk.records, found)


def test_what_has_begun_cannot_be_withdrawn(desk: Desk) -> None:
    desk.ended()
    desk.job(50)
    assert withdraw(desk.link, desk.records, desk.run).submission == "SUBMIT_UNKNOWN"
    assert desk.poll(T0).job_id == 50


def test_the_run_folder_answers_before_the_queue_is_asked(desk: Desk) -> None:
    desk.slurm.contents[f"{desk.folder}/jobid"] = b"77;lumi\n"
    assert desk.poll(T0).job_id == 77
    assert desk.slurm.calls == []


def test_a_refusal_found_later_is_one(desk: Desk) -> None:
    desk.ended("sbatch: error: invalid partition specified: nosuch")
    found = desk.poll(T0)
    assert (found.submission, found.problem) == ("REJECTED", "invalid partition specified: nosuch")
    assert desk.slurm.calls == []


@pytest.mark.parametrize("place", ["squeue", "sacct", "claim"])
def test_it_is_found_wherever_it_is(desk: Desk, place: str) -> None:
    desk.ended()
    if place == "claim":
        desk.slurm.contents[f"{desk.folder}/claim"] = b"50\n"
    else:
        desk.job(50)
        desk.slurm.set(50, in_queue=place == "squeue", in_database=place == "sacct")
    desk.job(51, desk.folder + "x")
    found = desk.poll(T0)
    assert (found.submission, found.job_id, found.others, found.problem) == ("SUBMITTED", 50, (), "")
    assert desk.slurm.contents[f"{desk.folder}/jobid"] == b"50\n"
    assert desk.slurm.count("sbatch") == 0


def test_of_several_jobs_the_one_that_claimed_the_folder_is_the_runs(desk: Desk) -> None:
    desk.ended()
    desk.job(50)
    desk.job(51)
    desk.slurm.contents[f"{desk.folder}/claim"] = b"51\n"
    found = desk.poll(T0)
    assert (found.job_id, found.others) == (51, (50,))


def test_without_a_claim_it_is_the_first(desk: Desk) -> None:
    desk.ended()
    desk.job(51)
    desk.job(50)
    found = desk.poll(T0)
    assert (found.job_id, found.others) == (50, (51,))


def test_absence_counts_when_it_was_seen_twice_and_long_enough_apart(desk: Desk) -> None:
    desk.ended()
    first = desk.poll(T0)
    assert (first.missed_at, first.resubmittable) == (T0, False)
    assert "Slurm has no job of this run so far" in first.problem
    assert not desk.poll(T0 + 30).resubmittable
    with pytest.raises(RequestError, match="cannot be submitted again"):
        submit_again(desk.link, desk.records, desk.run, lambda text: None)
    found = desk.poll(T0 + 61)
    assert (found.submission, found.resubmittable, found.can_submit_again) == ("SUBMIT_UNKNOWN", True, True)
    assert "it can be submitted again" in found.problem
    assert desk.slurm.count("sbatch") == 0, "llmtui does nothing about it by itself"
    again = submit_again(desk.link, desk.records, found, lambda text: None)
    assert (again.submission, again.job_id, again.attempt, again.resubmittable) == ("SUBMITTED", 42, 2, False)
    assert desk.slurm.count("sbatch") == 1


def test_it_may_still_turn_up_afterwards(desk: Desk) -> None:
    desk.ended()
    desk.poll(T0)
    assert desk.poll(T0 + 61).resubmittable
    desk.job(50)
    found = desk.poll(T0 + 70)
    assert (found.job_id, found.resubmittable, found.can_submit_again) == (50, False, False)


@pytest.mark.parametrize("command", ["squeue", "sacct", "scontrol"])
def test_without_whole_answers_absence_says_nothing(desk: Desk, command: str) -> None:
    desk.ended()
    desk.slurm.faults[command] = "away"
    for minute in range(6):
        assert not desk.poll(T0 + 61 * minute).resubmittable
    desk.slurm.faults.clear()
    ends = [desk.poll(T0 + 1000 + 61 * minute).resubmittable for minute in range(3)]
    assert ends[-1]


def test_a_site_without_accounts_is_judged_by_its_queue(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = Result.said("failed", 1, "", "Slurm accounting storage is disabled\n")
    monkeypatch.setattr(desk.slurm, "_sacct", lambda argv, cwd: no)
    desk.ended()
    desk.poll(T0)
    assert desk.poll(T0 + 61).resubmittable


def test_a_long_message_timeout_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Result.said("ok", 0, "MessageTimeout = 100 sec\n", "")
    monkeypatch.setattr(desk.slurm, "_scontrol", lambda argv, cwd: slow)
    desk.ended()
    desk.poll(T0)
    assert not desk.poll(T0 + 61).resubmittable
    assert not desk.poll(T0 + 199).resubmittable
    assert desk.poll(T0 + 261).resubmittable


def test_the_search_is_polite(desk: Desk) -> None:
    """An hour of polls every ten seconds: the database is asked once a minute, and for all runs together."""
    desk.ended()
    others = [replace(desk.run, id=f"{number:032x}", run_dir=f"/runs/{number:032x}") for number in range(100, 120)]
    for other in others:
        desk.records.write(other)
        desk.slurm.modes[f"{other.run_dir}/submit.lock/attempt-1"] = 0o700
        desk.slurm.modes[other.run_dir] = 0o700
        desk.slurm.contents[f"{other.run_dir}/submit.lock/attempt-1/rc"] = b"1\n"
    for second in range(0, 3600, 10):
        find_submitted(desk.link, desk.records, desk.records.load().records, T0 + second)
    assert desk.slurm.count("squeue") == 360
    assert desk.slurm.count("sacct") <= 60
    assert desk.slurm.count("sbatch") == 0


def test_a_dead_line_ends_the_round(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = []

    def cut(text: str, **words: object) -> Result:
        scripts.append(text)
        return Result.said("unknown", None, "", "the end of the answer is missing")

    monkeypatch.setattr(desk.slurm, "script", cut)
    others = [replace(desk.run, id=f"{number:032x}") for number in (100, 101)]
    searched = find_submitted(desk.link, desk.records, [desk.run, *others], T0)
    assert (searched.problem, searched.queue, len(scripts)) == ("the end of the answer is missing", False, 1)
    assert desk.records.get(desk.run.id).submission == "SUBMIT_UNKNOWN"
    assert desk.slurm.calls == []


def test_an_unreachable_cluster_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def script(*words: object, **named: object) -> Result:
        raise UnreachableError("node is not connected")

    monkeypatch.setattr(desk.slurm, "script", script)
    with pytest.raises(UnreachableError, match="not connected"):
        desk.poll(T0)
    assert desk.records.get(desk.run.id) == desk.run


def test_what_another_window_has_gone_on_with_is_not_begun(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look of one window and its turn, another one wrote, and its user asked for a second attempt."""
    real = desk.slurm.script

    def script(text: str, **named: Any) -> Result:
        if named["values"]["mode"] == "look":
            desk.records.write(replace(desk.run, submission="STAGED", problem="nothing was submitted"))
        return real(text, **named)

    monkeypatch.setattr(desk.slurm, "script", script)
    desk.poll(T0)
    assert (desk.slurm.count("sbatch"), desk.records.get(desk.run.id).submission) == (0, "STAGED")


def test_what_came_of_it_is_written_before_the_next_ones_turn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    @contextmanager
    def turn(folder: Path, cluster: Cluster, *, wait_s: float) -> Iterator[bool]:
        yield True
        seen.append(desk.records.get(desk.run.id).submission)

    monkeypatch.setattr(recover, "sbatch_turn", turn)
    assert desk.poll(T0).submission == "SUBMITTED"
    assert seen == ["SUBMITTED"]


def test_a_search_without_an_answer_says_so(desk: Desk) -> None:
    desk.ended()
    desk.slurm.faults["squeue"] = "hang"
    searched = find_submitted(desk.link, desk.records, [desk.run], T0)
    assert (searched.problem, searched.queue) == ("squeue: no answer within 15 s", True)


def test_a_search_runs_no_more_than_it_has_leave_for(desk: Desk) -> None:
    desk.ended()

    def search(second: float, leave: Leave) -> tuple[list[str], int]:
        desk.slurm.calls.clear()
        found = desk.records.get(desk.run.id)
        owed = find_submitted(desk.link, desk.records, [found], T0 + second, leave).owed
        return [call[0] for call in desk.slurm.calls], owed

    assert search(0, Leave(0)) == ([], 1)
    assert search(1, Leave(1)) == (["squeue"], 2)
    assert search(2, Leave(8, "later")) == (["squeue"], 2)
    assert search(3, Leave(8, "failing")) == (["squeue"], 0)
    assert desk.records.get(desk.run.id).looked_at is None
    assert search(4, Leave(2)) == (["squeue", "sacct"], 0)
    assert search(30, Leave(2)) == (["squeue"], 0)
    assert search(70, Leave(2)) == (["squeue"], 3), "without scontrol nothing could be concluded"
    assert search(71, Leave(3)) == (["squeue", "sacct", "scontrol"], 0)
    assert desk.records.get(desk.run.id).resubmittable
    assert search(300, Leave(8)) == (["squeue"], 0)
    assert search(700, Leave(8)) == (["squeue", "sacct"], 0)


def test_a_run_that_another_window_forgot_meanwhile_keeps_nothing_from_being_found(desk: Desk) -> None:
    gone = replace(desk.run, id=f"{100:032x}", run_dir="/runs/100")
    cut = replace(gone, submission="SUBMITTING")
    other = replace(gone, submission="SUBMITTED", job_id=60, status=JobStatus("FAILED", exit_code="75:0"))
    desk.slurm.contents["/runs/100/claim"] = b"59\n"
    desk.ended()
    desk.job(50)
    settle_abandoned(desk.records, [cut])
    find_submitted(desk.link, desk.records, [gone, desk.run], T0)
    follow_claims(desk.link, desk.records, [other], T0)
    assert desk.records.get(desk.run.id).job_id == 50
    assert len(desk.records.load().records) == 1


def test_a_duplicate_that_stood_back_leads_to_the_one_that_runs(desk: Desk) -> None:
    ended = replace(desk.run, submission="SUBMITTED", job_id=60, status=JobStatus("FAILED", exit_code="75:0"))
    desk.records.write(ended)
    desk.slurm.contents[f"{desk.folder}/claim"] = b"59\n"
    follow_claims(desk.link, desk.records, [ended], T0)
    found = desk.records.get(ended.id)
    assert (found.job_id, found.past_others, found.status, found.active) == (59, (60,), None, True)
    assert found.log_path.endswith("slurm-59.out")
    other = replace(ended, status=JobStatus("FAILED", exit_code="1:0"))
    desk.records.write(other)
    follow_claims(desk.link, desk.records, [other], T0)
    assert desk.records.get(ended.id).job_id == 60


def test_a_job_that_only_has_the_number_is_not_cancelled(desk: Desk) -> None:
    ours = desk.records.write(replace(desk.run, submission="SUBMITTED", job_id=60))
    desk.job(60, "/home/alice/something/else")
    (error,) = cancel(desk.link, desk.records, [ours]).values()
    assert isinstance(error, RequestError)
    assert "is another job by now" in error.message
    desk.slurm.faults["squeue"] = "away"
    (error,) = cancel(desk.link, desk.records, [ours]).values()
    assert isinstance(error, CannotTellError)
    assert desk.slurm.count("scancel") == 0
    assert not desk.records.get(ours.id).cancelling
    desk.slurm.faults.clear()
    desk.job(60)
    assert cancel(desk.link, desk.records, [ours]) == {}
    assert desk.slurm.count("scancel") == 1
    assert desk.records.get(ours.id).cancelling


@pytest.mark.parametrize(
    "answer",
    [
        Result.said("ok", 0, "", "Unable to contact slurm controller\n"),
        Result.said("ok", 0, "60\x1fRUNNING\x1fn1\x1f/runs/other\x1e\n", "", truncated=True),
        Result.said("ok", 0, "61\x1fRUNNING\x1fn1\x1f/runs/other\x1e\n60\x1fRUN", ""),
        Result.said("ok", 0, "squeue is switched off today\n", ""),
    ],
    ids=["complaint", "too long", "cut", "words"],
)
def test_where_it_cannot_be_told_whose_job_it_is_nothing_is_cancelled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: Result
) -> None:
    desk.job(60)
    monkeypatch.setattr(desk.slurm, "_squeue", lambda argv, cwd: answer)
    ours = desk.records.write(replace(desk.run, submission="SUBMITTED", job_id=60))
    (error,) = cancel(desk.link, desk.records, [ours]).values()
    assert isinstance(error, CannotTellError)
    assert "cannot be told" in error.message
    assert desk.slurm.count("scancel") == 0
