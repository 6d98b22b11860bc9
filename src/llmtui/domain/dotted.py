"""Dotted job-file keys: the value at one, and a JobSpec with other values at some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from .job import JobSpec

#: What a key that this package changes can hold.
Value = int | str | bool | None

_Record = TypeVar("_Record")


def value_at(spec: JobSpec, key: str) -> object:
    """The value at "training.max_length" and the like. Raises AttributeError for a key that no job file has."""
    value: object = spec
    for name in key.split("."):
        value = getattr(value, name)
    return value


def with_values(spec: JobSpec, changes: Mapping[str, object]) -> JobSpec:
    """The spec with these values at their keys, everything else as it was. Types are not checked."""
    for key, value in changes.items():
        spec = _set(spec, key.split("."), value)
    return spec


def _set(record: _Record, path: list[str], value: object) -> _Record:
    name, *rest = path
    inner: Any = _set(getattr(record, name), rest, value) if rest else value
    changed: _Record = replace(record, **{name: inner})  # type: ignore[type-var]
    return changed
