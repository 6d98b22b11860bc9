"""preview: from a JobSpec to everything that can be said and shown before it is submitted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..catalog.jobfile import dump_job
from ..domain.bundle import Finding, JobBundle
from ..domain.cluster import Cluster
from ..domain.job import JobSpec
from ..domain.memory import estimate
from ..domain.memory.types import MemoryEstimate
from ..domain.model import ModelSpec
from ..domain.plan import Plan
from ..domain.resolve import resolve
from ..render.bundle import render
from ..render.lint import lint
from .inputs import gather, with_paths
from .staging import runtime_zip


@dataclass(frozen=True)
class Draft:
    """A job as it would be submitted; `base` is the folder that the spec's relative paths count from."""

    spec: JobSpec
    base: Path
    plan: Plan
    estimate: MemoryEstimate
    bundle: JobBundle
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the job from being submitted."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def make_draft(
    spec: JobSpec, base: Path, model: ModelSpec, cluster: Cluster, *, in_place: bool, check_inputs: bool
) -> Draft:
    """Resolve, estimate, render and lint. `in_place` leaves inputs where they are instead of copying them.

    Raises RequestError with the job-file key in `field`.
    """
    plan = resolve(spec, model, cluster)
    size = estimate(plan)
    inputs = gather(spec, base, model.location, in_place=in_place, check=check_inputs)
    paths = {found.field: found.path for found in inputs}
    bundle = render(
        plan,
        inputs=inputs,
        runtime_zip=runtime_zip(),
        job_file=dump_job(with_paths(spec, inputs, lambda found: found.path)),
        model_path=paths.get("model", model.id),
    )
    return Draft(spec, base, plan, size, bundle, lint(plan, size, bundle))
