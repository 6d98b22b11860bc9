"""Between a JobSpec and the texts in the form's fields; what the form does not show stays as it was in the spec."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ...domain.job import JobSpec
from ...errors import RequestError
from ...remote.text import safe_line
from .fields import FIELDS, Field

#: What a flag field holds when it is set, and when it is not.
YES, NO = "yes", "no"

_Record = TypeVar("_Record")


def to_values(spec: JobSpec) -> dict[str, str]:
    """One text a field, safe to show; `to_spec` takes a text that was not changed for the value that it stands for."""
    return {key: _text(field, _get(spec, key)) for key, field in FIELDS.items()}


def to_spec(values: Mapping[str, str], template: JobSpec) -> JobSpec:
    """The template with the fields' values in it. Raises RequestError with the key of a text that is no number."""
    spec = template
    for key, field in FIELDS.items():
        text = values.get(key)
        if text is not None and text != _text(field, _get(template, key)):
            spec = _set(spec, key.split("."), _value(field, text.strip()))
    return spec


def check(field: Field, text: str) -> None:
    """Raises RequestError when the text cannot be the field's value."""
    _value(field, text.strip())


def _get(record: object, key: str) -> object:
    for name in key.split("."):
        record = getattr(record, name)
    return record


def _set(record: _Record, path: list[str], value: object) -> _Record:
    name, *rest = path
    inner: Any = _set(getattr(record, name), rest, value) if rest else value
    changed: _Record = replace(record, **{name: inner})  # type: ignore[type-var]
    return changed


def _text(field: Field, value: object) -> str:
    if value is None:
        return ""
    if field.kind == "flag":
        return YES if value else NO
    if field.kind == "number" and isinstance(value, (int, float)):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return safe_line(str(value))


def _value(field: Field, text: str) -> object:
    if not text and field.optional:
        return None
    if field.kind == "flag":
        return text == YES
    if field.kind == "integer":
        return _integer(field, text)
    if field.kind == "number":
        return _number(field, text)
    return text


def _integer(field: Field, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise RequestError(
            f"{field.label}: {text!r} is not a whole number" if text else f"{field.label} is empty",
            hint="give a whole number" + (", or leave it empty" if field.optional else ""),
            field=field.key,
        ) from None


def _number(field: Field, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise RequestError(
            f"{field.label}: {text!r} is not a number" if text else f"{field.label} is empty",
            hint="write for example 2e-5",
            field=field.key,
        )
    return number
