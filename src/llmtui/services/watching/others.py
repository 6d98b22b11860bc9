"""Jobs of ours that no record tells of, such as those that fetch a model: they ride along in the poller's squeue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from ...domain.cluster import Cluster
from ...remote.transport import Result
from ...slurm import commands, lookup
from ...slurm.parse import parse_squeue
from ..reach.link import Link
from .answers import QUERY_S, complaint, strict_complaint
from .budget import SLOW_S, Budget, Outcome
from .cadence import rules_of
from .ledger import Other


class OtherJobs:
    """What the queue of one cluster tells of such jobs, to whichever window.

    `look` looks at the cluster if it is time to, for its records as well: so nobody waits for a turn behind these jobs.
    """

    def __init__(self, budget: Budget, cluster: Cluster, look: Callable[[], None]) -> None:
        self._budget = budget
        self._cluster = cluster
        self._look = look

    def told(self, job_ids: Collection[int]) -> Mapping[int, Other]:
        """What is known of each. Raises UnreachableError."""
        if not job_ids:
            return {}
        rules = rules_of(self._cluster, (), 0.0)
        self._budget.want(self._cluster.name, rules, job_ids)
        self._look()
        return self._budget.want(self._cluster.name, rules, job_ids)


def look_for_others(budget: Budget, link: Link) -> None:
    """One squeue for the jobs that somebody waits for, if it is time to; for a cluster without a record to look after.

    Raises UnreachableError.
    """
    name, rules = link.cluster.name, rules_of(link.cluster, (), 0.0)
    if budget.take(name, rules) is None:
        return
    with budget.looking(name, rules) as look:
        look.outcome = _asked(link, Outcome(ok=True))


def with_others(budget: Budget, link: Link, outcome: Outcome) -> Outcome:
    """The outcome of a look under way at the records, after its squeue for such jobs where the records needed none.

    That is so while nothing but a submission is under way. Raises UnreachableError.
    """
    needed = outcome.ok and not outcome.queue
    wanted = needed and budget.wanted(link.cluster.name, rules_of(link.cluster, (), 0.0))
    return _asked(link, outcome) if wanted else outcome


def _asked(link: Link, before: Outcome) -> Outcome:
    result = link.slurm(commands.squeue(), timeout_s=QUERY_S)
    return replace(before, ok=not complaint(result), slow=before.slow or result.seconds > SLOW_S, queue=True)


def hear(budget: Budget, cluster: Cluster, argv: Sequence[str], result: Result) -> None:
    """Take from any squeue over all our jobs what it tells of jobs without a record; unclear answers tell nothing."""
    if list(argv) not in (commands.squeue(), lookup.squeue_folders()):
        return
    rules = rules_of(cluster, (), 0.0)
    wanted = budget.wanted(cluster.name, rules)
    if not wanted or strict_complaint(result):
        return
    over = _over(argv, result.out.raw, wanted)
    if over is not None:
        budget.tell(cluster.name, rules, over)


def _over(argv: Sequence[str], text: str, wanted: Collection[int]) -> dict[int, bool] | None:
    """Whether each is over, without those whose record cannot be read.

    None where a record of the answer was not whole: it may have been one of these.
    """
    if list(argv) == lookup.squeue_folders():
        live = lookup.parse_squeue_live_places(text)
        return None if live is None else {job_id: job_id not in live for job_id in wanted}
    answer = parse_squeue(text, wanted)
    if answer.dropped:
        return None
    clear = set(wanted).difference(answer.unread)
    return {job_id: job_id not in answer.jobs or answer.jobs[job_id].terminal for job_id in clear}
