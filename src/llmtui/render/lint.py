"""Findings for a plan and the files made from it."""

from __future__ import annotations

from dataclasses import replace

from ..domain.bundle import ACCELERATE, SCRIPT, Finding, JobBundle
from ..domain.memory.types import MemoryEstimate
from ..domain.plan import Plan
from ..units import format_gib
from .lintfiles import lint_text


def lint(plan: Plan, estimate: MemoryEstimate, bundle: JobBundle) -> tuple[Finding, ...]:
    """All findings, errors first."""
    found = [*_account(plan), *_memory(estimate), *_texts(bundle)]
    found += [Finding("warning", "plan", "job", text) for text in estimate.warnings]
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _account(plan: Plan) -> list[Finding]:
    if plan.account or not plan.cluster.account_required:
        return []
    example = f", for example {plan.cluster.account_example}" if plan.cluster.account_example else ""
    message = f"{plan.cluster.name} runs no job without an account"
    return [Finding("error", "account", "placement.account", message, f"set placement.account{example}")]


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


def _texts(bundle: JobBundle) -> list[Finding]:
    """What the linter for anybody's files says of ours, each finding with its file."""
    return [
        replace(finding, where=f"{name}, {finding.where}")
        for name in (SCRIPT, ACCELERATE)
        for finding in lint_text(name, bundle.text(name))
    ]
