"""Several clusters are looked at side by side: one that hangs, or whose look ends in an error, holds up no other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import JournalError
from llmtui.remote.transport import Result
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.sidebyside import SideBySide

SLOW, QUICK, OTHER = "leonardo", "lumi", "puhti"


class Hanging(FakeSlurm):
    """No command comes back before `free` is set."""

    def __init__(self, free: threading.Event) -> None:
        super().__init__()
        self.free = free

    def run(self, *words: object, **values: object) -> Result:
        self.free.wait(30)
        return super().run(*words, **values)  # type: ignore[arg-type]


class Desk:
    """A window, a job on each of three clusters, and the first of them hangs."""

    def __init__(self, folder: Path) -> None:
        self.free = threading.Event()
        self.session = Session(Paths(folder / "config", folder / "state", folder / "cache"))
        self.slurms: dict[str, FakeSlurm] = {SLOW: Hanging(self.free), QUICK: FakeSlurm(), OTHER: FakeSlurm()}
        now = time.time()
        for number, (name, slurm) in enumerate(self.slurms.items(), 1):
            cluster = self.session.cluster(name)
            self.session._links[name] = Link(cluster, slurm, self.session.query_log)
            slurm.jobs[number] = FakeJob(number, "", "COMPLETING", "None")
            made = record(number, cluster=name, submitted_at=now, status=JobStatus("RUNNING"), status_at=now)
            # The newest record comes first.
            self.session.records.write(replace(made, created_at=now - number))

    def states(self, found: tuple[JobRecord, ...] | None = None) -> dict[str, str]:
        return {each.cluster: each.state for each in found or self.session.jobs()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.free.set()


def until(what: threading.Thread) -> None:
    what.join(20)
    assert not what.is_alive()


def test_one_that_hangs_keeps_nobody_waiting(desk: Desk) -> None:
    desk.session.refresh_wait_s = 1.0
    began = time.monotonic()
    found = desk.session.refresh()
    assert time.monotonic() - began < 10
    assert desk.states(found) == {SLOW: "RUNNING", QUICK: "COMPLETING", OTHER: "COMPLETING"}
    assert [each.cluster for each in found] == [SLOW, QUICK, OTHER]
    assert desk.session.poll_interval_s() == 2.0, "the journal is read again soon"
    again = desk.session.refresh(force=True)
    assert desk.states(again) == desk.states(found)
    desk.free.set()
    deadline = time.monotonic() + 20
    while desk.states()[SLOW] != "COMPLETING" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert desk.states(desk.session.refresh())[SLOW] == "COMPLETING"
    assert desk.slurms[SLOW].count("squeue") == 1, "a look that is under way is not begun again"
    assert desk.session.poll_interval_s() > 2.0


def test_one_cluster_alone_that_hangs_keeps_nobody_waiting_either(desk: Desk) -> None:
    for each in desk.session.jobs():
        if each.cluster != SLOW:
            desk.session.records.write(replace(each, status=JobStatus("COMPLETED")))
    desk.session.refresh_wait_s = 0.3
    began = time.monotonic()
    assert desk.states(desk.session.refresh())[SLOW] == "RUNNING"
    assert time.monotonic() - began < 10
    assert desk.session.poll_interval_s() == 2.0, "the journal is read again soon"
    desk.free.set()
    deadline = time.monotonic() + 20
    while desk.states()[SLOW] != "COMPLETING" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert desk.states()[SLOW] == "COMPLETING"


def test_who_does_not_say_otherwise_waits_for_all(desk: Desk) -> None:
    threading.Timer(0.3, desk.free.set).start()
    assert set(desk.states(desk.session.refresh()).values()) == {"COMPLETING"}
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("look at")] == []


def test_one_after_the_other_is_found_out(desk: Desk) -> None:
    """What the test above must be able to see: the quick ones stand still while the slow one hangs."""

    def in_turn() -> None:
        for each in desk.session.jobs():
            desk.session._refresh_cluster(each.cluster, [each], force=False)

    thread = threading.Thread(target=in_turn, daemon=True)
    thread.start()
    thread.join(1.0)
    assert set(desk.states().values()) == {"RUNNING"}
    desk.free.set()
    until(thread)


def test_many_readers_at_the_same_time_read_whole_records(desk: Desk) -> None:
    desk.free.set()
    errors: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(10):
                assert len(desk.session.refresh(force=True)) == 3
                desk.session.asked()
                desk.session.poll_interval_s()
        except Exception as error:  # noqa: BLE001 - told by the test
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        until(thread)
    assert errors == []
    assert set(desk.states().values()) == {"COMPLETING"}


def test_an_error_waits_until_the_others_are_through() -> None:
    done: list[str] = []

    def fail(name: str) -> None:
        done.append(name)
        raise JournalError(name)

    def work() -> None:
        time.sleep(0.2)
        done.append("good")

    looks = SideBySide()
    with pytest.raises(JournalError, match="first"):
        looks.run({"a": lambda: fail("first"), "b": work, "c": lambda: fail("second")})
    assert sorted(done) == ["first", "good", "second"]
    with pytest.raises(JournalError, match="alone"):
        looks.run({"a": lambda: fail("alone")})
    assert not looks.busy


def test_an_error_that_nobody_waited_for_is_told_by_the_next_call() -> None:
    free = threading.Event()

    def late() -> None:
        free.wait(20)
        raise JournalError("late")

    looks = SideBySide()
    looks.run({"a": late, "b": lambda: None}, 0.05)
    assert looks.busy
    free.set()
    while looks.busy:
        time.sleep(0.01)
    with pytest.raises(JournalError, match="late"):
        looks.run({"b": lambda: None}, 1.0)
    looks.run({"b": lambda: None})


def test_a_look_that_ended_late_does_not_take_the_place_of_the_next_one() -> None:
    free, done = threading.Event(), list[str]()

    def late() -> None:
        free.wait(20)
        done.append("late")

    looks = SideBySide()
    for others in ({}, {"b": lambda: None}):
        free.clear()
        looks.run({"a": late, **others}, 0.05)
        looks.run({"a": lambda: done.append("at once")}, 0.05)
        assert done == [], "a look that is under way is not begun again"
        free.set()
        while looks.busy:
            time.sleep(0.01)
        looks.run({"a": lambda: done.append("next"), **others}, 20.0)
        assert done == ["late", "next"]
        done.clear()


def test_a_late_error_is_told_once_the_next_look_is_through() -> None:
    free, done = threading.Event(), list[str]()

    def late() -> None:
        free.wait(20)
        raise JournalError("late")

    looks = SideBySide()
    looks.run({"a": late}, 0.05)
    free.set()
    while looks.busy:
        time.sleep(0.01)
    with pytest.raises(JournalError, match="late"):
        looks.run({"a": lambda: done.append("next")})
    assert done == ["next"]
    looks.run({"a": lambda: done.append("after")})
    assert done == ["next", "after"]
