"""Keys inside a group that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..acceleratekeys import GROUPS, RENAMED, lacking, version_of
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is None:
        return
    version = version_of(subject.accelerate_version)
    for group, known in GROUPS.items():
        for key in config.group(group):
            line = config.line_in(group, key)
            if key not in known:
                yield Hit(
                    f"{group}.{key} is set and ignored without a word", line, "config", fix=_instead(key, list(known))
                )
            elif lacking(known[key], version):
                yield Hit(f"{group}.{key}: {lacking(known[key], version)}", line, "config")


def _instead(key: str, known: list[str]) -> str | None:
    if key in RENAMED:
        return f"it is called {RENAMED[key]} now"
    near = get_close_matches(key, known, n=1, cutoff=0.8)
    return f"did you mean {near[0]}?" if near else None


RULE = Rule(
    "dead-key",
    "warning",
    "Every key inside a group is an option of accelerate's launcher: no parser refuses another, and nobody reads it.",
    "remove it",
    _check,
)
