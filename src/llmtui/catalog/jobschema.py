"""JobSpec as pydantic checks it: every key known, every type exact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ..domain.job import JobSpec
from .problems import Problem, problems
from .yamlvalues import Path, describe


@cache
def _adapter() -> TypeAdapter[tuple[JobSpec]]:
    # pydantic gives a configuration to standard dataclasses only through something that holds them.
    return TypeAdapter(tuple[JobSpec], config=ConfigDict(extra="forbid", strict=True, allow_inf_nan=False))


def validate(content: dict[str, object], near: Callable[[Path], str]) -> tuple[JobSpec | None, list[Problem]]:
    """The JobSpec, or what stands in its way."""
    try:
        # Strict pydantic takes lists for tuples and groups for dataclasses from JSON only.
        spec = _adapter().validate_json(json.dumps([content]))[0]
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            detail["loc"] = detail["loc"][1:]
        return None, problems(details, content, near)
    return spec, list(_not_whole(content, spec, ()))


def _not_whole(content: dict[str, object], group: object, path: Path) -> Iterator[Problem]:
    """Where a Literal[1, 2] took true for 1 or 2.0 for 2."""
    for name, found in content.items():
        value = getattr(group, name)
        if isinstance(found, dict):
            yield from _not_whole(found, value, (*path, name))
        elif type(value) is int and type(found) is not int:
            yield Problem((*path, name), f"is {describe(found)}; allowed: a whole number")
