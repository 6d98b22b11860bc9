"""What a session offers to look at a cluster before a job: its doctor, its folders, what is fetched there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...remote.transport import Transport
from ..paths import Paths
from ..reach.link import Link, is_here
from ..reach.logincalls import LoginCalls
from .around import Around

if TYPE_CHECKING:
    from ...domain.bundle import Finding
    from ...domain.cluster import Cluster
    from ...domain.plan import Plan
    from ...domain.surroundings import Surroundings
    from ...remote.transport import Facts
    from ..doctor.check import Check
    from ..journal.records import Records
    from ..prefetch.fetch import Prefetch
    from ..preview import Draft
    from ..watching.others import OtherJobs


class PlaceCalls(LoginCalls):
    """A part of Session."""

    records: Records

    def __init__(self, paths: Paths, here: Callable[[Cluster], Transport | None]) -> None:
        super().__init__(paths, here)
        self._around = Around()

    @abstractmethod
    def _link(self, cluster: Cluster) -> Link:
        """The cluster with the way to it."""

    @abstractmethod
    def _other_jobs(self, cluster: Cluster) -> OtherJobs:
        """What the cluster's queue tells of jobs without a record."""

    def doctor(
        self, cluster: Cluster, account: str | None = None, told: Callable[[Check], None] = lambda check: None
    ) -> tuple[Check, ...]:
        """What has to be in place before a job can run there; `told` gets each check as it is made."""
        from ..doctor.run import examine

        state = partial(self.connections.state, cluster.name)
        return examine(self._link(cluster), self.records, state, account, told)

    def prefetch(self, plan: Plan) -> Prefetch:
        """What the plan reads from the Hugging Face Hub, to be fetched on its cluster. Raises RequestError."""
        from ..prefetch.fetch import Prefetch

        return Prefetch(self._link(plan.cluster), plan, self.records.folder, self._other_jobs(plan.cluster))

    def surroundings(self, cluster: Cluster, account: str | None) -> Surroundings:
        """Certificate, maintenance and space left, asked of the cluster at most every ten minutes.

        Previews know of it from then on. Raises UnreachableError.
        """
        return self._around.look(self._link(cluster), account, self._certificate_end(cluster))

    def _around_findings(self, draft: Draft) -> tuple[Finding, ...]:
        """What speaks against the job in its surroundings, looked at anew where that was ten minutes ago.

        Raises UnreachableError.
        """
        from ...render.lint import lint

        plan = draft.plan
        seen = self.surroundings(plan.cluster, plan.account)
        known = set(draft.findings)
        return tuple(found for found in lint(plan, draft.estimate, draft.bundle, seen) if found not in known)

    def run_folders(self, plan: Plan) -> str:
        """Where run folders of that plan are made, as far as it is known without a login. Raises RequestError."""
        from ..submission.runfolder import run_root_words

        return run_root_words(plan.cluster, plan.account, self._known_facts(plan.cluster))

    def _known_surroundings(self, cluster: Cluster, account: str | None) -> Surroundings:
        """What was found last; nothing is asked."""
        return self._around.known(cluster.name, account, self._certificate_end(cluster))

    def _certificate_end(self, cluster: Cluster) -> float | None:
        return self.connections.state(cluster.name).certificate_expires_at

    def _known_facts(self, cluster: Cluster) -> Facts | None:
        """Who the user is there; None without a connection."""
        transport = self._link(cluster).transport
        if not is_here(cluster) and not transport.alive:
            return None
        try:
            return transport.facts()
        except OSError:
            return None
