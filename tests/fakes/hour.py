"""An hour of a cluster, simulated: jobs that start and end, windows of llmtui that look, a clock that jumps."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.slurm.commands import program

from .clock import FakeClock
from .memory import MemoryRecords
from .records import record
from .slurm import FakeJob, FakeSlurm

HOUR_S = 3600
#: How long the queue lists a job after its end, in seconds (slurm.conf's default).
MIN_JOB_AGE_S = 300.0
#: How far the database is behind, in seconds.
LAG_S = 5.0
BEGIN = 1_795_713_600.0


@dataclass(frozen=True)
class Life:
    """When a job starts and ends, in seconds of the hour (None: not in this hour), and how."""

    start: float | None
    end: float | None
    state: str = "COMPLETED"


class ClockedSlurm(FakeSlurm):
    """Jobs live by the clock; `asked` holds when each command was run."""

    def __init__(self, clock: FakeClock, lives: Sequence[Life]) -> None:
        super().__init__()
        self.clock = clock
        self.lives = dict(enumerate(lives, 1))
        self.jobs = {number: FakeJob(number, "") for number in self.lives}
        self.asked: list[tuple[float, str]] = []

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        self.asked.append((self.clock.now, program(argv)))
        for number, life in self.lives.items():
            self.jobs[number] = self._now(number, life)
        return super().run(argv, cwd=cwd, stdin=stdin, timeout_s=timeout_s)

    def _now(self, number: int, life: Life) -> FakeJob:
        hour = self.clock.now - BEGIN
        if life.end is not None and hour >= life.end:
            code = "0:0" if life.state == "COMPLETED" else "1:0"
            known, recorded = hour < life.end + MIN_JOB_AGE_S, hour >= life.end + LAG_S
            return FakeJob(number, "", life.state, "None", code, "1795713600", in_queue=known, in_database=recorded)
        if life.start is not None and hour >= life.start:
            return FakeJob(
                number, "", "RUNNING", "None", "0:0", str(int(BEGIN + life.start)), elapsed_s=int(hour - life.start)
            )
        return FakeJob(number, "", "PENDING", "Priority", start="N/A", elapsed_s=0)

    def script(self, *words: object, **values: object) -> Result:
        """No job leaves a mark here, so every end has to be asked for."""
        return Result.said("ok", 0, "", "")


class Window(Protocol):
    """Something that looks at jobs; it says when it wants to be called again."""

    def wake(self) -> float:
        """Look if it is time; seconds until the next call."""


class Shop(Session):
    """A session of LUMI's with that floor, on a journal and a Slurm in memory and a clock that jumps."""

    def __init__(self, slurm: ClockedSlurm, records: Records, folder: Path, floor_s: int) -> None:
        super().__init__(Paths(folder / "config", folder / "state", folder / "cache"), slurm.clock)
        self.records = records
        self._floor_s = floor_s
        self._links["lumi"] = Link(self.cluster("lumi"), slurm, self.query_log)

    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(replace(each, min_poll_seconds=self._floor_s) for each in super().clusters())

    def cluster(self, name: str | None) -> Cluster:
        return replace(super().cluster(name), min_poll_seconds=self._floor_s)


class Llmtui:
    """A window of llmtui: it refreshes and waits as the app does, and all that it decides is the session's."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def wake(self) -> float:
        self.session.refresh()
        return max(1.0, self.session.poll_interval_s())


class PerJob:
    """The poller that asks for each job, every 15 seconds."""

    def __init__(self, slurm: ClockedSlurm) -> None:
        self.slurm = slurm

    def wake(self) -> float:
        for number in self.slurm.jobs:
            self.slurm.run(["squeue", "-j", str(number), "-o", "%i"])
        return 15.0


@dataclass
class Hour:
    """What an hour cost: commands by name, the most in any 60 seconds, and the records at its end."""

    calls: Counter[str] = field(default_factory=Counter)
    most_in_a_minute: int = 0
    records: Sequence[JobRecord] = ()
    writes: int = 0


def simulate(
    lives: Sequence[Life],
    folder: Path,
    windows: int = 1,
    seconds: float = HOUR_S,
    floor_s: int = 10,
    make: Callable[[ClockedSlurm], Window] | None = None,
    shop: type[Shop] = Shop,
) -> Hour:
    """Run the windows by the clock, each beginning a few seconds after the one before."""
    clock = FakeClock(BEGIN)
    slurm = ClockedSlurm(clock, lives)
    records = MemoryRecords()
    for number in slurm.jobs:
        records.write(record(number, cluster="lumi", created_at=BEGIN - 1800, submitted_at=BEGIN - 1800))
    opened = [make(slurm) if make else Llmtui(shop(slurm, records, folder, floor_s)) for _ in range(windows)]
    due = [BEGIN + 4.0 * number for number in range(windows)]
    while min(due) < BEGIN + seconds:
        turn = due.index(min(due))
        clock.now = due[turn]
        due[turn] += opened[turn].wake()
    times = [at for at, _ in slurm.asked]
    most = max((sum(at < other <= at + 59.999 for other in times) + times.count(at) for at in set(times)), default=0)
    return Hour(Counter(name for _, name in slurm.asked), most, tuple(records.by_id.values()), records.writes)


def busy(count: int) -> list[Life]:
    """All run the whole hour."""
    return [Life(0.0, None)] * count


def idle(count: int) -> list[Life]:
    """All wait the whole hour."""
    return [Life(None, None)] * count


def mixed(count: int, seed: int = 5) -> list[Life]:
    """Jobs come and go all through the hour; the last one outlives it."""
    rng = random.Random(seed)
    lives = []
    for _ in range(count - 1):
        start = rng.uniform(0, 2400)
        lives.append(Life(start, start + rng.uniform(5, 900), rng.choice(["COMPLETED", "FAILED", "TIMEOUT"])))
    return [*lives, Life(0.0, None)]
