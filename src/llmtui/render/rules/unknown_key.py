"""Top-level keys that accelerate refuses."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..acceleratekeys import TOP, lacking, version_of
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    version = version_of(subject.accelerate_version)
    for key in config.values if config is not None else ():
        line = config.line(key) if config is not None else 1
        if key not in TOP:
            near = get_close_matches(key, TOP, n=1, cutoff=0.8)
            fix = f"did you mean {near[0]}?" if near else None
            yield Hit(f"accelerate refuses the key {key}", line, "config", fix=fix)
        elif lacking(TOP[key], version):
            what = f"{key}: {lacking(TOP[key], version)}"
            yield Hit(what, line, "config", severity="warning" if version is None else None)


RULE = Rule(
    "unknown-key",
    "error",
    "Every key of the top level is one that accelerate has: its launcher stops at any other.",
    "remove it",
    _check,
)
