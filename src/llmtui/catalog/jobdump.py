"""A JobSpec as job-file text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

from ..domain.job import JobSpec
from .yamlvalues import plain_value

_BARE = re.compile(r"[A-Za-z_/.][A-Za-z0-9_./+-]*(?::[A-Za-z0-9_./+-]+)*")
#: Words that other YAML readers take for something else than text.
_ELSEWHERE = {"y", "n", "yes", "no", "on", "off", "null", "true", "false"}


def dump_job(spec: JobSpec) -> str:
    """Every key of the job file in its order, one a line; `parse_job` reads it back as an equal JobSpec."""
    lines: list[str] = []
    for name, value in _items(spec):
        if is_dataclass(value):
            lines.append(f"{name}:")
            lines += [f"  {key}: {_inline(item)}" for key, item in _items(value)]
        else:
            lines.append(f"{name}: {_inline(value)}")
    return "\n".join(lines) + "\n"


def override(key: str, value: object) -> str:
    """KEY=VALUE as `--set` takes it: training.gradient_checkpointing=true."""
    return f"{key}={_inline(value)}"


def scalar(value: object) -> str:
    """One value, or a tuple of values, as YAML on one line."""
    return _inline(value)


def _items(group: object) -> list[tuple[str, object]]:
    assert is_dataclass(group)
    return [(field.name, getattr(group, field.name)) for field in fields(group)]


def _inline(value: object) -> str:
    if is_dataclass(value):
        return "{" + ", ".join(f"{name}: {_inline(item)}" for name, item in _items(value)) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    return str(value) if isinstance(value, int) else _text(str(value))


def _number(value: float) -> str:
    """With a point in it, so that every YAML reader sees a number: 2.0e-05."""
    mantissa, exponent, power = repr(value).partition("e")
    return (mantissa if "." in mantissa else f"{mantissa}.0") + exponent + power


def _text(value: str) -> str:
    bare = _BARE.fullmatch(value) and value.lower() not in _ELSEWHERE and plain_value(value) == value
    return value if bare else '"' + "".join(map(_escaped, value)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
