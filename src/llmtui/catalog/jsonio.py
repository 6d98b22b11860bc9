"""JSON catalogue files, read without surprises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ..errors import RequestError
from .textfile import read_text
from .yamlvalues import key_text


def read_object(path: Path, error: type[RequestError]) -> Mapping[str, object]:
    """The JSON object in the file. Raises `error` naming path and line."""
    return object_of(read_text(path, error), str(path), error)


def object_of(text: str, where: str, error: type[RequestError]) -> Mapping[str, object]:
    """The JSON object that is all of a file's text. Raises `error` naming `where` and the line."""
    try:
        read = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as problem:
        raise error(f"{where}:{problem.lineno}: not JSON: {problem.msg}") from problem
    except (ValueError, RecursionError) as problem:
        raise error(f"{where}: not JSON: {problem}") from problem
    if not isinstance(read, dict):
        raise error(f"{where}: holds no JSON object")
    return read


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"key {key_text(next(name for name in names if names.count(name) > 1))} is there twice")
    return read
