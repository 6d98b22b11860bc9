"""Edits by hand of generated files: a three-way merge by lines, so that an edit outlives a change of the form.

Three texts meet: the generated one that the edit was made on, the edited one, and the one that is generated now. What
only one side changed is taken from that side. Where both changed the same lines the edited ones stay, and the generated
ones that had to give way are told. A text is the list of what stands between its newlines, so that joining is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from .bundle import ACCELERATE, RUN, SCRIPT

#: The files that may be edited; the others are made from the job file or from these.
EDITABLE = (SCRIPT, ACCELERATE, RUN)
#: A longer text than this is no job script or configuration, in characters.
LARGEST = 200_000
#: What no screen shows: C0 but tab, newline and carriage return (a script with that one has DOS line ends, which is
#: another fault), DEL, C1; zero-width and direction controls; line separators; byte order mark; tags; lone surrogates.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)


@dataclass(frozen=True)
class Edit:
    """One file as it was edited: its name, the generated text that the edit was made on, and the edited text."""

    file: str
    base_text: str
    text: str


@dataclass(frozen=True)
class Moved:
    """Generated lines that changed where edited ones stand.

    `first` is the number of the first one in the generated text of now, counted from 1, and `lines` are these lines
    (none: they were removed). In the merged text `kept_count` lines from number `kept_first` on stand in their place.
    """

    first: int
    lines: tuple[str, ...]
    kept_first: int
    kept_count: int

    @property
    def where(self) -> str:
        """The lines in words: "line 12", "lines 12-14"."""
        last = self.first + len(self.lines) - 1
        return f"lines {self.first}-{last}" if len(self.lines) > 1 else f"line {self.first}"


@dataclass(frozen=True)
class Merged:
    """The text after a merge, and the generated lines that edited ones stand in front of."""

    text: str
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Applied:
    """An edit on the text that is generated now."""

    edit: Edit
    generated: str

    @cached_property
    def merged(self) -> Merged:
        """What the file holds."""
        return merge(self.edit, self.generated)

    @property
    def file(self) -> str:
        """The file's name."""
        return self.edit.file


def merge(edit: Edit, generated: str) -> Merged:
    """The edit carried over to `generated`; a line that was edited is always in the result."""
    base, ours, theirs = edit.base_text.split("\n"), edit.text.split("\n"), generated.split("\n")
    out: list[str] = []
    moved: list[Moved] = []
    at = 0
    for group in _groups(_hunks(base, ours), _hunks(base, theirs)):
        out += base[at : group.start]
        mine, other = group.side(0, base), group.side(1, base)
        if not group.hunks[0] or mine == other:
            out += other
        elif not group.hunks[1]:
            out += mine
        else:
            moved.append(Moved(group.start + group.shift + 1, tuple(other), len(out) + 1, len(mine)))
            out += mine
        at = group.end
    return Merged("\n".join(out + base[at:]), tuple(moved))


def take_generated(text: str, moved: Moved) -> str:
    """A merged text with the generated lines in place of the edited ones that stand in front of them."""
    lines = text.split("\n")
    start = moved.kept_first - 1
    lines[start : start + moved.kept_count] = moved.lines
    return "\n".join(lines)


def span_now(before: Sequence[str], now: Sequence[str], start: int, count: int) -> tuple[int, int]:
    """Where `count` lines from index `start` on stand after more changes: first index and the one behind the last."""
    codes = _trimmed_opcodes(before, now)
    if count == 0:
        places = (first + start - low for tag, low, high, first, _ in codes if tag == "equal" and low <= start <= high)
        place = next(places, min(start, len(now)))
        return place, place
    spans = [
        (first + max(0, start - low), first + min(high, start + count) - low) if tag == "equal" else (first, last)
        for tag, low, high, first, last in codes
        if low < start + count and start < high
    ]
    return spans[0][0], spans[-1][1]


