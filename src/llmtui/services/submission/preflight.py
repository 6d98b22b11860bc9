"""What Slurm says of a job before anything is written for it: `sbatch --test-only` on the very bytes of its script."""

from __future__ import annotations

import time
from dataclasses import replace

from ...domain.bundle import SCRIPT
from ...domain.remotetext import safe_line
from ...errors import RejectedError
from ...slurm.testonly import TEST_ONLY, Verdict, all_up, node_states, read_verdict
from ..preview import Draft
from ..reach.link import QUERY_TIMEOUT_S, Link
from ..watching.budget import Query
from .submit import refusal_hint


def test_only(link: Link, draft: Draft) -> Verdict:
    """Whether Slurm would take the draft's job, and when it would start. Nothing is uploaded, nothing is queued."""
    script = draft.bundle.text(SCRIPT)
    result = link.transport.script(TEST_ONLY, values={"text": script}, timeout_s=QUERY_TIMEOUT_S)
    link.log.add(Query(link.cluster.name, "sbatch", time.time(), result.seconds, result.outcome == "ok"))
    if result.outcome == "unknown":
        return Verdict(None, f"it could not be checked: {result.complaint}")
    verdict = read_verdict(result.exit_code, result.out.raw, result.err.raw)
    verdict = replace(verdict, text=safe_line(verdict.text))
    if verdict.for_now and not _whole(link, draft):
        text = f"no node that is up now takes it, and it may have to wait for others: {verdict.text}"
        return Verdict(None, text)
    return verdict if verdict.ok is not None else replace(verdict, text=f"it could not be checked: {verdict.text}")


def refuse(verdict: Verdict) -> None:
    """Raise RejectedError with Slurm's own words for a job that it would refuse for sure."""
    if verdict.ok is False:
        raise RejectedError(f"Slurm would refuse the job: {verdict.text}", hint=refusal_hint(verdict.text))


def _whole(link: Link, draft: Draft) -> bool:
    """Whether no node of the job's partition is missing, so that what no node has now none will have later."""
    result = link.slurm(node_states(draft.plan.partition.slurm_partition))
    return result.outcome == "ok" and all_up(result.out.raw)
