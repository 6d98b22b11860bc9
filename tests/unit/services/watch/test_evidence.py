"""What counts as evidence of an end, in which order, and what does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.remote.transport import Result
from llmtui.services.watching.budget import Leave
from llmtui.services.watching.rows import age, freshness
from llmtui.services.watching.sight import UNREAD
from llmtui.services.watching.transition import LOST
from llmtui.slurm.commands import FIELD, RECORD


@pytest.fixture
def desk() -> WatchDesk:
    made = WatchDesk()
    assert made.look().state == "RUNNING"
    return made


def code(desk: WatchDesk) -> str:
    status = desk.job.status
    return "" if status is None else status.exit_code


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


class Strange(FakeSlurm):
    """`before` stands before each answer of squeue; `most` records are what an answer holds."""

    before = ""
    most: int | None = None

    def _squeue(self, argv: Sequence[str], cwd: str | None) -> Result:
        lines = super()._squeue(argv, cwd).out.raw.splitlines(keepends=True)
        cut = self.most is not None and len(lines) > self.most
        return Result.said("ok", 0, self.before + "".join(lines[: self.most]), "", cut)


OTHERS = FIELD.join(("j500/x", "RUNNING", "None", "0:25", "1:00", "N/A", "n1")) + RECORD + "\n"


def test_another_jobs_line_that_is_not_understood_keeps_no_end_from_being_seen() -> None:
    slurm = Strange()
    desk = WatchDesk(slurm)
    desk.look()
    slurm.before = OTHERS
    slurm.end(7, "TIMEOUT")
    assert (desk.look().state, desk.outcome.ok) == ("TIMEOUT", True)


def test_a_line_of_ours_that_is_not_understood_keeps_only_it_as_it_is() -> None:
    slurm = Strange()
    desk = WatchDesk(slurm)
    desk.records.write(record(8, submitted_at=NOW))
    slurm.jobs[8] = FakeJob(8, "", "RUNNING", "None")
    desk.look()
    slurm.before = OTHERS.replace("j500/x", "7").replace("RUNNING", "what?")
    slurm.end(7, "TIMEOUT")
    slurm.end(8, "TIMEOUT")
    seen = desk.look()
    assert (seen.state, seen.seen, seen.problem) == ("RUNNING", "stale", UNREAD)
    assert desk.records.by_id[record(8).id].state == "TIMEOUT"


def test_an_answer_that_is_too_long_is_asked_for_once_more_by_number() -> None:
    slurm = Strange()
    desk = WatchDesk(slurm)
    desk.records.write(record(600, submitted_at=NOW))
    for number in (*range(100, 130), 600):
        slurm.jobs[number] = FakeJob(number, "", "RUNNING", "None")
    slurm.most = 20
    slurm.end(7, "TIMEOUT")
    assert desk.look(leave=Leave(0)).state == "SUBMITTED", "nothing may be asked beside squeue"
    assert not desk.outcome.ok
    assert desk.look().state == "TIMEOUT"
    assert (desk.calls, desk.outcome.ok) == (["squeue", "squeue", "sacct"], True)
    assert slurm.calls[1][slurm.calls[1].index("-j") + 1] == "7,600,7"
    assert desk.records.by_id[record(600).id].state == "RUNNING"
