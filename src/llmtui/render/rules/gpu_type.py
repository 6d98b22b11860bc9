"""The type of GPU is one that the partition has."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    script, site, partition = subject.script, subject.site, subject.partition
    if script is None or site is None or partition is None:
        return
    asked, has = script.asked.gpu_type, partition.gres_type
    if asked is not None and has is not None and asked != has:
        line = script.line_of("gres") or script.line_of("gpus-per-node") or script.line_of("gpus") or 1
        yield Hit(f"{site.label}: {partition.name} has GPUs of type {has}, not {asked}", line, fix=f"write {has}")


RULE = Rule(
    "gpu-type",
    "error",
    "The type in --gres is the site's own word for the partition's GPUs: Slurm refuses any other.",
    "write the type that `llmtui clusters NAME` shows",
    _check,
)
