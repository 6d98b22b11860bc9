"""A draft as the text of a cluster file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ...catalog.jobdump import scalar
from ...domain.remotetext import safe_line
from .draft import Draft, Entry, Line

_WIDTH = 110


def text_of(draft: Draft) -> str:
    """YAML with comments; what the cluster printed is made safe, and none of it can end a comment or a value."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    for sentence in draft.about:
        yield from _comment(sentence, "")
    yield from _entry(draft.head, "")
    for key, entries in (("gpus", draft.gpus), ("partitions", draft.partitions)):
        yield from _entries(key, entries)
    for sentence in draft.software:
        yield f"# {safe_line(sentence)}".rstrip()
    yield from _entries("storage", draft.storage)
    for key, sentences in (("unknown", draft.unknown), ("notes", draft.notes)):
        if sentences:
            yield f"{key}:"
            yield from (f"  - {_value(sentence)}" for sentence in sentences)
    if draft.sources:
        yield "sources:"
        yield from (f"  {key}: {_value(pages)}" for key, pages in draft.sources.items())
    if draft.pages:
        yield "pages:"
        yield from (f"  {key}: {_value(page)}" for key, page in draft.pages.items())


def _entries(key: str, entries: Iterable[Entry]) -> Iterator[str]:
    entries = tuple(entries)
    if entries:
        yield f"{key}:"
    for entry in entries:
        # The first line of an item cannot be a comment, so its own comment goes above the dash.
        first, *rest = entry
        yield from _comment(first.comment, "  ")
        yield f"  - {first.key}: {_value(first.value)}"
        yield from _entry(rest, "    ")


def _entry(lines: Iterable[Line], indent: str) -> Iterator[str]:
    for line in lines:
        yield from _comment(line.comment, indent)
        yield f"{indent}{'# ' if line.open else ''}{line.key}: {_value(line.value)}"


def _comment(sentence: str, indent: str) -> Iterator[str]:
    width = _WIDTH - len(indent)
    yield from (f"{indent}# {part}" for part in textwrap.wrap(safe_line(sentence), width, break_long_words=False))


def _value(value: object) -> str:
    if isinstance(value, str):
        return scalar(safe_line(value))
    if isinstance(value, tuple):
        return scalar(tuple(safe_line(each) for each in value))
    return scalar(value)
