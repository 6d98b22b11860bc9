"""What a bare YAML word means, and how a value is named in a message."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

#: Steps into a document: keys and list positions.
Path = tuple[str | int, ...]

_WORDS: Mapping[str, object] = {"": None, "null": None, "true": True, "false": False}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40


def plain_value(text: str) -> object:
    """What a bare word stands for: None, a bool, an int, a float, or the text itself.

    Raises ValueError for a number that is too large to be one.
    """
    if text in _WORDS:
        return _WORDS[text]
    if not _FLOAT.fullmatch(text):
        return text
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("a number of more than 40 characters")
    number = int(text) if _INT.fullmatch(text) else float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text} is too large")
    return number


def describe(value: object) -> str:
    """A value as an error message names it, short and on one line."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) <= _LONGEST_NUMBER else f"the text {value[:37]!r}..."
    return "a list" if isinstance(value, (list, tuple)) else "a group of keys"


def key_text(key: str) -> str:
    """A key as an error message names it: quoted where it holds anything but printable characters."""
    return key if key.isprintable() else repr(key)
