"""Ports that two jobs share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..configfile import ConfigFile
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


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.script is not None:
        yield from _in_script(subject.script)
    # The launcher's own option goes before the file.
    overruled = any("main-process-port" in run.options for run in subject.launched("accelerate"))
    if subject.config is not None and not overruled:
        yield from _in_config(subject.config)


def _in_script(script: ScriptFile) -> Iterator[Hit]:
    for command in script.commands:
        text = " ".join(word.raw for word in command.all_words)
        found = {(match[1], match[2]) for pattern in _PATTERNS for match in pattern.finditer(text)}
        for name, port in sorted(found):
            if name.lower() not in _SERVERS:
                line = next((word.line for word in command.all_words if port in word.raw), command.line)
                yield Hit(f"{name} is {port} for every job", line)


def _in_config(config: ConfigFile) -> Iterator[Hit]:
    port = whole(config.values.get("main_process_port"))
    if port:
        yield Hit(f"main_process_port is {port} for every job", config.line("main_process_port"), "config")


RULE = Rule(
    "fixed-port",
    "warning",
    "The port of the rendezvous differs from job to job: two jobs on one node collide on a fixed one.",
    "MASTER_PORT=$((20000 + SLURM_JOB_ID % 20000)), given on the command line",
    _check,
)
