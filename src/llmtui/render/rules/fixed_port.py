"""Ports that two jobs share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..configfile import ConfigFile
from ..port import MASTER_PORT
from ..script.commands import Command
from ..script.runs import Run
from ..scriptfile import ScriptFile
from .counts import whole
from .rule import Hit, Rule
from .subject import Subject

_VARIABLE = re.compile(r"(\w*PORT)=[\"']?(\d{4,5})[\"']?", re.IGNORECASE)
_OPTION = re.compile(r"--?([\w-]*port)[= ]+[\"']?(\d{4,5})\b", re.IGNORECASE)
_ENDPOINT = re.compile(r"--(rdzv[-_]endpoint)[= ]+\S*:(\d{4,5})\b")
_PATTERNS = (_VARIABLE, _OPTION, _ENDPOINT)
#: Ports of servers that are reached from outside are meant to be known.
_SERVERS = frozenset(("--port", "port"))
#: Options of launchers that hold the port of the rendezvous, alone or behind a colon.
_HOLDERS = ("rdzv-endpoint", "master-port", "main-process-port")
_HELD = re.compile(r"(?:.*:)?(\d{4,5})", re.DOTALL)


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.script is not None:
        yield from _in_script(subject.script, tuple(subject.launched("torchrun", "accelerate")))
    # The launcher's own option goes before the file.
    overruled = any("main-process-port" in run.options for run in subject.launched("accelerate"))
    if subject.config is not None and not overruled:
        yield from _in_config(subject.config)


def _in_script(script: ScriptFile, runs: tuple[Run, ...]) -> Iterator[Hit]:
    last = {word.raw.partition("=")[0]: word for command in script.commands for word in command.assignments}
    written: set[str] = set()
    for command in script.commands:
        replaced = {name for word in command.assignments if last[name := word.raw.partition("=")[0]] is not word}
        for name, port in sorted(_written(command)):
            if name.lower() not in _SERVERS and name not in replaced:
                line = next((word.line for word in command.all_words if port in word.raw), command.line)
                written.add(port)
                yield Hit(f"{name} is {port} for every job", line)
    for run in runs:
        for name in _HOLDERS:
            held = _HELD.fullmatch(run.options.get(name, ""))
            if held is not None and held[1] not in written:
                yield Hit(f"{name} comes to {held[1]} for every job", run.line)


def _written(command: Command) -> set[tuple[str, str]]:
    """Names and ports that stand in the command as numbers."""
    text = " ".join(word.raw for word in command.all_words)
    return {(match[1], match[2]) for pattern in _PATTERNS for match in pattern.finditer(text)}


def _in_config(config: ConfigFile) -> Iterator[Hit]:
    port = whole(config.values.get("main_process_port"))
    if port:
        yield Hit(f"main_process_port is {port} for every job", config.line("main_process_port"), "config")


RULE = Rule(
    "fixed-port",
    "warning",
    "The port of the rendezvous differs from job to job: two jobs on one node collide on a fixed one.",
    f"MASTER_PORT={MASTER_PORT}, given on the command line",
    _check,
)
