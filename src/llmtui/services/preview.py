"""preview: from a JobSpec to everything that can be said and shown before it is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalog.jobfile import dump_job
from ..domain.bundle import Finding, JobBundle
from ..domain.cluster import Cluster
from ..domain.edits import Applied, Edit
from ..domain.job import JobSpec
from ..domain.memory import estimate
from ..domain.memory.types import MemoryEstimate
from ..domain.model import ModelSpec
from ..domain.plan import Plan
from ..domain.resolve import resolve
from ..domain.surroundings import NOTHING_KNOWN, Surroundings
from ..render.bundle import render
from ..render.lint import lint
from .edits import apply_edits, edit_findings
from .submission.inputs import gather, with_paths
from .submission.staging import runtime_zip

_ORDER = ("error", "warning", "note")


@dataclass(frozen=True)
class Draft:
    """A job as it would be submitted; `base` is the folder that the spec's relative paths count from.

    `edited` are the edits by hand that are in the bundle's files.
    """

    spec: JobSpec
    base: Path
    plan: Plan
    estimate: MemoryEstimate
    bundle: JobBundle
    findings: tuple[Finding, ...]
    edited: tuple[Applied, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the job from being submitted."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def draft_after(draft: Draft, job_id: int, *, in_place: bool) -> Draft:
    """The same draft for a job that starts once job `job_id` has ended well. Raises RequestError."""
    plan = draft.plan
    return make_draft(
        draft.spec,
        draft.base,
        plan.model,
        plan.cluster,
        in_place=in_place,
        check_inputs=True,
        edits=[applied.edit for applied in draft.edited],
        after=job_id,
    )


def make_draft(
    spec: JobSpec,
    base: Path,
    model: ModelSpec,
    cluster: Cluster,
    *,
    in_place: bool,
    check_inputs: bool,
    edits: Sequence[Edit] = (),
    after: int | None = None,
    surroundings: Surroundings = NOTHING_KNOWN,
) -> Draft:
    """Resolve, estimate, render, put the edits in and lint. `in_place` leaves inputs where they are, uncopied.
    `after` is the id of a job that has to end well before this one starts, `surroundings` what is known of the login,
    of maintenance and of the space left.

    Raises RequestError with the job-file key in `field`.
    """
    plan = resolve(spec, model, cluster)
    size = estimate(plan)
    there = model.on_cluster
    inputs = gather(spec, base, model.location, in_place=in_place, check=check_inputs, model_there=there)
    paths = {found.field: found.path for found in inputs}
    bundle = render(
        plan,
        inputs=inputs,
        runtime_zip=runtime_zip(),
        job_file=dump_job(with_paths(spec, inputs, lambda found: found.path)),
        model_path=paths.get("model", model.id),
        after=after,
    )
    bundle, edited = apply_edits(bundle, edits)
    findings = [*lint(plan, size, bundle, surroundings), *edit_findings(edits, edited)]
    findings.sort(key=lambda finding: _ORDER.index(finding.severity))
    return Draft(spec, base, plan, size, bundle, tuple(findings), edited)
