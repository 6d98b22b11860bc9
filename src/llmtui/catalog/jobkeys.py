"""The keys of a job file, read off JobSpec, and the nearest one to a misspelt key."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import get_type_hints

from ..domain.job import JobSpec
from .yamlvalues import Path


@cache
def sections() -> dict[Path, tuple[str, ...]]:
    """The key names of each group, the top of the file under the empty path, all in the file's order."""
    found: dict[Path, tuple[str, ...]] = {}
    _walk(JobSpec, (), found)
    return found


def nearest(path: Path) -> str:
    """A hint for the unknown key at `path`: the name it may have been, or the group it belongs to."""
    *around, name = path
    known = sections().get(tuple(around), ())
    near = get_close_matches(str(name), known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    homes = [".".join(map(str, (*group, name))) for group, names in sections().items() if name in names]
    if homes:
        return f"did you mean {' or '.join(homes)}?"
    return f"known here: {', '.join(known)}" if known else ""


def _walk(kind: type, path: Path, found: dict[Path, tuple[str, ...]]) -> None:
    hints = get_type_hints(kind)
    found[path] = tuple(field.name for field in fields(kind))
    for name in found[path]:
        if is_dataclass(hints[name]):
            _walk(hints[name], (*path, name), found)
