"""A cluster file before it is text: keys with their values and what is to be said beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One key. `open`: a line to fill in, written as a comment; `comment` stands above it."""

    key: str
    value: object
    comment: str = ""
    open: bool = False


#: One item of a list of groups: a partition, a GPU, a folder.
Entry = tuple[Line, ...]


@dataclass(frozen=True)
class Draft:
    """The file. `software` is a choice to make, as lines of comment; `sources` name entries of `pages` by key."""

    about: tuple[str, ...]
    head: Entry
    gpus: tuple[Entry, ...]
    partitions: tuple[Entry, ...]
    software: tuple[str, ...]
    storage: tuple[Entry, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
