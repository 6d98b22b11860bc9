"""Frozen dataclasses to plain JSON values and back, checked against their annotations.

Without pydantic, because the journal and the form are read before the first paint.
"""

from __future__ import annotations

import types
import zlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Dicts, lists and scalars that JSON can hold; keys are the field names."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], value: object, where: str = "") -> T:
    """The dataclass that to_plain wrote; unknown keys are left aside (kept_plain keeps them), absent ones get defaults.

    Raises ValueError naming the key whose value does not have its type.
    """
    if not isinstance(value, Mapping):
        raise ValueError(f"{where or 'value'} is not an object")
    hints = _hints(cast("Hashable", kind))
    found: dict[str, object] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        key = f"{where}.{field.name}" if where else field.name
        if field.name in value:
            found[field.name] = _read(hints[field.name], value[field.name], key)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{key} is missing")
    return kind(**found)


def kept_plain(value: object, raw: object) -> Any:
    """to_plain of a dataclass, with what only a newer llmtui wrote into `raw`, its plain value so far.

    Keys that are not known stay, as do values, with all that is in them, whose known part did not change.
    """
    plain = to_plain(value)
    if not isinstance(raw, Mapping):
        return plain
    hints = _hints(cast("Hashable", type(value)))
    same = {key for key in plain if key in raw and _reads_as(hints[key], raw[key], getattr(value, key))}
    more = {key: item for key, item in raw.items() if key not in plain}
    return {**more, **plain, **{key: raw[key] for key in same}}


def _reads_as(hint: Any, raw: object, value: object) -> bool:
    try:
        return bool(_read(hint, raw, "") == value)
    except ValueError:
        return False


def to_row(value: object) -> list[Any]:
    """The values of a dataclass in the order of its fields, nested ones likewise: shorter than to_plain, no names."""
    return [_row_value(getattr(value, field.name)) for field in fields(value)]  # type: ignore[arg-type]


def from_row(kind: type[T], row: list[Any]) -> T:
    """What to_row made, unchecked: only for rows that are known to be whole and of the same fingerprint."""
    for place, inner, many in _nested(cast("Hashable", kind)):
        if many:
            row[place] = tuple(map(_reader(inner), row[place]))
        elif row[place] is not None:
            row[place] = _reader(inner)(row[place])
    return kind(*row)


def fingerprint(kind: type[object]) -> int:
    """31 bits that change with the fields of the dataclass or of one inside it, never 0."""
    return zlib.crc32("\n".join(_described(kind)).encode()) % (2**31 - 1) + 1


def _reader(inner: Any) -> Callable[[Any], Any]:
    return partial(from_row, cast("type[object]", inner)) if is_dataclass(inner) else lambda item: item


def _row_value(value: object) -> Any:
    if is_dataclass(value):
        return to_row(value)
    return [_row_value(item) for item in value] if isinstance(value, tuple) else value


def _described(kind: Any) -> list[str]:
    own = [f"{kind.__name__}.{field.name}: {field.type}" for field in fields(kind)]
    inner = [inner for _, inner, _ in _nested(kind) if is_dataclass(inner)]
    return own + [line for found in inner for line in _described(found)]


@cache
def _nested(kind: Hashable) -> tuple[tuple[int, Any, bool], ...]:
    """Place, class and whether there are several, for each field that is no scalar."""
    found: list[tuple[int, Any, bool]] = []
    for place, hint in enumerate(_hints(kind)[field.name] for field in fields(kind)):  # type: ignore[arg-type]
        for one in get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,):
            if get_origin(one) is tuple:
                found.append((place, get_args(one)[0], True))
            elif is_dataclass(one):
                found.append((place, one, False))
    return tuple(found)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, value: object, where: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(hint), value, where)
    if origin is Literal:
        if value in get_args(hint):
            return value
    elif origin is tuple:
        if isinstance(value, list):
            return tuple(_read(get_args(hint)[0], item, where) for item in value)
    elif is_dataclass(hint):
        return from_plain(hint, value, where)  # type: ignore[arg-type]
    elif _fits(hint, value):
        return float(value) if hint is float else value  # type: ignore[arg-type]
    raise ValueError(f"{where} has the value {value!r}, which does not fit")


def _read_union(hints: tuple[Any, ...], value: object, where: str) -> object:
    if value is None and type(None) in hints:
        return None
    for hint in hints:
        if get_origin(hint) is tuple or is_dataclass(hint):
            if isinstance(value, (list, Mapping)):
                return _read(hint, value, where)
        elif isinstance(hint, type) and _fits(hint, value):
            return _read(hint, value, where)
    raise ValueError(f"{where} has the value {value!r}, which does not fit")


def _fits(hint: Any, value: object) -> bool:
    if isinstance(value, bool):
        return hint is bool
    if hint is float:
        return isinstance(value, (int, float))
    return isinstance(value, hint)
