"""What a session offers to submit a draft: Slurm's opinion first, then the submission, then another attempt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..place.placecalls import PlaceCalls

if TYPE_CHECKING:
    from ...domain.record import JobRecord
    from ...slurm.testonly import Verdict
    from ..preview import Draft


def quiet(text: str) -> None:
    """Progress that nobody asked for."""


class SubmitCalls(PlaceCalls):
    """A part of Session."""

    def submit(self, draft: Draft, progress: Callable[[str], None] | None = None) -> JobRecord:
        """Submit once. Raises RequestError, UnreachableError, RejectedError or CannotTellError."""
        from .submit import refuse_errors, submit

        refuse_errors(draft)
        return submit(self._link(draft.plan.cluster), self.records, draft, progress or quiet)

    def test_only(self, draft: Draft) -> Verdict:
        """What Slurm says of the draft's job without taking it, and what else is known only there.

        That is the hub's token and cache, quotas, maintenance and the certificate's end. Raises UnreachableError.
        """
        from . import hftoken, hubcache
        from .preflight import test_only

        plan = draft.plan
        link = self._link(plan.cluster)
        verdict = test_only(link, draft)
        around = () if plan.cluster.embedded else self._around_findings(draft)
        around = (*around, *hftoken.findings(link, plan), *hubcache.findings(link, plan))
        more = [f"{found.message} ({found.hint})" for found in around]
        return replace(verdict, text="; ".join([verdict.text, *more]))

    def submit_again(self, record: JobRecord, progress: Callable[[str], None] | None = None) -> JobRecord:
        """Another attempt of a run of which no job can have come. Raises RequestError, and what `submit` raises."""
        from .submit import submit_again

        return submit_again(self._link(self.cluster(record.cluster)), self.records, record, progress or quiet)
