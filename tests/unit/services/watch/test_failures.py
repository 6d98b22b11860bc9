"""Every known failure of squeue, sacct and scontrol with a job in every state: nothing is concluded from any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.fakes.failures import FailingSlurm, Failure, failures
from tests.fakes.memory import MemoryRecords
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.domain.states import REVERSIBLE_STATES, STATES
from llmtui.services.reach.link import Link
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.watch import refresh_jobs

#: What a record may say when a look begins; "" is a job that no look has seen yet.
BEFORE = ["", *sorted(STATES), "WORD_OF_TOMORROW"]
NOW = 1_795_713_700.0
FAILURES = failures()


class Desk:
    """Job 7 in one state, and job 8 beside it, which only some failures speak of."""

    def __init__(self, state: str) -> None:
        self.slurm = FailingSlurm()
        self.records = MemoryRecords()
        status = JobStatus(state, provisional=state in REVERSIBLE_STATES) if state else None
        seen = "fresh" if state else "never"
        self.records.write(record(7, status=status, status_at=NOW - 15 if state else None, submitted_at=NOW, seen=seen))
        self.now = NOW

    def look(self, failure: Failure | None) -> JobRecord:
        self.slurm.failure = failure
        link = Link(Cluster("lumi", "LUMI"), self.slurm, QueryLog())
        self.now += 15
        refresh_jobs(link, self.records, list(self.records.by_id.values()), self.now)
        return self.records.by_id[record(7).id]


def _queue(desk: Desk, failure: Failure) -> None:
    """What the failure of sacct or scontrol is met with: the queue has forgotten the job."""
    if failure.command != "squeue":
        desk.slurm.jobs[7] = FakeJob(7, "/runs/7", in_queue=False, in_database=False)


def changes(failure: Failure, state: str, naive: bool = False) -> Iterator[str]:
    """How three looks that fail change the record's state; `naive` takes an absent job for a finished one."""
    desk = Desk(state)
    before = desk.records.by_id[record(7).id]
    _queue(desk, failure)
    for _ in range(3):
        after = desk.look(failure)
        if naive:
            after = _naive(failure, after)
        if (after.state, after.active, after.status) != (before.state, before.active, before.status):
            yield f"{failure.command}, {failure.name}: {before.state} -> {after.state}"
            return


def _naive(failure: Failure, known: JobRecord) -> JobRecord:
    """The poller that most have: a job that no line of the answer begins with is over."""
    listed = any(line.split("\x1f")[0] == "7" for line in failure.result().out.raw.split("\n"))
    return known if listed or not known.active else replace(known, status=JobStatus("COMPLETED"))


def test_the_list_is_long_enough_and_says_where_it_comes_from() -> None:
    assert len(FAILURES) >= 25
    assert all(failure.source for failure in FAILURES)
    assert {failure.command for failure in FAILURES} == {"squeue", "sacct", "scontrol"}
    assert len(STATES) == 29


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: f"{failure.command}: {failure.name}")
def test_no_state_changes(failure: Failure) -> None:
    assert [change for state in BEFORE for change in changes(failure, state)] == []


def test_a_poller_that_takes_absence_for_an_end_is_found_out() -> None:
    found = [change for failure in FAILURES for state in BEFORE for change in changes(failure, state, naive=True)]
    print(f"{len(FAILURES)} failures x {len(BEFORE)} states: the naive poller changes {len(found)}")
    assert len(found) > len(FAILURES) * 10


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: f"{failure.command}: {failure.name}")
def test_it_is_said_since_when_and_the_first_good_answer_counts(failure: Failure) -> None:
    desk = Desk("RUNNING")
    _queue(desk, failure)
    seen = [desk.look(failure) for _ in range(3)]
    for each in seen:
        assert each.seen in {"stale", "vanished"}
        assert each.problem
        since = each.stale_since if each.seen == "stale" else each.unseen_since
        assert since == NOW + 15, "the first look that failed"
    desk.slurm.jobs[7] = FakeJob(7, "/runs/7", state="PENDING", reason="Resources")
    good = desk.look(None)
    assert (good.state, good.seen, good.stale_since, good.unseen_since, good.problem) == (
        "PENDING",
        "fresh",
        None,
        None,
        "",
    )
    desk.slurm.jobs[7] = FakeJob(7, "/runs/7", state="COMPLETED", in_queue=False)
    assert desk.look(None).state == "COMPLETED"
