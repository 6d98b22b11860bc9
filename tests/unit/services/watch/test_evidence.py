"""What counts as evidence of an end, in which order, and what does not."""

from __future__ import annotations

import pytest
from tests.fakes.failures import FailingSlurm, Failure
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.domain.record import JobStatus
from llmtui.services.watching.budget import Leave
from llmtui.services.watching.rows import age, freshness, row
from llmtui.services.watching.transition import LOST
from llmtui.slurm.runs import Run, of_runs


@pytest.fixture
def desk() -> WatchDesk:
    made = WatchDesk()
    assert made.look().state == "RUNNING"
    return made


def code(desk: WatchDesk) -> str:
    status = desk.job.status
    return "" if status is None else status.exit_code


def test_a_script_that_ended_well_needs_no_accounting(desk: WatchDesk) -> None:
    desk.mark("start", 0, at=NOW - 60)
    desk.mark("end", 0, at=NOW + 20)
    desk.slurm.set(7, state="COMPLETED")
    seen = desk.look()
    assert seen.status is not None
    assert (seen.state, seen.status.exit_code, seen.status.end, desk.calls) == (
        "COMPLETED",
        "0:0",
        NOW + 20,
        ["squeue"],
    )


def test_a_script_that_ended_well_and_is_absent(desk: WatchDesk) -> None:
    desk.mark("start", 0, at=NOW - 60)
    desk.mark("end", 0, at=NOW + 20)
    desk.vanish()
    seen = desk.look()
    assert seen.status is not None
    assert (seen.state, seen.status.exit_code, seen.status.elapsed_s) == ("COMPLETED", "0:0", 80)
    assert seen.status.nodes == "n1"


@pytest.mark.parametrize("state", ["RUNNING", "PENDING", "COMPLETING", "SUSPENDED", "REQUEUED", "FAILED", "TIMEOUT"])
def test_the_queue_outweighs_a_mark(desk: WatchDesk, state: str) -> None:
    desk.mark("end", 0)
    desk.no_database()
    desk.slurm.set(7, state=state)
    assert desk.look().state == state


def test_a_job_that_put_itself_back_into_the_queue_has_not_ended(desk: WatchDesk) -> None:
    """Its script writes an end and exit code 0 before it asks to be requeued."""
    desk.mark("end", 0)
    desk.slurm.contents[f"{desk.job.run_dir}/unfinished"] = b"step 100\n"
    desk.slurm.faults["squeue"] = "empty"
    for _ in range(10):
        seen = desk.look()
        assert (seen.state, seen.active) == ("RUNNING", True)


def test_a_mark_of_an_earlier_run_is_none_of_this_one(desk: WatchDesk) -> None:
    desk.mark("end", 1)
    desk.slurm.set(7, state="PENDING")
    desk.look()
    desk.slurm.set(7, state="RUNNING")
    assert row(desk.look())["restarts"] == 1
    desk.vanish()
    assert [desk.look(60).state for _ in range(5)] == ["RUNNING"] * 5
    desk.mark("start", 0, restart=1)
    assert [desk.look(60).state for _ in range(5)] == ["RUNNING"] * 5
    assert "did not come to its end" in desk.job.problem
    desk.mark("end", 3, restart=1)
    seen = desk.look()
    assert (row(seen)["state"], code(desk), row(seen)["restarts"]) == ("FAILED", "3:0", 1)


def test_a_failed_script_waits_for_what_accounting_says(desk: WatchDesk) -> None:
    """The script saw exit code 1; that memory was the reason only Slurm knows."""
    desk.mark("end", 1)
    desk.vanish()
    seen = desk.look()
    assert (seen.state, seen.seen) == ("RUNNING", "vanished")
    assert "its script ended with exit code 1" in seen.problem
    desk.slurm.set(7, in_database=True, state="OUT_OF_MEMORY", exit_code="0:125")
    assert (desk.look().state, code(desk)) == ("OUT_OF_MEMORY", "0:125")


