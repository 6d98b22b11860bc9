"""Findings for a plan and the files made from it."""

from __future__ import annotations

from dataclasses import replace

from ..domain.bundle import ACCELERATE, SCRIPT, Finding, JobBundle
from ..domain.memory.types import MemoryEstimate
from ..domain.plan import Plan
from ..domain.surroundings import NOTHING_KNOWN, Surroundings
from ..units import format_gib
from .configfile import read_config
from .rules.registry import look
from .rules.site import Site
from .rules.subject import Subject
from .scriptfile import read_script

_ORDER = ("error", "warning", "note")


def lint(
    plan: Plan, estimate: MemoryEstimate, bundle: JobBundle, surroundings: Surroundings = NOTHING_KNOWN
) -> tuple[Finding, ...]:
    """All findings, errors first; `where` is a job-file key, or the file and its line."""
    found = [*_rules(plan, estimate, bundle, surroundings), *_memory(estimate)]
    found += [Finding("warning", "plan", "job", text) for text in estimate.warnings]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _rules(plan: Plan, estimate: MemoryEstimate, bundle: JobBundle, surroundings: Surroundings) -> list[Finding]:
    subject = Subject(
        script=read_script(bundle.text(SCRIPT)),
        config=read_config(bundle.text(ACCELERATE)) if ACCELERATE in bundle.files else None,
        site=Site(plan.cluster),
        plan=plan,
        estimate=estimate,
        surroundings=surroundings,
    )
    names = {"script": f"{SCRIPT}, ", "config": f"{ACCELERATE}, ", "job": ""}
    return [replace(finding, where=names[file] + finding.where) for file, finding in look(subject)]


def _memory(estimate: MemoryEstimate) -> list[Finding]:
    if estimate.verdict == "unknown" or estimate.capacity is None:
        return [Finding("note", "memory", "job", "the memory of this placement is not known")]
    figures = f"{format_gib(estimate.total)} of {format_gib(estimate.capacity)} GiB, {estimate.capacity_label}"
    if estimate.verdict == "does_not_fit":
        hint = "less batch or length, gradient_checkpointing, lora, fsdp over more GPUs, or a larger GPU"
        return [Finding("warning", "does-not-fit", "job", f"it does not fit: {figures}", hint)]
    if estimate.verdict == "tight":
        return [Finding("warning", "tight", "job", f"it may not fit: {figures}", "leave some room")]
    return []
