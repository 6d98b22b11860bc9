"""Which cases were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from .cases import CASES, TRIAL, Case


def chosen(words: Sequence[str], *, trial: bool = False) -> tuple[Case, ...]:
    """The cases whose name holds one of the words, all without a word; `trial`: of the small ones.

    Raises ValueError for a word that no case has.
    """
    cases = TRIAL if trial else CASES
    for word in words:
        if not any(word in case.name for case in cases):
            raise ValueError(f"no case has {word!r} in its name")
    return tuple(case for case in cases if not words or any(word in case.name for word in words))