@pytest.mark.parametrize("end", ["TIMEOUT", "CANCELLED", "OUT_OF_MEMORY", "FAILED"])
@pytest.mark.parametrize("fault", ["away", "hang", "empty", "truncate"])
def test_what_a_failed_script_left_is_shown_until_accounting_answers(desk: WatchDesk, fault: str, end: str) -> None:
    """However long that takes, and though a database that comes back is behind at first."""
    desk.mark("end", 1)
    desk.vanish()
    desk.slurm.faults["sacct"] = fault  # type: ignore[assignment]
    assert [desk.look(20).state for _ in range(5)] == ["RUNNING"] * 3 + ["FAILED"] * 2
    written = desk.records.writes
    for _ in range(5):
        seen = desk.look(60)
        assert (seen.state, code(desk), seen.active, seen.seen) == ("FAILED", "1:0", True, "fresh")
    assert desk.records.writes == written, "what does not change is not written"
    text = "it ended with exit code 1; this is what its script left, and the accounting is waited for"
    assert (row(seen)["reason_text"], row(seen)["provisional"], row(seen)["restarts"]) == (text, True, 0)
    desk.slurm.faults.clear()
    assert desk.look().active, "the database does not know it yet"
    desk.slurm.set(7, in_database=True, state="RUNNING")
    assert desk.look().active
    desk.slurm.set(7, state=end, exit_code="0:15")
    assert (desk.look().state, code(desk), desk.job.active) == (end, "0:15", False)
    assert not row(desk.job)["provisional"]


def test_a_job_that_was_absent_by_mistake_goes_on(desk: WatchDesk) -> None:
    desk.mark("end", 1)
    listed = desk.slurm.jobs[7]
    desk.vanish()
    assert [desk.look(70).state for _ in range(2)] == ["RUNNING", "FAILED"]
    desk.slurm.jobs[7] = listed
    assert (desk.look().state, desk.job.seen, row(desk.job)["restarts"]) == ("RUNNING", "fresh", 0)


NO_DATABASE = Failure("none", "sacct", "", 1, err="Slurm accounting storage is disabled\n")
NO_SACCT = Failure("none", "sacct", "", 127, err="sacct: command not found\n")
BY_TERM = "its script was ended by signal 15 (SIGTERM): cancelled, out of time, or displaced by another job"
BY_KILL = "its script was ended by signal 9 (SIGKILL): out of memory, cancelled, or out of time"
LIKELY = "; most likely its time limit of 00:01:00, which it had reached"


@pytest.mark.parametrize("failure", [NO_DATABASE, NO_SACCT])
@pytest.mark.parametrize(
    ("exit_code", "ran_s", "state", "text"),
    [
        (3, 20, "FAILED", "it ended with exit code 3"),
        (143, 20, "ENDED", BY_TERM),
        (143, 58, "ENDED", BY_TERM + LIKELY),
        (137, 20, "ENDED", BY_KILL),
    ],
)
def test_where_there_is_no_accounting_a_mark_is_the_last_word(
    failure: Failure, exit_code: int, ran_s: int, state: str, text: str
) -> None:
    desk = WatchDesk(FailingSlurm())
    assert desk.look().state == "RUNNING"
    desk.mark("start", 0, at=NOW)
    desk.mark("end", exit_code, at=NOW + ran_s)
    desk.vanish()
    desk.slurm.failure = failure
    assert [desk.look(40).active for _ in range(4)] == [True, True, False, False]
    assert (desk.job.state, code(desk), row(desk.job)["provisional"]) == (state, f"{exit_code}:0", False)
    assert row(desk.job)["reason_text"] == text


def test_an_end_from_outside_is_not_called_a_failure_while_accounting_is_waited_for(desk: WatchDesk) -> None:
    desk.mark("end", 143)
    desk.vanish()
    desk.no_database()
    assert [desk.look(70).state for _ in range(2)] == ["RUNNING", "ENDED"]
    assert row(desk.job)["state_text"] == "ended from outside, by what is not known"


def test_a_failed_script_of_a_job_that_waits_again_is_no_end(desk: WatchDesk) -> None:
    desk.mark("end", 143)
    desk.slurm.set(7, state="PENDING")
    desk.slurm.faults |= {"squeue": "empty", "scontrol": "away"}
    assert [desk.look(60).active for _ in range(5)] == [True] * 5


def test_a_mark_is_not_believed_while_the_queue_does_not_answer(desk: WatchDesk) -> None:
    desk.mark("end", 0)
    for fault in ("away", "hang", "truncate"):
        desk.slurm.faults["squeue"] = fault
        assert desk.look().seen == "stale"


@pytest.mark.parametrize("text", [b"", b"0", b"0 ", b"zero 1", b"0 1 2", b"999999 1", b"\xff\xfe", b"0 1" * 10**5])
def test_a_damaged_mark_is_none(desk: WatchDesk, text: bytes) -> None:
    desk.slurm.contents[f"{desk.job.run_dir}/status/7.0.end"] = text
    desk.vanish()
    assert [desk.look(60).state for _ in range(3)] == ["RUNNING"] * 3


def test_the_controller_tells_the_exit_code_where_accounting_is_away(desk: WatchDesk) -> None:
    desk.no_database()
    desk.slurm.set(7, state="FAILED", exit_code="3:0")
    assert (desk.look().state, code(desk)) == ("FAILED", "3:0")
    assert desk.calls == ["squeue", "sacct", "scontrol"]


