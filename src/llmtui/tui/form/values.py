"""Between a JobSpec and the texts in the form's fields; what the form does not show stays as it was in the spec."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping

from ...domain.dotted import value_at, with_values
from ...domain.job import JobSpec
from ...domain.remotetext import safe_line
from ...errors import RequestError
from .fields import FIELDS, Field

#: What a flag field holds when it is set, and when it is not.
YES, NO = "yes", "no"


def to_values(spec: JobSpec) -> dict[str, str]:
    """One text a field, safe to show; `to_spec` takes a text that was not changed for the value that it stands for."""
    return {key: _text(field, value_at(spec, key)) for key, field in FIELDS.items()}


def to_spec(values: Mapping[str, str], template: JobSpec) -> JobSpec:
    """The template with the fields' values in it. Raises RequestError with the key of a text that is no number."""
    spec = template
    for key, field in FIELDS.items():
        text = values.get(key)
        if text is not None and text != _text(field, value_at(template, key)):
            spec = with_values(spec, {key: _value(field, text.strip())})
    return spec


def text_of(key: str, value: object) -> str:
    """What stands in the field of that key for a value."""
    return _text(FIELDS[key], value)


def check(field: Field, text: str) -> None:
    """Raises RequestError when the text cannot be the field's value."""
    _value(field, text.strip())


def _text(field: Field, value: object) -> str:
    if value is None:
        return ""
    if field.kind == "flag":
        return YES if value else NO
    if field.kind == "number" and isinstance(value, (int, float)):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    if field.kind == "words" and isinstance(value, tuple):
        return safe_line(shlex.join(value))
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
    if field.kind == "words":
        return _words(field, text)
    return text


def _words(field: Field, text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise RequestError(f"{field.label}: a quote is not closed", hint="close it", field=field.key) from None


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
