"""A job that is preempted, requeued or put back by hand is one run; and clocks that differ do not matter."""

from __future__ import annotations

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import NOW, WatchDesk

from llmtui.domain.record import JobRecord
from llmtui.services.watching.rows import row


@pytest.fixture
def desk() -> WatchDesk:
    return WatchDesk()


def restarts(seen: JobRecord) -> int:
    return seen.status.restarts if seen.status is not None else 0


def replay(desk: WatchDesk, *states: str) -> list[tuple[str, int, bool]]:
    seen = []
    for state in states:
        desk.slurm.set(7, state=state)
        found = desk.look()
        seen.append((found.state, restarts(found), found.active))
    return seen


def test_preempted_and_started_again_is_one_run(desk: WatchDesk) -> None:
    assert replay(desk, "RUNNING", "PREEMPTED", "PENDING", "RUNNING", "COMPLETED") == [
        ("RUNNING", 0, True),
        ("PREEMPTED", 0, True),
        ("PENDING", 1, True),
        ("RUNNING", 1, True),
        ("COMPLETED", 1, False),
    ]
    assert len(desk.records.by_id) == 1


def test_preempted_for_good_is_what_accounting_says(desk: WatchDesk) -> None:
    replay(desk, "RUNNING", "PREEMPTED", "PREEMPTED")
    desk.slurm.end(7, "PREEMPTED")
    assert [desk.look(30).active for _ in range(3)] == [True, True, False]
    assert (desk.job.state, restarts(desk.job)) == ("PREEMPTED", 0)


def test_all_the_ways_back_into_the_queue_count_once(desk: WatchDesk) -> None:
    seen = replay(
        desk, "RUNNING", "COMPLETING", "REQUEUED", "PENDING", "CONFIGURING", "RUNNING", "SUSPENDED", "RUNNING"
    )
    assert [count for _, count, _ in seen] == [0, 0, 1, 1, 1, 1, 1, 1]
    seen = replay(desk, "REQUEUE_HOLD", "SPECIAL_EXIT", "PENDING", "POWER_UP_NODE", "RUNNING")
    assert [count for _, count, _ in seen] == [2, 2, 2, 2, 2]


def test_a_restart_that_nobody_saw_shows_by_a_later_start(desk: WatchDesk) -> None:
    replay(desk, "RUNNING")
    desk.slurm.set(7, start=str(int(NOW + 400)), elapsed_s=10)
    assert restarts(desk.look(500)) == 1
    assert restarts(desk.look(0)) == 1


def test_a_node_that_boots_is_no_restart(desk: WatchDesk) -> None:
    desk.slurm.set(7, state="CONFIGURING", start=str(int(NOW)))
    desk.look()
    desk.slurm.set(7, state="RUNNING", start=str(int(NOW + 120)))
    assert restarts(desk.look()) == 0


def test_an_ended_job_that_is_put_back_by_hand_lives_again(desk: WatchDesk) -> None:
    assert replay(desk, "RUNNING", "FAILED")[-1] == ("FAILED", 0, False)
    # Another job of ours keeps the cluster being looked at.
    desk.records.write(record(8, submitted_at=NOW))
    desk.slurm.jobs[8] = FakeJob(8, "", "RUNNING", "None")
    assert desk.look() == desk.job
    assert desk.job.active is False
    assert replay(desk, "PENDING", "RUNNING", "COMPLETED") == [
        ("PENDING", 1, True),
        ("RUNNING", 1, True),
        ("COMPLETED", 1, False),
    ]


def test_a_number_that_comes_back_much_later_is_another_job(desk: WatchDesk) -> None:
    replay(desk, "FAILED")
    desk.records.write(record(8, submitted_at=NOW))
    desk.slurm.jobs[8] = FakeJob(8, "", "RUNNING", "None")
    desk.slurm.set(7, state="RUNNING")
    assert desk.look(90_000).state == "FAILED"


@pytest.mark.parametrize("skew", [-7200, 86400, -86400, 3600 * 11])
def test_elapsed_time_is_slurms_own_whatever_the_clocks_say(desk: WatchDesk, skew: int) -> None:
    """The cluster's clock, or its time zone, is off: its start times say nothing, its count of seconds does."""
    begun = NOW - 60
    for step in (15, 15, 30, 600):
        desk.now += step
        run = int(desk.now - begun)
        desk.slurm.set(7, start=str(int(begun + skew)), elapsed_s=run)
        seen = desk.look(0)
        assert restarts(seen) == 0
        for later in (0, 7, 14):
            shown = row(seen, desk.now + later)["elapsed_s"]
            assert isinstance(shown, int)
            assert abs(shown - (run + later)) <= 1


def test_elapsed_time_stands_still_while_nothing_is_heard(desk: WatchDesk) -> None:
    desk.look()
    desk.slurm.faults["squeue"] = "away"
    seen = desk.look(60)
    assert row(seen, desk.now)["elapsed_s"] == row(seen, desk.now + 9000)["elapsed_s"] == 60 + 60


def test_a_clock_that_is_set_back_does_not_stop_the_watching(desk: WatchDesk) -> None:
    replay(desk, "RUNNING")
    desk.now -= 86400
    assert replay(desk, "PENDING")[-1][0] == "PENDING"
