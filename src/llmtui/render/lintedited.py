"""Findings that only an edited file can give: characters that nobody sees, and a run.json that the runtime refuses."""

from __future__ import annotations

import json
import re

from ..domain.bundle import Finding
from ..domain.edits import HIDDEN
from ..runtime.args import TASKS, ArgumentsError, from_json
from ..runtime.commandline import CONFIG_KEYS


def lint_hidden(text: str) -> list[Finding]:
    """One finding for each line with a character that no screen shows: what is read would not be what runs."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        hit = HIDDEN.search(line)
        if hit is not None:
            message = f"a character that cannot be seen, U+{ord(hit[0]):04X}"
            found.append(Finding("error", "hidden-character", f"line {number}", message, "remove it"))
    return found


def lint_run(text: str, task: str) -> list[Finding]:
    """What the runtime would say of this run.json when it is started for that task; no findings when it takes it."""
    try:
        config = json.loads(text)
    except json.JSONDecodeError as error:
        return [_error(f"line {error.lineno}", f"not JSON: {error.msg}")]
    except RecursionError:
        return [_error("file", "not JSON: nested too deeply")]
    if not isinstance(config, dict):
        return [_error("file", "expected an object with task and arguments")]
    for name in config:
        if name not in CONFIG_KEYS:
            return [_error(_line_of(text, name), f"unknown key {name!r}")]
    if config.get("task") != task:
        return [_error(_line_of(text, "task"), f"it is for task {config.get('task')!r}, but job.sh starts {task}")]
    return _lint_arguments(text, str(task), config.get("arguments"))


def _lint_arguments(text: str, task: str, arguments: object) -> list[Finding]:
    if not isinstance(arguments, dict):
        return [_error(_line_of(text, "arguments"), "'arguments' must be an object")]
    try:
        from_json(TASKS[task], arguments)
    except ArgumentsError as error:
        quoted = re.search(r"argument '([^']*)'", str(error))
        return [_error(_line_of(text, quoted[1] if quoted else "arguments"), f"the run would not start: {error}")]
    return []


def _line_of(text: str, key: str) -> str:
    """Where a key stands, as far as it does: "line 7"."""
    found = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)
    return "file" if found is None else f"line {text.count(chr(10), 0, found.start()) + 1}"


def _error(where: str, message: str) -> Finding:
    return Finding("error", "run-json", where, message, "see the generated text for its keys and values")
