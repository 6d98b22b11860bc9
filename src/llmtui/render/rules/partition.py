"""The partition exists."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site = subject.script, subject.site
    if script is None or site is None:
        return
    known = [name for partition in site.cluster.partitions if (name := partition.slurm_partition)]
    if not known:
        return
    # Cluster files hold the partitions with GPUs; one without may well exist.
    sure = bool(script.asked.gpus)
    for asked in script.asked.partitions:
        if asked in known:
            continue
        near = get_close_matches(asked, known, n=1)
        fix = f"did you mean {near[0]}?" if near else f"known there: {', '.join(dict.fromkeys(known))}"
        what = f"{site.label}: no partition {asked} is known there"
        yield Hit(what, script.line_of("partition"), fix=fix, severity=None if sure else "warning")


RULE = Rule(
    "partition",
    "error",
    "The partition exists on the cluster: Slurm refuses the job otherwise.",
    "name one that `llmtui clusters NAME` lists",
    _check,
)