def common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines both begin with, and how many of the others both end with."""
    head = _same(before, after)
    return head, _same(before[head:][::-1], after[head:][::-1])


def _same(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next((index for index, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _trimmed_opcodes(before: Sequence[str], now: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Opcodes of the whole texts; only what lies between their common ends takes time to compare."""
    head, tail = common_ends(before, now)
    old, new = before[head : len(before) - tail], now[head : len(now) - tail]
    inner = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    first = [("equal", 0, head, 0, head)] if head else []
    last = [("equal", len(before) - tail, len(before), len(now) - tail, len(now))] if tail else []
    return [*first, *[(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner], *last]


class _Hunk(NamedTuple):
    """Lines [start, end) of the base give way to `lines`."""

    start: int
    end: int
    lines: list[str]


class _Group(NamedTuple):
    """Hunks of both sides, edited and generated, that are in each other's way.

    `shift` is how far the generated text of now stands below the base at the start of the group, in lines.
    """

    start: int
    end: int
    hunks: tuple[list[_Hunk], list[_Hunk]]
    shift: int

    def side(self, which: int, base: Sequence[str]) -> list[str]:
        """The base's lines [start, end) as one side has them."""
        out: list[str] = []
        at = self.start
        for hunk in self.hunks[which]:
            out += [*base[at : hunk.start], *hunk.lines]
            at = hunk.end
        return out + list(base[at : self.end])


def _groups(edited: list[_Hunk], generated: list[_Hunk]) -> Iterator[_Group]:
    """All hunks in the base's order; what is generated at the same place as an edit comes before it."""
    marked = [(hunk, 0) for hunk in edited] + [(hunk, 1) for hunk in generated]
    marked.sort(key=lambda found: (found[0].start, found[0].end, -found[1]))
    shift = index = 0
    while index < len(marked):
        start, end, _ = marked[index][0]
        sides: tuple[list[_Hunk], list[_Hunk]] = ([], [])
        while index < len(marked) and (not any(sides) or _in_the_way(*marked[index], sides, end)):
            hunk, side = marked[index]
            sides[side].append(hunk)
            end = max(end, hunk.end)
            index += 1
        yield _Group(start, end, sides, shift)
        shift += sum(len(hunk.lines) - (hunk.end - hunk.start) for hunk in sides[1])


def _in_the_way(hunk: _Hunk, side: int, sides: tuple[list[_Hunk], list[_Hunk]], end: int) -> bool:
    """Whether a hunk changes a line that the group has, or puts in at the same place what the other side does.

    Hunks that only touch do not: directives stand line by line, and each is a choice of its own.
    """
    if hunk.start < end:
        return True
    same_place = [other for other in sides[1 - side] if other.start == other.end == hunk.start == hunk.end]
    return any(other.lines == hunk.lines or _heads(other.lines) & _heads(hunk.lines) for other in same_place)


def _heads(lines: Iterable[str]) -> set[str]:
    return {_head(line) for line in lines if line.strip()}


def _head(line: str) -> str:
    """What a line is about: the option, key or variable before its value, else the whole line."""
    for sign in ("=", ":"):
        name, found, _ = line.partition(sign)
        if found and name.strip():
            return name.strip()
    return line


def _hunks(base: Sequence[str], other: Sequence[str]) -> list[_Hunk]:
    """What to do with the base's lines to get the other text; a line that got another value is a hunk of its own."""
    hunks: list[_Hunk] = []
    for tag, low, high, start, end in SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if tag == "replace":
            pieces = _same_heads(base[low:high], other[start:end])
            hunks += [_Hunk(low + piece.start, low + piece.end, piece.lines) for piece in pieces]
        elif tag != "equal":
            hunks.append(_Hunk(low, high, list(other[start:end])))
    return hunks


def _same_heads(old: Sequence[str], new: Sequence[str]) -> Iterator[_Hunk]:
    """A replaced block cut where its lines are about the same thing before and after."""
    heads = SequenceMatcher(None, [_head(line) for line in old], [_head(line) for line in new], autojunk=False)
    for tag, low, high, start, end in heads.get_opcodes():
        if tag != "equal":
            yield _Hunk(low, high, list(new[start:end]))
            continue
        for step in range(high - low):
            if old[low + step] != new[start + step]:
                yield _Hunk(low + step, low + step + 1, [new[start + step]])
