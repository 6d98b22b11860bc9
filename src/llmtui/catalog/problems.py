"""pydantic's findings in llmtui's words: which key, what was found, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import RequestError
from .yamlvalues import Path, describe, key_text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of sensible size",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a group of keys",
    "dataclass_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
}
#: How pydantic begins the sentences that have no entry above.
_SHOULD = re.compile(r"^\w+ should (?:be|have|match) ")
_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}

_SHOWN = 8


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the value at `path`; `text` follows the key's name in a sentence."""

    path: Path
    text: str
    hint: str = ""


def problems(
    details: Iterable[ErrorDetails], document: object, near: Callable[[Path], str] = lambda _path: ""
) -> list[Problem]:
    """One problem for each key that pydantic objects to; `near` gives the hint for an unknown key."""
    found: dict[Path, list[ErrorDetails]] = {}
    for detail in details:
        found.setdefault(_real_path(detail["loc"], document, detail["type"]), []).append(detail)
    # Of a union's members, the one that got further into the value is the one that was meant.
    outer = {path[:length] for path in found for length in range(len(path))}
    return [_problem(path, group, near) for path, group in found.items() if path not in outer]


def report(found: Sequence[Problem], place: Callable[[Path], str], error: type[RequestError]) -> RequestError:
    """One line a problem, each beginning with its `place`; the hint of a single problem stands apart."""
    first = found[0]
    if len(found) == 1:
        return error(_sentence(first, place), hint=first.hint, field=dotted(first.path))
    lines = [_sentence(one, place) + (f" ({one.hint})" if one.hint else "") for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"and {len(found) - _SHOWN} more")
    return error("\n".join(lines), field=dotted(first.path))


def _sentence(problem: Problem, place: Callable[[Path], str]) -> str:
    return f"{place(problem.path)}: key {dotted(problem.path)} {problem.text}"


def dotted(path: Path) -> str:
    """training.lora.r, partitions[2].gpu"""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{key_text(step)}" if text else key_text(step)
    return text


def _real_path(loc: tuple[str | int, ...], document: object, kind: str) -> Path:
    """pydantic's location without the names of union members and of missing keys' fillers."""
    path: list[str | int] = []
    value = document
    for step in loc:
        inside, inner = _inside(value, step)
        if inside:
            value = inner
        elif kind != "missing" or step != loc[-1]:
            continue
        path.append(step)
    return tuple(path)


def _inside(value: object, step: str | int) -> tuple[bool, object]:
    if isinstance(value, dict):
        return step in value, value.get(step)
    if isinstance(value, list) and isinstance(step, int):
        return step < len(value), value[step] if step < len(value) else None
    return False, None


def _problem(path: Path, group: list[ErrorDetails], near: Callable[[Path], str]) -> Problem:
    first = group[0]
    if first["type"] == "missing":
        return Problem(path, "is missing")
    if first["type"] in _UNKNOWN:
        return Problem(path, "is unknown", near(path))
    if first["type"] == "value_error":
        return Problem(path, str(first["ctx"]["error"]))
    allowed = list(dict.fromkeys(_allowed(detail) for detail in group))
    return Problem(path, f"is {describe(first['input'])}; allowed: {' or '.join(allowed)}", _hint(first))


def _allowed(detail: ErrorDetails) -> str:
    if detail["type"] == "literal_error":
        return str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    return _KINDS.get(detail["type"]) or _SHOULD.sub("", detail["msg"])


def _hint(detail: ErrorDetails) -> str:
    value, kind = detail["input"], detail["type"]
    if kind == "literal_error" and value is False and "no" in _allowed(detail).split(", "):
        return "write no"
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return "put it in quotes"
    if kind == "bool_type" and isinstance(value, str) and value.lower() in {"true", "false", "yes", "no", "on", "off"}:
        return f"write {'true' if value.lower() in {'true', 'yes', 'on'} else 'false'}"
    if kind in {"int_type", "float_type"} and isinstance(value, str) and value.replace(".", "", 1).isdigit():
        return "write it without quotes and leading zeros"
    return ""
