"""An hour of a cluster on which jobs that fetch models wait as well: they cost nothing more, and hold nobody up."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.fakes.clock import FakeClock
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm
from tests.realssh.scale import scale

from llmtui.domain.record import JobStatus
from llmtui.remote.transport import Result
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.slurm import lookup
from llmtui.slurm.commands import program

BEGIN = 1_795_713_600.0
HOUR_S = float(scale(1200, 3600))
FETCHES = (901, 902, 903)


class Timed(FakeSlurm):
    """`asked` holds when each command was run."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.asked: list[tuple[float, str]] = []

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        self.asked.append((self.clock.now, program(argv)))
        return super().run(argv, cwd=cwd, stdin=stdin, timeout_s=timeout_s)

    @property
    def most_in_a_minute(self) -> int:
        times = [at for at, _ in self.asked]
        return max((sum(at <= other < at + 60.0 for other in times) for at in times), default=0)

    @property
    def longest_gap_s(self) -> float:
        """Between two looks at the queue."""
        times = [at for at, name in self.asked if name == "squeue"]
        return max((later - at for at, later in itertools.pairwise(times)), default=HOUR_S)


class Hour:
    """Windows that look at records, and others that follow fetches, all with one journal and one budget."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, state: str | None) -> None:
        self.clock = FakeClock(BEGIN)
        monkeypatch.setattr(time, "time", self.clock)
        self.slurm = Timed(self.clock)
        self.paths = Paths(folder / "config", folder / "state", folder / "cache")
        for number in FETCHES:
            self.slurm.jobs[number] = FakeJob(number, "", start="N/A", elapsed_s=0)
        if state is not None:
            self.slurm.jobs[7] = FakeJob(7, "", state, "None")
            long_ago = BEGIN - 1800
            made = record(7, cluster="lumi", created_at=long_ago, submitted_at=long_ago, status=JobStatus(state))
            self.window().records.write(made)

    def window(self) -> Session:
        session = Session(self.paths, self.clock)
        cluster = session.cluster("lumi")
        session._links["lumi"] = Link(
            cluster, self.slurm, session.query_log, lambda argv, result: session._heard(cluster, argv, result)
        )
        return session

    def watch(self, session: Session) -> float:
        session.refresh()
        return session.poll_interval_s()

    def follow(self, session: Session) -> float:
        """What `llmtui stage --wait` does between two looks at the files."""
        self.over = {
            job for job, other in session._other_jobs(session.cluster("lumi")).told(FETCHES).items() if other.over
        }
        return 15.0

    def run(self, seconds: float, watching: int, following: int) -> Counter[str]:
        turns = [(self.window(), self.watch) for _ in range(watching)]
        turns += [(self.window(), self.follow) for _ in range(following)]
        due = [self.clock.now + 3.1 * number for number in range(len(turns))]
        until = self.clock.now + seconds
        while min(due) < until:
            turn = due.index(min(due))
            self.clock.now = due[turn]
            session, wake = turns[turn]
            due[turn] += wake(session)
        return Counter(name for _, name in self.slurm.asked)


@pytest.mark.parametrize(("state", "every_s"), [("RUNNING", 15), ("PENDING", 60), (None, 60)])
def test_waiting_fetches_cost_no_look_more(
    state: str | None, every_s: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = Hour(tmp_path, monkeypatch, state)
    calls = hour.run(HOUR_S, watching=1, following=2)
    print(
        f"{state}: {dict(calls)}, at most {hour.slurm.most_in_a_minute} a minute, gap {hour.slurm.longest_gap_s:.0f} s"
    )
    assert set(calls) == {"squeue"}
    assert 0.7 * HOUR_S / every_s <= calls["squeue"] <= HOUR_S / every_s
    assert hour.slurm.most_in_a_minute <= 60 // every_s
    assert hour.slurm.longest_gap_s <= every_s + 15


def test_the_poller_gets_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that ends is seen to end, however many fetches are followed, and a fetch that ends is told to each."""
    hour = Hour(tmp_path, monkeypatch, "RUNNING")
    hour.run(600.0, watching=1, following=3)
    hour.slurm.set(7, state="COMPLETING")
    hour.slurm.end(902, "CANCELLED")
    asked = hour.clock.now
    hour.run(45.0, watching=1, following=3)
    (seen,) = hour.window().jobs()
    assert (seen.state, hour.over) == ("COMPLETING", {902})
    assert sum(at >= asked for at, _ in hour.slurm.asked) <= 4


@pytest.mark.parametrize("watching", [0, 1])
@pytest.mark.parametrize("submission", ["SUBMIT_UNKNOWN", "SUBMITTING"])
def test_a_submission_under_way_that_needs_no_squeue_does_not_keep_the_fetches_from_theirs(
    submission: str, watching: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = Hour(tmp_path, monkeypatch, None)
    made = record(7, cluster="lumi", job_id=None, submission=submission, created_at=BEGIN, submitting_at=BEGIN)
    for place in (made.run_dir, f"{made.run_dir}/submit.lock/attempt-1"):
        hour.slurm.mkdir(place)
    records = hour.window().records
    records.write(made)
    with records.submitting(made.id) if submission == "SUBMITTING" else nullcontext():
        hour.slurm.end(902, "CANCELLED")
        calls = hour.run(300.0, watching=watching, following=1)
    assert records.get(made.id).submission == submission
    assert hour.over == {902}
    assert set(calls) == {"squeue"}
    assert 5 <= calls["squeue"] <= 20
    assert hour.slurm.most_in_a_minute <= 4


def test_nothing_is_asked_for_a_fetch_that_nobody_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hour = Hour(tmp_path, monkeypatch, None)
    assert hour.run(300.0, watching=0, following=1)["squeue"] == 5
    hour.slurm.asked.clear()
    assert hour.run(HOUR_S, watching=1, following=0) == {}


def test_what_the_user_does_comes_on_top_and_is_shown_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each minute a job is cancelled: the looks keep to their four, and one comes within the floor each time."""
    hour = Hour(tmp_path, monkeypatch, "PENDING")
    looks, own, waits = [], 0, []
    user = hour.window()
    for _ in range(10):
        before = len(hour.slurm.asked)
        hour.run(60.0, watching=1, following=0)
        looks += [at for at, _ in hour.slurm.asked[before:]]
        hour.clock.advance(1.0)
        before = len(hour.slurm.asked)
        for words in (lookup.squeue_folders(), ["scancel", "8"]):
            user._links["lumi"].slurm(words)
        own += len(hour.slurm.asked) - before
        asked_at, before = hour.clock.now, len(hour.slurm.asked)
        while len(hour.slurm.asked) == before:
            hour.window().refresh()
            hour.clock.advance(1.0)
        waits.append(hour.clock.now - asked_at)
        looks += [at for at, _ in hour.slurm.asked[before:]]
    assert own == 20
    assert max(waits) <= 11.0, waits
    assert max(sum(at <= other < at + 60.0 for other in looks) for at in looks) <= 4
    shown = hour.window().calls_per_minute("lumi")
    assert shown == sum(hour.clock.now - at < 60.0 for at, _ in hour.slurm.asked) > 2


def test_a_squeue_for_each_fetch_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count that finds nothing above does find what asks outside the budget."""
    hour = Hour(tmp_path, monkeypatch, "RUNNING")

    def alone(session: Session) -> float:
        for number in FETCHES:
            session._links["lumi"].slurm(["squeue", "-j", str(number), "-o", "%i"])
        return 15.0

    monkeypatch.setattr(hour, "follow", alone)
    hour.run(600.0, watching=1, following=1)
    assert hour.slurm.most_in_a_minute > 4
