"""Results on stdout, narration on stderr, both made safe for a terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass

from ..domain.remotetext import safe_line

#: What JSON leaves as it is and safe_text takes out of a line: C1, directions, zero widths, tags, lone surrogates.
_NO_TEXT = re.compile(
    r"[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(value: object) -> object:
    """Frozen data as JSON has it: dataclasses and mappings as objects, tuples as lists."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def print_json(value: object) -> None:
    """One JSON object on stdout; what a terminal would take for more than text is written as \\uXXXX in it."""
    print(_NO_TEXT.sub(_escaped, json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)))


def _escaped(found: re.Match[str]) -> str:
    return "\\u007f" if found[0] == "\x7f" else json.dumps(found[0])[1:-1]


def narrate(text: str) -> None:
    """One line for the person, on stderr."""
    print(f"llmtui: {safe_line(text)}", file=sys.stderr, flush=True)


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Left-aligned columns two blanks apart; the columns in `right` hold figures and are right-aligned."""
    cells = [list(heads), *([safe_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        parts = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(parts).rstrip())


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Name and value pairs, one a line; empty values are left out."""
    width = max((len(name) for name, _ in facts), default=0)
    for name, value in facts:
        if value:
            print(f"{name.ljust(width)}  {safe_line(value)}")
