"""Texts out of .txt, .jsonl and .parquet files, with errors that name the line."""

from __future__ import annotations

import json
import os
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple

from .errors import RunError, first_line

Reader = Callable[[str, str], Iterator[str]]

#: Columns that an error text names.
_NAMED = 20


def read_texts(path: str, field: str) -> List[str]:
    """The texts of a file: one for .txt, one a line for .jsonl, one a row for .parquet. Raises RunError."""
    reader = _readers().get(suffix(path))
    if reader is None:
        raise RunError(f"{path}: expected a file that ends in {', '.join(_readers())}")
    if not os.path.exists(path):
        raise RunError(f"{path} does not exist")
    texts = [text for text in reader(path, field) if text.strip()]
    if not texts:
        raise RunError(f"{path} holds no text")
    return texts


def _readers() -> Dict[str, Reader]:
    return {".txt": _whole, ".jsonl": _jsonl, ".parquet": _parquet}


def columns(names: Iterable[str]) -> str:
    """The end of an error text that lists the columns there are, "" when there are none."""
    found = list(names)
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"; it has {', '.join(found[:_NAMED])}{more}" if found else ""


def suffix(path: str) -> str:
    """The end of a file's name, in small letters and with its dot."""
    return os.path.splitext(path)[1].lower()


def json_lines(path: str) -> Iterator[Tuple[int, Any]]:
    """Line number and value of each line that is not blank. Raises RunError for what is not JSON."""
    for number, line in numbered_lines(path):
        yield number, _value(path, number, line)


def _value(path: str, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RunError(f"{path}, line {number}: not JSON: {first_line(error)}") from error


def numbered_lines(path: str) -> Iterator[Tuple[int, str]]:
    """Number and text of each line that is not blank. Raises RunError when the file cannot be read."""
    try:
        # newline="\n": only that ends a line, as JSONL has it.
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"cannot read {path}: {first_line(error)}") from error


def _whole(path: str, field: str) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8") as file:
            yield file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"cannot read {path}: {first_line(error)}") from error


def _jsonl(path: str, field: str) -> Iterator[str]:
    for number, row in json_lines(path):
        if not isinstance(row, dict) or field not in row:
            found = columns(row if isinstance(row, dict) else ())
            raise RunError(f"{path}, line {number}: no field {field!r}{found}")
        if not isinstance(row[field], str):
            raise RunError(f"{path}, line {number}: field {field!r} is not text")
        yield row[field]


def _parquet(path: str, field: str) -> Iterator[str]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise RunError(f"{path}: reading .parquet needs the package pyarrow") from error
    try:
        table = parquet.read_table(path)
    except (OSError, ArrowException) as error:
        raise RunError(f"cannot read {path}: {first_line(error)}") from error
    if field not in table.column_names:
        raise RunError(f"{path}: no column {field!r}{columns(table.column_names)}")
    for number, text in enumerate(table.column(field).to_pylist(), 1):
        if not isinstance(text, str):
            raise RunError(f"{path}, row {number}: column {field!r} is not text")
        yield text
