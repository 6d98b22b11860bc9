"""Which lines of a text are new, compared with the text before."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def changed_lines(before: Sequence[str], after: Sequence[str]) -> frozenset[int]:
    """Indexes into `after` of lines that were added or replaced; where lines were only removed, the one that
    now stands there."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: set[int] = set()
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag != "equal":
            found.update(range(start, end) if end > start else [min(start, len(after) - 1)])
    return frozenset(index for index in found if index >= 0)