def test_absence_is_confirmed_once(desk: WatchDesk) -> None:
    desk.slurm.faults["squeue"] = "empty"
    seen = desk.look()
    assert (seen.state, seen.seen, desk.calls) == ("RUNNING", "fresh", ["squeue", "sacct", "scontrol"])
    desk.vanish()
    desk.look()
    desk.look()
    assert desk.calls == ["squeue", "sacct"]


def test_what_may_not_be_asked_now_is_left_open(desk: WatchDesk) -> None:
    desk.slurm.set(7, state="FAILED", exit_code="3:0")
    for leave in (Leave(0), Leave(3, "later")):
        seen = desk.look(leave=leave)
        assert (seen.state, seen.seen, desk.outcome.owed, desk.calls) == ("RUNNING", "fresh", True, ["squeue"])
    desk.vanish()
    seen = desk.look(leave=Leave(0))
    assert (seen.state, seen.seen, desk.outcome.owed) == ("RUNNING", "vanished", True)
    assert seen.problem == "no longer in squeue, and sacct is asked next"
    desk.slurm.set(7, in_queue=True)
    seen = desk.look(leave=Leave(1, "failing"))
    assert (seen.state, code(desk), desk.outcome.owed) == ("FAILED", "3:0", False)


def test_an_exit_code_that_accounting_will_have_is_waited_for(desk: WatchDesk) -> None:
    desk.slurm.set(7, state="FAILED", exit_code="3:0", in_database=False)
    seen = desk.look(leave=Leave(1))
    assert (seen.state, seen.seen, desk.outcome.owed) == ("RUNNING", "fresh", True)
    desk.slurm.set(7, in_database=True)
    assert (desk.look(leave=Leave(1)).state, code(desk)) == ("FAILED", "3:0")


def test_lost_is_said_only_where_accounting_answers(desk: WatchDesk) -> None:
    desk.vanish()
    texts = [desk.look(120).problem for _ in range(7)]
    assert [text == LOST for text in texts] == [False] * 6 + [True]
    assert (desk.job.state, desk.job.active, desk.job.unseen_since) == ("RUNNING", True, NOW + 15 + 120)
    assert freshness(desk.job, desk.now) == f"unseen 12 min: {LOST}"
    desk.no_database()
    assert LOST not in desk.look(120).problem
    desk.slurm.faults.clear()
    desk.slurm.set(7, in_database=True, state="NODE_FAIL")
    assert (desk.look().state, desk.job.unseen_since, desk.job.problem) == ("NODE_FAIL", None, "")


def test_stale_is_said_with_its_age_and_its_reason(desk: WatchDesk) -> None:
    desk.slurm.faults["squeue"] = "away"
    for _ in range(3):
        desk.look(60)
    assert desk.job.stale_since == NOW + 15 + 60
    text = freshness(desk.job, desk.now + 60)
    assert text == "stale 3 min: squeue: slurm_load_jobs error: Unable to contact slurm controller (connect failure)"
    assert age(desk.job, desk.now + 60) == "stale 3 min"
    desk.slurm.faults.clear()
    assert freshness(desk.look(), desk.now) == ""


def test_a_later_window_does_not_undo_what_another_has_seen(desk: WatchDesk) -> None:
    desk.slurm.set(7, state="PENDING")
    desk.now += 100
    ahead = desk.look()
    desk.slurm.set(7, state="RUNNING")
    desk.now -= 60
    assert desk.look(0) == ahead


def test_a_number_that_a_later_job_has_is_not_mixed_up(desk: WatchDesk) -> None:
    desk.records.write(record(70, job_id=7, created_at=5000.0, submitted_at=NOW))
    desk.slurm.set(7, state="COMPLETED", exit_code="0:0")
    desk.look()
    assert desk.records.by_id[record(70).id].state == "COMPLETED"
    assert (desk.job.state, desk.job.seen) == ("RUNNING", "vanished")
    assert "a later job has its number" in desk.job.problem


def test_a_thousand_ends_are_told_of_in_a_few_commands(desk: WatchDesk) -> None:
    for number in range(100, 1600):
        desk.records.write(record(number, submitted_at=NOW))
        desk.slurm.jobs[number] = FakeJob(number, "", "TIMEOUT", in_queue=False)
    desk.look()
    assert (desk.calls, desk.outcome.owed) == (["squeue", "sacct"], True)
    desk.look()
    assert (desk.calls, desk.outcome.owed) == (["squeue", "sacct"], False)
    assert {found.state for found in desk.records.by_id.values()} == {"RUNNING", "TIMEOUT"}


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
