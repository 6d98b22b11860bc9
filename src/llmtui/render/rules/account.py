"""An account is named where the site wants one."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    plan, script, site = subject.plan, subject.script, subject.site
    if plan is not None and not plan.account:
        if plan.cluster.account_required:
            example = f", for example {plan.cluster.account_example}" if plan.cluster.account_example else ""
            what = f"{plan.cluster.name} runs no job without an account"
            yield Hit(what, file="job", key="placement.account", fix=f"set placement.account{example}")
        return
    if script is None or site is None or not script.options or script.asked.account:
        return
    if site.cluster.account_required:
        yield Hit(f"{site.label} runs no job without an account", 1)


RULE = Rule(
    "account",
    "error",
    "An account is named where the site bills every job to one: Slurm refuses the job otherwise.",
    "add #SBATCH --account=PROJECT",
    _check,
)
