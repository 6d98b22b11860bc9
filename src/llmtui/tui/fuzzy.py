"""Fuzzy matching for pickers: all letters in order; runs and word beginnings count more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_BREAKS = frozenset("/-_. :")


def score(query: str, text: str) -> float:
    """0 when a letter of the query is missing; higher is better; case does not count."""
    if not query:
        return 1.0
    wanted, given = query.lower(), text.lower()
    if wanted in given:
        start = given.index(wanted)
        return 1000.0 - start - len(given) * 0.01 + (100.0 if _begins_word(given, start) else 0.0)
    total, position, run = 0.0, -1, 0
    for letter in wanted:
        found = given.find(letter, position + 1)
        if found < 0:
            return 0.0
        run = run + 1 if found == position + 1 else 0
        total += 1.0 + run + (3.0 if _begins_word(given, found) else 0.0)
        position = found
    return total


def _begins_word(text: str, index: int) -> bool:
    return index == 0 or text[index - 1] in _BREAKS


def best(query: str, items: Sequence[Item], text: Callable[[Item], str]) -> list[Item]:
    """The items that match, best first; equally good ones keep their order."""
    scored = [(score(query, text(item)), number, item) for number, item in enumerate(items)]
    kept = [entry for entry in scored if entry[0] > 0]
    kept.sort(key=lambda entry: (-entry[0], entry[1]))
    return [item for _, _, item in kept]
