"""A file that changes a few keys of a shipped cluster: both laid over each other, and where each key came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..errors import CatalogError
from .yamlio import Document
from .yamlvalues import Path, describe

#: What the source of a changed key is called among `pages`.
_OWN_PAGE = "own-file"
#: Keys that state no fact of the site.
_NO_FACT = frozenset({"extends", "name", "title", "default_partition", "pages", "sources", "unknown", "notes"})
#: Groups and lists that carry their sources inside.
_SOURCED = frozenset({"partitions", "software", "storage", "auth", "launch", "billing"})
#: Lists whose entries are known by their names.
_NAMED = ("partitions", "software", "storage")

#: The content of a shipped cluster file. Raises UnknownNameError.
Base = Callable[[str], Mapping[str, object]]


@dataclass
class Extended:
    """`content` is the whole; `moved` says where an entry of the user's own lists stands in it."""

    content: dict[str, object]
    moved: dict[Path, Path] = field(default_factory=dict)

    def own(self, path: Path) -> Path:
        """The path in the user's document of a path in `content`; of an entry that is not the user's, its list."""
        if len(path) < 2 or path[0] not in _NAMED:
            return path
        found = self.moved.get(path[:2])
        return (*found, *path[2:]) if found is not None else path[:1]


def extend(document: Document, where: str, base: Base) -> Extended:
    """The document over the cluster that it names. Raises CatalogError."""
    own = document.value
    assert isinstance(own, dict)
    name = own["extends"]
    place = f"{where}:{document.line(('extends',))}"
    if not isinstance(name, str):
        raise CatalogError(f"{place}: key extends is {describe(name)}; allowed: the name of a shipped cluster")
    try:
        below = base(name)
    except CatalogError as error:
        raise CatalogError(f"{place}: key extends: {error.message}", hint=error.hint, field="extends") from error
    found = Extended(dict(below))
    for key, value in own.items():
        if key == "extends":
            continue
        if key in _NAMED and isinstance(value, list):
            found.content[key] = _entries(found, key, value)
        else:
            found.content[key] = _over(below.get(key), value)
    _cite(found, own, where)
    return found


def _cite(found: Extended, own: Mapping[str, object], where: str) -> None:
    """What the user changed is from the user's file, unless that names another source."""
    found.content["pages"] = _over(found.content.get("pages"), {_OWN_PAGE: f"your own file {where}"})
    given = own.get("sources")
    named = given if isinstance(given, Mapping) else {}
    changed: dict[str, object] = {
        key: [_OWN_PAGE] for key in own if key not in _NO_FACT | _SOURCED and key not in named
    }
    found.content["sources"] = _over(found.content.get("sources"), changed)
    for key in _SOURCED - set(_NAMED):
        group, mine = found.content.get(key), own.get(key)
        if isinstance(group, dict) and isinstance(mine, Mapping) and "source" not in mine:
            found.content[key] = {**group, "source": _with_own(group.get("source"))}


def _with_own(source: object) -> object:
    if isinstance(source, str) and source:
        return f"{source}; changed in your own file"
    return [*source, _OWN_PAGE] if isinstance(source, list) else [_OWN_PAGE]


def _over(below: object, above: object) -> object:
    """Groups are joined key by key; anything else replaces what was there."""
    if isinstance(below, Mapping) and isinstance(above, dict):
        return {**below, **{key: _over(below.get(key), value) for key, value in above.items()}}
    return above


def _entries(found: Extended, key: str, own: list[object]) -> list[object]:
    before = found.content.get(key)
    merged: list[object] = list(before) if isinstance(before, list) else []
    for number, entry in enumerate(own):
        at = next((place for place, other in enumerate(merged) if _name(other) == _name(entry) is not None), None)
        if at is None:
            at = len(merged)
            merged.append(entry)
        else:
            joined = _over(merged[at], entry)
            if isinstance(joined, dict) and isinstance(entry, Mapping) and "source" not in entry:
                joined = {**joined, "source": _with_own(joined.get("source"))}
            merged[at] = joined
        found.moved[(key, at)] = (key, number)
    return merged


def _name(entry: object) -> object:
    return entry.get("name") if isinstance(entry, Mapping) else None
