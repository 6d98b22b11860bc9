"""How often a cluster is asked: never below its floor, less after failures, all windows of llmtui together."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ...errors import UnreachableError
from .ledger import Entry, Ledger, Other, called
from .queries import Query, QueryLog

__all__ = ["Budget", "Leave", "Outcome", "Query", "QueryLog", "Rules"]

#: Waits for each Slurm command of a look while something of ours is active and while nothing is, in seconds; the
#: cluster's floor applies on top.
ACTIVE_S = 15.0
IDLE_S = 60.0
#: The embedded Slurm is this machine's own, so its jobs may be looked at this often.
EMBEDDED_S = 1.0
#: Slurm commands that looks run in any minute. What the user does comes on top: it is counted and shown, and it does
#: not keep the next look waiting, which shows what came of it.
PER_MINUTE = 4
#: Commands after which there is something new to see.
_ACTS = frozenset({"sbatch", "scancel"})
#: The user's own "look now" counts once in so many seconds.
FORCED_S = 5.0
#: A command that took longer is a sign of a busy controller, in seconds.
SLOW_S = 2.0
#: After the n-th failure in a row the wait is BACK_OFF_S x 2^(n-1), at most BACK_OFF_CAP_S, more or less by _JITTER.
BACK_OFF_S = 10.0
BACK_OFF_CAP_S = 300.0
_JITTER = 0.2
#: sacct asks a database that many share: not more than once in so many seconds.
ACCOUNTING_S = 60.0
#: A window that is looking is given so long before another one takes over; it may have been killed.
_LEASE_S = 60.0
#: No wait is longer, whatever a file says that was written by the clock of another machine.
_CAP_S = 400.0
_MINUTE_S = 60.0
#: A job without a record that nobody asked about for so long is let go, in seconds.
_OTHERS_S = 900.0


@dataclass(frozen=True)
class Rules:
    """How one cluster may be asked.

    `every_s` is the wait for each command of a look, `floor_s` the site's shortest wait between two looks, `forced_s`
    between two that the user asked for. `per_minute` is for the commands of looks, None: as many as they take; then
    windows need not share either.
    """

    every_s: float
    floor_s: float = 0.0
    forced_s: float = FORCED_S
    per_minute: int | None = PER_MINUTE


@dataclass(frozen=True)
class Leave:
    """What a look may do beside its squeue: so many more `calls`, and whether sacct may be among them.

    "later": it was asked a moment ago; "failing": it did not answer the last times. `min_job_age_s` is how long the
    controller remembers ended jobs, as far as it was asked (0: for ever).
    """

    calls: int
    accounting: Literal["yes", "later", "failing"] = "yes"
    min_job_age_s: int | None = None


#: A look that nobody counts.
EVERYTHING = Leave(8)


@dataclass(frozen=True)
class Outcome:
    """How a look went: whether what was asked was answered, and whether a command was slow.

    `owed` is how many commands beside its squeue the next look needs. `accounting` says whether sacct answered, None
    that it was not asked; `queue` whether squeue was asked at all. `min_job_age_s` as in Leave, None: not asked.
    """

    ok: bool
    owed: int = 0
    slow: bool = False
    accounting: bool | None = None
    queue: bool = True
    min_job_age_s: int | None = None


@dataclass
class Look:
    """A look under way; whoever looks sets its outcome."""

    outcome: Outcome = Outcome(ok=False)


class Budget:
    """When the clusters may be asked again. With a folder all llmtui processes of the user share it.

    Between processes only the wall clock is the same. A clock that was set, or that of another machine, delays a look
    by _CAP_S at most.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        spread: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._ledger = Ledger(folder)
        self._own = Ledger(None)
        self._clock = clock
        self._spread = spread
        #: Which clusters this thread is looking at: what it runs there is the look's, not the user's.
        self._mine = threading.local()

    def take(self, cluster: str, rules: Rules, *, force: bool = False) -> Leave | None:
        """What a look may do now, None if it is not yet time for one. Whoever gets leave has to report.

        `force` is for a look that the user asked for: it does not wait for every_s, but for all the rest.
        """
        now = self._clock()

        def begin(entry: Entry) -> tuple[Entry, Leave | None]:
            early = force and abs(now - entry.forced) < rules.forced_s
            if early or now < _due(entry, rules, now, every_s=0.0 if force else rules.every_s):
                return entry, None
            forced = now if force else entry.forced
            begun = replace(entry, last=now, hold=now + _LEASE_S, forced=forced)
            return begun, _leave(entry, rules, now)

        try:
            leave = self._of(rules).change(cluster, begin)
        except OSError:
            return None
        if leave is not None:
            self._looking_at.add(cluster)
        return leave

    @property
    def _looking_at(self) -> set[str]:
        found: set[str] = self._mine.__dict__.setdefault("clusters", set())
        return found

    def report(self, cluster: str, rules: Rules, outcome: Outcome) -> None:
        """After an answer the usual wait applies; after failures in a row, or slow answers, more and more."""
        now = self._clock()
        self._looking_at.discard(cluster)

        def end(entry: Entry) -> tuple[Entry, None]:
            strain = 0 if outcome.ok and not outcome.slow else entry.strain + 1
            return replace(
                _with_accounting(entry, outcome.accounting),
                made=max(1, sum(at >= entry.last for at in entry.looked)),
                answered=now if outcome.ok and outcome.queue else entry.answered,
                hold=now + self._back_off(strain) if strain else now,
                strain=strain,
                owed=int(outcome.owed),
                min_job_age_s=entry.min_job_age_s if outcome.min_job_age_s is None else outcome.min_job_age_s,
            ), None

        def _with_accounting(entry: Entry, answered: bool | None) -> Entry:
            if answered is None:
                return entry
            strain = 0 if answered else entry.accounting_strain + 1
            wait = max(ACCOUNTING_S, self._back_off(strain + 3)) if strain else ACCOUNTING_S
            return replace(entry, accounting_hold=now + wait, accounting_strain=strain)

        self._change(cluster, rules, end)

    @contextmanager
    def looking(self, cluster: str, rules: Rules) -> Iterator[Look]:
        """Around a look that there is leave for: reports its outcome, a failure where there is none.

        A cluster that cannot be reached was asked for nothing: it is looked at again as soon as it can be.
        """
        look = Look()
        try:
            yield look
        except UnreachableError:
            self._looking_at.discard(cluster)
            self._change(cluster, rules, lambda entry: (replace(entry, last=0.0, hold=0.0), None))
            raise
        except BaseException:
            self.report(cluster, rules, look.outcome)
            raise
        self.report(cluster, rules, look.outcome)

    def called(self, cluster: str, command: str = "squeue") -> None:
        """One Slurm command was run there: by the look of this thread, else for what the user does."""
        now, in_look = self._clock(), cluster in self._looking_at
        acts = command in _ACTS
        self._change(cluster, None, lambda entry: (called(entry, now, in_look=in_look, acts=acts), None))

    def wait_s(self, cluster: str, rules: Rules) -> float:
        """Seconds until the next look may be taken."""
        now = self._clock()
        return max(0.0, _due(self._of(rules).read(cluster), rules, now, rules.every_s) - now)

    def calls_per_minute(self, cluster: str) -> int:
        """Slurm commands of all windows in the last minute."""
        return len(_recent(self._ledger.read(cluster).calls, self._clock()))

    def answered_at(self, cluster: str) -> float | None:
        """When the queue last told of our jobs there, in seconds since the epoch, to whichever window."""
        return self._ledger.read(cluster).answered or self._own.read(cluster).answered or None

    def want(self, cluster: str, rules: Rules, job_ids: Collection[int]) -> dict[int, Other]:
        """Have these jobs, which no record tells of, told of by the next squeue; what is known of them so far."""
        now = self._clock()

        def wanted(entry: Entry) -> tuple[Entry, dict[int, Other]]:
            known = {other.job_id: other for other in entry.others if abs(now - other.wanted) < _OTHERS_S}
            asked = {job_id: replace(known.get(job_id, Other(job_id, now)), wanted=now) for job_id in job_ids}
            return replace(entry, others=tuple((known | asked).values())), asked

        try:
            return self._of(rules).change(cluster, wanted)
        except OSError:
            return {job_id: Other(job_id, now) for job_id in job_ids}

    def wanted(self, cluster: str, rules: Rules) -> frozenset[int]:
        """The jobs that `want` was called for of late, by whichever window."""
        now = self._clock()
        others = self._of(rules).read(cluster).others
        return frozenset(other.job_id for other in others if abs(now - other.wanted) < _OTHERS_S)

    def tell(self, cluster: str, rules: Rules, over: Mapping[int, bool]) -> None:
        """What the queue just told of such jobs: whether each is over."""
        now = self._clock()

        def told(entry: Entry) -> tuple[Entry, None]:
            others = (
                replace(other, at=now, over=over[other.job_id]) if other.job_id in over else other
                for other in entry.others
            )
            return replace(entry, others=tuple(others)), None

        self._change(cluster, rules, told)

    def _of(self, rules: Rules | None) -> Ledger:
        return self._own if rules is not None and rules.per_minute is None else self._ledger

    def _change(self, cluster: str, rules: Rules | None, change: Callable[[Entry], tuple[Entry, None]]) -> None:
        try:
            self._of(rules).change(cluster, change)
        except OSError:
            # The lease runs out by itself.
            return

    def _back_off(self, strain: int) -> float:
        wait = min(BACK_OFF_CAP_S, BACK_OFF_S * 2.0 ** min(strain - 1, 12))
        return wait * self._spread(1.0 - _JITTER, 1.0 + _JITTER)


