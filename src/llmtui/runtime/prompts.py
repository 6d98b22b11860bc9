"""The prompts of an inference run, out of a JSONL file or the lines of a text file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Mapping, Optional, Sequence

from .errors import RunError
from .textfiles import json_lines, numbered_lines, suffix


@dataclass(frozen=True)
class Prompt:
    """One prompt: `text`, or `messages` for the model's chat template; `id` is the file's own or the line's place."""

    id: Any
    text: str = ""
    messages: Optional[Sequence[Mapping[str, Any]]] = None


def read_prompts(path: str, field: str) -> List[Prompt]:
    """Prompts of a JSONL file (`field`, or `messages`; `id` optional) or the lines of a .txt file. Raises RunError."""
    if suffix(path) == ".txt":
        prompts = [Prompt(place, line.rstrip("\r\n")) for place, (_, line) in enumerate(numbered_lines(path))]
    else:
        prompts = [_prompt(path, line, place, row, field) for place, (line, row) in enumerate(json_lines(path))]
    if not prompts:
        raise RunError(f"{path} holds no prompts")
    return prompts


def _prompt(path: str, line: int, place: int, row: Any, field: str) -> Prompt:
    if not isinstance(row, dict):
        raise RunError(f"{path}, line {line}: not a JSON object")
    if isinstance(row.get("messages"), list):
        return Prompt(row.get("id", place), messages=row["messages"])
    if not isinstance(row.get(field), str):
        raise RunError(f"{path}, line {line}: no text in field {field!r}")
    return Prompt(row.get("id", place), row[field])
