"""The command line: a run.json, and flags that override single arguments of it."""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import Any, Dict, NoReturn, Optional, Sequence, Type, get_type_hints

from .args import TASKS, AnyArguments, ArgumentsError, from_json, nearest, type_choices

#: Top-level keys of run.json; "about" is for people and is not read.
CONFIG_KEYS = ("task", "arguments", "about")


def parse(argv: Sequence[str]) -> AnyArguments:
    """`train|infer|trace --config FILE [--argument value ...]`. Raises ArgumentsError; --help exits."""
    if not argv or argv[0] not in TASKS:
        raise ArgumentsError(f"expected one of {', '.join(TASKS)}, then --config run.json")
    task, kind = argv[0], TASKS[argv[0]]
    flags, unknown = _parser(task, kind).parse_known_args(list(argv[1:]))
    if unknown:
        names = [f"--{field.name}" for field in dataclasses.fields(kind)]
        raise ArgumentsError(f"unknown argument {unknown[0]!r}{nearest(unknown[0].partition('=')[0], names)}")
    given = vars(flags)
    values = _read_config(task, given.pop("config"))
    hints = get_type_hints(kind)
    values.update({name: _value(text, hints[name]) for name, text in given.items() if text is not None})
    result: AnyArguments = from_json(kind, values)
    return result


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentsError(message)


def _parser(task: str, kind: Type[Any]) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"llmtui_runtime {task}", allow_abbrev=False)
    parser.add_argument("--config", metavar="FILE", help="run.json of the run folder")
    for field in dataclasses.fields(kind):
        parser.add_argument(f"--{field.name}", metavar="VALUE")
    return parser


def _value(text: str, hint: Any) -> Any:
    """A flag's text as JSON where the argument takes something else than text and it reads as that."""
    if hint is str:
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if str in type_choices(hint) and isinstance(value, (int, float, dict)) else value


def _read_config(task: str, path: Optional[str]) -> Dict[str, Any]:
    if path is None:
        return {}
    try:
        with open(path, encoding="utf-8") as file:
            config = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        raise ArgumentsError(f"cannot read {path}: {error}") from error
    if not isinstance(config, dict):
        raise ArgumentsError(f"{path}: expected an object with task and arguments")
    for name in config:
        if name not in CONFIG_KEYS:
            raise ArgumentsError(f"{path}: unknown key {name!r}{nearest(name, CONFIG_KEYS)}")
    if config.get("task") != task:
        raise ArgumentsError(f"{path}: it is for task {config.get('task')!r}, not {task!r}")
    if not isinstance(config.get("arguments"), dict):
        raise ArgumentsError(f"{path}: 'arguments' must be an object")
    return dict(config["arguments"])
