"""Dependencies judged against records, without a process."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.conftest import MACHINE

from llmtui.localslurm.arrays import Array
from llmtui.localslurm.conditions import NEVER, WAITS, Conditions, check
from llmtui.localslurm.dependency import read_dependencies
from llmtui.localslurm.errors import RefusedError
from llmtui.localslurm.installation import describe
from llmtui.localslurm.job import Job, Request
from llmtui.localslurm.scheduler import Scheduler
from llmtui.localslurm.store import Store


def _job(number: int, state: str = "PENDING", text: str = "", array: Array | None = None) -> Job:
    job = Job(
        id=number,
        name="name",
        user="user",
        uid=1,
        group="group",
        gid=1,
        request=Request(partition="main", time_limit=60),
        token=str(number),
        work_dir="/",
        output="",
        error="",
        command="",
        submit_time=1.0,
        state=state,
        array=array,
        dependencies=read_dependencies(text),
    )
    if state != "PENDING":
        job.start_time, job.end_time = 2.0, None if state == "RUNNING" else 3.0
    return job


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty state folder."""
    made = Store(str(tmp_path))
    made.make()
    return made


def _reason(store: Store, jobs: list[Job], text: str, **changes: object) -> str:
    job = replace(_job(90, text=text), **changes)  # type: ignore[arg-type]
    for other in jobs:
        store.save(other)
    check(job.dependencies, store)
    return Conditions(store, [*[other for other in jobs if other.active], job]).settle(job)


@pytest.mark.parametrize(
    ("state", "kind", "reason"),
    [
        ("PENDING", "after", WAITS),
        ("RUNNING", "after", ""),
        ("CANCELLED", "after", ""),
        ("RUNNING", "afterany", WAITS),
        ("TIMEOUT", "afterany", ""),
        ("COMPLETED", "afterok", ""),
        ("TIMEOUT", "afterok", NEVER),
        ("NODE_FAIL", "afternotok", ""),
        ("COMPLETED", "afternotok", NEVER),
    ],
)
def test_one_condition(store: Store, state: str, kind: str, reason: str) -> None:
    assert _reason(store, [_job(1, state)], f"{kind}:1") == reason


def test_a_job_that_is_being_ended_is_not_over(store: Store) -> None:
    job = _job(1, "FAILED")
    job.completing = True
    assert _reason(store, [job], "afternotok:1") == WAITS


def test_a_requeued_job_is_waited_for(store: Store) -> None:
    job = _job(1)
    job.restarts = 1
    assert _reason(store, [job], "afterok:1") == WAITS


def test_all_or_any(store: Store) -> None:
    jobs = [_job(1, "COMPLETED"), _job(2, "FAILED"), _job(3)]
    assert _reason(store, jobs, "afterok:1,afterok:3") == WAITS
    assert _reason(store, jobs, "afterok:1,afterok:2,afterok:3") == NEVER
    assert _reason(store, jobs, "afterok:2?afterok:1") == ""
    assert _reason(store, jobs, "afterok:2?afterok:3") == WAITS
    assert _reason(store, jobs, "afterok:2?afternotok:1") == NEVER


def test_minutes_after_the_start(store: Store) -> None:
    job = _job(1, "RUNNING")
    job.start_time = time.time() - 90
    assert _reason(store, [job], "after:1+1") == ""
    assert _reason(store, [job], "after:1+2") == WAITS


def test_arrays_and_their_tasks(store: Store) -> None:
    jobs = [
        _job(5, "RUNNING", array=Array(5, 2)),
        _job(6, "COMPLETED", array=Array(5, 0)),
        _job(7, "FAILED", array=Array(5, 1)),
    ]
    assert [_reason(store, jobs, f"afterok:5_{task}") for task in (0, 1, 2)] == ["", NEVER, WAITS]
    assert _reason(store, jobs, "afterany:5") == WAITS
    jobs[0].state, jobs[0].end_time = "COMPLETED", 3.0
    assert (_reason(store, jobs, "afterany:5"), _reason(store, jobs, "afterok:5")) == ("", NEVER)
    # A task's own number means the task.
    assert _reason(store, jobs, "afterok:6") == ""


def test_corresponding_tasks(store: Store) -> None:
    jobs = [
        _job(5, "RUNNING", array=Array(5, 2)),
        _job(6, "COMPLETED", array=Array(5, 0)),
        _job(7, "FAILED", array=Array(5, 1)),
    ]
    for other in jobs:
        store.save(other)
    job = _job(90, text="aftercorr:5", array=Array(90, None, [0, 1, 2]))
    check(job.dependencies, store)
    conditions = Conditions(store, [jobs[0], job])
    assert conditions.settle(job) == ""
    assert conditions.next_task(job, [1, 2]) == (None, [1])
    assert conditions.next_task(job, [1, 0, 2]) == (0, [1])


@pytest.mark.parametrize(("asked", "state"), [(True, "CANCELLED"), (False, "PENDING")])
def test_an_array_that_can_never_start_is_cancelled_where_that_was_asked(store: Store, asked: bool, state: str) -> None:
    jobs = [_job(5, "FAILED", array=Array(5, 0)), _job(6, "FAILED", array=Array(5, 1))]
    for other in jobs:
        store.save(other)
    job = _job(90, text="aftercorr:5", array=Array(90, None, [0, 1]))
    job.kill_on_invalid_dep = asked
    check(job.dependencies, store)
    Scheduler(store, describe(MACHINE), [job]).run()
    assert (job.state, job.reason) == (state, NEVER)


def test_tasks_that_can_never_start_leave_an_array_that_waits(store: Store) -> None:
    jobs = [_job(5, "RUNNING", array=Array(5, 1)), _job(6, "FAILED", array=Array(5, 0))]
    for other in jobs:
        store.save(other)
    job = _job(90, text="aftercorr:5", array=Array(90, None, [0, 1]))
    job.kill_on_invalid_dep = True
    check(job.dependencies, store)
    Scheduler(store, describe(MACHINE), [jobs[0], job]).run()
    assert (job.state, job.reason, job.array and job.array.waiting) == ("PENDING", WAITS, [1])


@pytest.mark.parametrize(
    ("change", "reason"),
    [({}, WAITS), ({"name": "other"}, ""), ({"uid": 2}, ""), ({"state": "COMPLETED", "end_time": 3.0}, "")],
)
def test_singleton(store: Store, change: dict[str, object], reason: str) -> None:
    other = replace(_job(1, "RUNNING"), **change)  # type: ignore[arg-type]
    assert _reason(store, [other], "singleton") == reason


def test_singleton_does_not_wait_for_a_later_job(store: Store) -> None:
    assert _reason(store, [_job(91)], "singleton") == ""


@pytest.mark.parametrize("text", ["afterok:99", "afterok:1_0", "afterok:5_9", "afterok:6_0"])
def test_what_never_was_is_refused(store: Store, text: str) -> None:
    for other in (_job(1), _job(5, array=Array(5, None, [1, 2])), _job(6, "COMPLETED", array=Array(5, 0))):
        store.save(other)
    with pytest.raises(RefusedError, match="Job dependency problem"):
        check(read_dependencies(text), store)