def _sensible(at: float, now: float) -> float:
    """A time, or never where it lies so far ahead that another clock must have told it."""
    return at if at <= now + _CAP_S else 0.0


def _recent(times: Collection[float], now: float) -> list[float]:
    return sorted(at for at in times if abs(now - at) < _MINUTE_S)


def _due(entry: Entry, rules: Rules, now: float, every_s: float) -> float:
    """When the next look may be taken, where the wait for each command of the last one is `every_s`.

    After something that the user did there is no such wait, but all else that holds a look back does.
    """
    last = _sensible(entry.last, now)
    wait_s = 0.0 if _sensible(entry.acted, now) > last else every_s * max(1, entry.made)
    due = last + max(rules.floor_s, wait_s)
    due = max(due, _sensible(entry.hold, now))
    if rules.per_minute is not None:
        times = _recent(entry.looked, now)
        needed = min(1 + max(0, entry.owed), rules.per_minute)
        surplus = len(times) + needed - rules.per_minute
        if surplus > 0:
            due = max(due, times[surplus - 1] + _MINUTE_S)
    return due


def _leave(entry: Entry, rules: Rules, now: float) -> Leave:
    if rules.per_minute is None:
        return replace(EVERYTHING, min_job_age_s=entry.min_job_age_s)
    calls = max(0, rules.per_minute - len(_recent(entry.looked, now)) - 1)
    if now >= _sensible(entry.accounting_hold, now):
        return Leave(calls, "yes", entry.min_job_age_s)
    return Leave(calls, "failing" if entry.accounting_strain else "later", entry.min_job_age_s)
