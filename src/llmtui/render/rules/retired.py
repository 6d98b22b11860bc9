"""Clusters that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    site = subject.site
    # A plan says it by itself.
    if site is None or subject.script is None or subject.plan is not None or site.cluster.status != "retired":
        return
    note = f" ({site.cluster.status_note})" if site.cluster.status_note else ""
    successor = site.cluster.successor
    fix = f"use its successor {successor}: `llmtui clusters {successor}`" if successor else None
    yield Hit(f"{site.label} is retired{note}", 1, fix=fix)


RULE = Rule(
    "retired",
    "note",
    "The script is for a cluster that still runs jobs: a retired one takes none any more.",
    "choose another that `llmtui clusters` lists",
    _check,
)
