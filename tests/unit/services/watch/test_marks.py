"""What the marks are evidence of that a job's script leaves in its run folder, and where they are not the last word."""

from __future__ import annotations

import pytest
from tests.fakes.failures import FailingSlurm, Failure
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.services.watching.rows import row


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
    slurm = FailingSlurm()
    desk = WatchDesk(slurm)
    assert desk.look().state == "RUNNING"
    desk.mark("start", 0, at=NOW)
    desk.mark("end", exit_code, at=NOW + ran_s)
    desk.vanish()
    slurm.failure = failure
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
