"""Which lines of a text are new, compared with the text before; and of all files, since they were last looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from ..domain.edits import common_ends

#: Comparing takes time with the product of both lengths: a larger change is marked as a whole, in lines.
_MOST = 400


def changed_lines(before: Sequence[str], after: Sequence[str]) -> frozenset[int]:
    """Indexes into `after` of lines that were added or replaced; where lines were only removed, the one that
    now stands there."""
    head, tail = common_ends(before, after)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    found: set[int] = set()
    if max(len(old), len(new)) > _MOST:
        found.update(range(head, head + len(new)) if new else [min(head, len(after) - 1)])
        return frozenset(index for index in found if index >= 0)
    for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.update(range(head + start, head + end) if end > start else [min(head + start, len(after) - 1)])
    return frozenset(index for index in found if index >= 0)


class Looks:
    """What changed in each file since the user last looked at it.

    A file is looked at while it is on the screen. What changed in it stays marked after that, until the user moves on:
    leaves it for another file or folds it away, or makes the next change, which then is the only one that is marked.
    What changes while the file is out of sight adds up until it is looked at.
    """

    def __init__(self) -> None:
        self._now: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._looked: set[str] = set()

    def forget(self) -> None:
        """Another job comes: nothing in it is a change."""
        self._now, self._before, self._looked = {}, {}, set()

    def take(self, texts: Mapping[str, str]) -> None:
        """The files as they are now; one that was not there before has no changes."""
        for name, text in texts.items():
            old = self._now.get(name, text)
            if text != old and name in self._looked:
                self._before[name] = old
                self._looked.discard(name)
            self._now[name] = text
            self._before.setdefault(name, text)

    def look(self, name: str) -> None:
        """The file is on the screen as it is now."""
        self._looked.add(name)

    def move_on(self, name: str) -> None:
        """The file is no longer on the screen; what the user saw of it is no change any more."""
        if name in self._looked and name in self._now:
            self._before[name] = self._now[name]

    def changed(self, name: str) -> frozenset[int]:
        """Indexes of the lines that are marked."""
        before, now = self._before.get(name, ""), self._now.get(name, "")
        return frozenset() if before == now else changed_lines(before.splitlines(), now.splitlines())

    def unseen(self, name: str) -> bool:
        """Whether something changed that the user has not looked at."""
        return name not in self._looked and self._before.get(name) != self._now.get(name)
