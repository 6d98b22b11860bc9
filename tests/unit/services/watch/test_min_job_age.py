"""How long the controller remembers ended jobs is read where its settings are read anyway, and kept for all looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.clock import FakeClock
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import WatchDesk
from tests.unit.slurm.samples import blocks

from llmtui.domain.record import JobStatus
from llmtui.remote.transport import Result
from llmtui.services.watching.budget import EVERYTHING, Budget, Leave, Outcome, Rules
from llmtui.slurm.runs import REQUEUE_S, Run, of_runs, requeue_s

DAY = 86400
RULES = Rules(15.0, 10.0)


def config(min_job_age: str) -> Result:
    """The recorded answer, with that MinJobAge in it."""
    text = next(block.out for block in blocks("22.05", "site") if "show config" in block.command)
    assert "MinJobAge               = 300 sec" in text
    return Result.said("ok", 0, text.replace("= 300 sec", f"= {min_job_age}", 1), "")


def test_how_late_a_job_may_be_put_back() -> None:
    assert [requeue_s(age) for age in (None, 300, 3 * DAY)] == [REQUEUE_S, REQUEUE_S + 300, REQUEUE_S + 3 * DAY]
    assert requeue_s(0) == 90 * DAY, "it is remembered for ever"


def test_the_search_for_a_lost_submission_reads_it_and_no_call_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = WatchDesk()
    monkeypatch.setattr(desk.slurm, "_scontrol", lambda argv, cwd: config("7200 sec"))
    lost = record(9, submission="SUBMIT_UNKNOWN", job_id=None, script_sha256="x", submitting_at=desk.now)
    desk.records.write(lost)
    desk.slurm.modes[f"{lost.run_dir}/submit.lock/attempt-1"] = 0o700
    desk.slurm.contents[f"{lost.run_dir}/submit.lock/attempt-1/rc"] = b"1\n"
    desk.look()
    assert (desk.outcome.min_job_age_s, desk.calls.count("scontrol")) == (None, 0)
    desk.look(61)
    assert (desk.outcome.min_job_age_s, desk.calls.count("scontrol")) == (7200, 1)
    desk.look(61)
    assert (desk.outcome.min_job_age_s, desk.calls.count("scontrol")) == (None, 0)


@pytest.mark.parametrize("folder", [True, False])
def test_one_answer_serves_all_later_looks_and_windows(tmp_path: Path, folder: bool) -> None:
    clock = FakeClock()
    one = Budget(tmp_path if folder else None, clock)
    other = Budget(tmp_path, clock) if folder else one
    assert one.take("lumi", RULES) == Leave(3)
    one.report("lumi", RULES, Outcome(ok=True, min_job_age_s=7200))
    for looker in (other, one):
        clock.advance(60)
        leave = looker.take("lumi", RULES)
        assert leave is not None
        assert leave.min_job_age_s == 7200
        looker.report("lumi", RULES, Outcome(ok=True))


@pytest.mark.parametrize(("min_job_age_s", "state"), [(300, "FAILED"), (3 * DAY, "RUNNING"), (0, "RUNNING")])
def test_a_job_put_back_after_two_days_is_ours_where_the_controller_remembers_that_long(
    min_job_age_s: int, state: str
) -> None:
    desk = WatchDesk()
    leave = replace(EVERYTHING, min_job_age_s=min_job_age_s)
    desk.records.write(record(8))
    desk.slurm.jobs[8] = FakeJob(8, "", "RUNNING", "None")
    desk.slurm.end(7, "FAILED", "1:0")
    assert desk.look(leave=leave).state == "FAILED"
    desk.slurm.set(7, state="RUNNING", in_queue=True)
    assert desk.look(2 * DAY, leave).state == state


def test_a_run_that_began_two_days_after_the_last_is_one_more_where_that_can_be() -> None:
    first = Run(JobStatus("FAILED", end=1000.0 + DAY), 1000.0)
    again = Run(JobStatus("COMPLETED", end=1000.0 + 5 * DAY), 1000.0 + 3 * DAY)
    told = [of_runs([first, again], 1000.0, requeue_s(age)) for age in (300, 3 * DAY)]
    assert [(status.state, status.restarts) for status in told if status is not None] == [
        ("FAILED", 0),
        ("COMPLETED", 1),
    ]
