"""What a session offers to see how jobs stand: looks at their clusters, and how those were asked."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...domain.record import JobRecord
from ...errors import CannotTellError, UnknownNameError
from ..paths import Paths
from ..reach.link import is_here
from ..submission.submitcalls import SubmitCalls
from .budget import IDLE_S, Budget, QueryLog
from .cadence import rules_of
from .continued import Continuations, follow_continued
from .queries import Asked
from .sidebyside import SideBySide

if TYPE_CHECKING:
    from ...domain.cluster import Cluster
    from ...remote.transport import Transport

#: The journal is read again so soon while a look is under way that nobody waits for, in seconds.
_UNDER_WAY_S = 2.0


class WatchCalls(SubmitCalls):
    """A part of Session. `clock` gives seconds since the epoch.

    `refresh_wait_s` is how long a refresh waits for clusters that do not answer, in seconds, None until all have.
    """

    query_log: QueryLog

    def __init__(
        self, paths: Paths, here: Callable[[Cluster], Transport | None], clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(paths, here)
        self._clock = clock
        self._budget = Budget(paths.state / "polling", clock)
        self._side_by_side = SideBySide()
        self._continued = Continuations()
        self._unsettled: tuple[str, ...] = ()
        self.refresh_wait_s: float | None = None

    @abstractmethod
    def clusters(self) -> tuple[Cluster, ...]:
        """All clusters."""

    def jobs(self) -> tuple[JobRecord, ...]:
        """All records, newest first, as they stand on disk."""
        return self.records.load().records

    def problems(self) -> tuple[str, ...]:
        """One line for each journal file that cannot be read, and for each run whose lock cannot be."""
        return (*self.records.load().problems, *self._unsettled)

    def refresh(self, force: bool = False) -> tuple[JobRecord, ...]:
        """Ask each cluster with active jobs, unless some window did so a moment ago; returns all records.

        Clusters are asked side by side. `force` is for a user who wants to know now: it goes past the wait, once in
        five seconds, and looks once more for jobs that were looked for in vain for long. Raises JournalError.
        """
        from ..submission.recover import settle_abandoned

        self._unsettled = settle_abandoned(self.records, self.jobs())
        found = self.jobs()
        stopped = self._continued.due(found, self._clock(), force=force)
        names = dict.fromkeys([*stopped, *(record.cluster for record in found if _wanted(record, force))])
        works = {name: partial(self._look_at, name, stopped.get(name, []), force=force) for name in names}
        self._side_by_side.run(works, self.refresh_wait_s)
        return self.jobs()

    def poll_interval_s(self) -> float:
        """Seconds until another refresh makes sense: short for the embedded Slurm, long while nothing is active."""
        if self._side_by_side.busy:
            return _UNDER_WAY_S
        active = [record for record in self.jobs() if record.watched]
        names = {record.cluster for record in active}
        now = self._clock()
        waits = []
        for cluster in [cluster for cluster in self.clusters() if cluster.name in names]:
            rules = rules_of(cluster, [record for record in active if record.cluster == cluster.name], now)
            # Another window may look in the meantime, and a cluster out of reach is asked for nothing.
            waits.append(min(rules.every_s, self._budget.wait_s(cluster.name, rules) or rules.every_s))
        return max(1.0, min(waits, default=IDLE_S))

    def calls_per_minute(self, cluster: str) -> int:
        """Slurm commands that all windows of llmtui ran on a cluster in the last minute."""
        mine = sum(query.cluster == cluster for query in self.query_log.recent(time.time()))
        return max(mine, self._budget.calls_per_minute(cluster))

    def answered_at(self, cluster: str) -> float | None:
        """When a cluster's queue last told any window of our jobs, in seconds since the epoch."""
        return self._budget.answered_at(cluster)

    def asked(self) -> Mapping[str, Asked]:
        """How all windows asked the clusters of our jobs that are active, or were asked in the last minute.

        Reads one small file for each cluster that a record names.
        """
        found = self.jobs()
        active = {record.cluster for record in found if record.watched}
        names = dict.fromkeys(record.cluster for record in found)
        told = {name: Asked(self.calls_per_minute(name), self.answered_at(name)) for name in names}
        return {name: asked for name, asked in told.items() if name in active or asked.calls_per_minute}

    def _look_at(self, name: str, stopped: list[JobRecord], *, force: bool) -> None:
        if stopped:
            self._follow_continued(name, stopped)
        ours = [record for record in self.jobs() if record.cluster == name]
        if any(_wanted(record, force) for record in ours):
            self._refresh_cluster(name, ours, force=force)

    def _follow_continued(self, name: str, stopped: list[JobRecord]) -> None:
        try:
            link = self._link(self.cluster(name))
            # Nobody logs in for this.
            if is_here(link.cluster) or link.transport.alive:
                follow_continued(link, self.records, stopped, self._clock())
        except (CannotTellError, UnknownNameError):
            # It is no news that a run stopped; whether it goes on is looked at again in a minute.
            return

    def _refresh_cluster(self, name: str, ours: list[JobRecord], *, force: bool) -> None:
        from .others import with_others
        from .watch import mark_stale, refresh_jobs

        ours = [record for record in ours if force or record.watched or not record.unwatched]
        active = [record for record in ours if record.unsettled or record.outlived]
        now = self._clock()
        try:
            cluster = self.cluster(name)
            rules = rules_of(cluster, active, now)
            answered_at = self._budget.answered_at(name)
            leave = self._budget.take(name, rules, force=force)
            if leave is None:
                return
            with self._budget.looking(name, rules) as look:
                link = self._link(cluster)
                look.outcome = refresh_jobs(link, self.records, ours, now, leave, answered_at)
                look.outcome = with_others(self._budget, link, look.outcome)
        except (CannotTellError, UnknownNameError) as error:
            mark_stale(self.records, active, error.message, now)


def _wanted(record: JobRecord, force: bool) -> bool:
    return record.watched or (force and record.unsettled)
