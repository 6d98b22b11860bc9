"""The rest of a script: modules, variables, and lines that are listed because nothing here stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...domain.cluster import Cluster
from ...domain.command import read_command
from ...domain.site import Software
from ...errors import RequestError
from ...render.script.commands import Command, Word
from ...render.scriptfile import ScriptFile
from .clusters import loaded_by, module_name
from .command import Found, quoted, span
from .report import Report

_SECRET = re.compile(r"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|KEY)$|API_?KEY", re.IGNORECASE)
_EXPORTING = ("export", "declare")
_NAME = re.compile(r"[A-Za-z_]\w*")
#: Variables that job.sh sets where a job needs them (render/environment.py, render/launch.py).
_OURS = frozenset(
    "OMP_NUM_THREADS SRUN_CPUS_PER_TASK MASTER_ADDR MASTER_PORT RANK LOCAL_RANK WORLD_SIZE HF_HOME HF_TOKEN_PATH "
    "HF_HUB_OFFLINE TRANSFORMERS_OFFLINE HF_DATASETS_OFFLINE TOKENIZERS_PARALLELISM PYTHONUNBUFFERED "
    "NCCL_SOCKET_IFNAME SIF MIOPEN_CUSTOM_CACHE_DIR MIOPEN_USER_DB MIOPEN_USER_DB_PATH TRANSFORMERS_CACHE".split()
)
_WHY = {
    "set": "job.sh has its own: set -eo pipefail, then set -u",
    "cd": "the job runs in its run folder",
    "source": "Python comes from the cluster's software (placement.software)",
    ".": "Python comes from the cluster's software (placement.software)",
    "conda": "Python comes from the cluster's software (placement.software)",
    "pip": "packages are not installed by the job",
    "wait": "job.sh waits for its step by itself",
    "mkdir": "folders are left to the command",
}
_OTHERWISE = "not carried over: let the command do it if the job needs it"


def software_of(script: ScriptFile, cluster: Cluster | None, container: str, report: Report) -> str | None:
    """The cluster's software that loads the script's modules or has its container; what does not fit is listed."""
    known = cluster.software if cluster is not None else ()
    image = next((each for each in known if each.container and each.container.image == container), None)
    if container and image is None:
        report.leave(0, container, "this container is not the cluster's own as llmtui knows it, so it is not kept")
    chosen = image
    for line in script.modules:
        found = _taken(line.verb, line.names, known if chosen is None else (chosen, *known))
        text = script.lines[line.line - 1].strip()
        if found is None:
            report.leave(line.line, text, "llmtui loads what the cluster's software needs (placement.software)")
            continue
        chosen = chosen or found
        report.take(line.line, text, f"placement.software: {found.name}")
        if any("/" in name for name in line.names) and text not in found.setup:
            report.leave(line.line, text, f"its version: llmtui runs {' and '.join(found.setup)}")
    return None if chosen is None else chosen.name


def _taken(verb: str, names: Iterable[str], known: Iterable[Software]) -> Software | None:
    """The software that loads these modules; `use` and `purge` count where it does the same."""
    for software in known:
        if verb == "load" and {module_name(name) for name in names} <= set(loaded_by(software.setup)):
            return software
        if verb != "load" and f"module {' '.join((verb, *names))}" in software.setup:
            return software
    return None


def rest_of(script: ScriptFile, found: Found, report: Report, *, carry: bool) -> list[str]:
    """Variables for the front of the command, as NAME=value; every other line goes into the list of what is left.

    Without `carry` there is no command to stand before, and variables are left as well.
    """
    first, last = found.lines
    covered = set(range(first, last + 1)) | {line.line for line in script.modules}
    carried: list[str] = []
    for command in script.commands:
        begin, end = span(script, command)
        inside = first <= begin <= last
        covered |= set(range(begin, end + 1))
        if command.words[:1] and command.words[-1].raw == found.command.function:
            continue  # it exports or runs the function that the training stands in
        if inside or not command.words or command.name in _EXPORTING:
            if not inside or command is found.command:
                carried += _variables(script, command, found, report, carry=carry)
        elif command.name not in ("module", "ml"):
            report.leave(begin, _text(script, begin, end), _WHY.get(command.name, _OTHERWISE))
    for number, line in script.body:
        text = line.strip()
        if text and not text.startswith("#") and number not in covered:
            report.leave(number, text, "the shell around the command is not carried over")
    return carried


def _variables(script: ScriptFile, command: Command, found: Found, report: Report, *, carry: bool) -> list[str]:
    """Assignments of one command, as they stand before script.command where that needs them."""
    carried = []
    bare = [word for word in command.words[1:] if _NAME.fullmatch(word.raw)] if command.name in _EXPORTING else []
    seen = command.name in _EXPORTING or command is found.command
    for word in (*command.assignments, *bare):
        name = word.raw.partition("=")[0].rstrip("+")
        if not seen and name not in _exported(script):
            _inner(script, name, word, found, report)
            continue
        if not seen:
            continue  # the line that exports it counts
        setting = _setting(script, name, word)
        why = _not_carried(name, setting) or ("" if carry else "llmtui's own training takes no variables from here")
        if why:
            report.leave(word.line, _hidden(name, word.raw), why)
        else:
            report.take(word.line, word.raw, f"stands before the command: {setting}")
            carried.append(setting)
    return carried


def _exported(script: ScriptFile) -> set[str]:
    """Names that a line exports by name alone."""
    lines = (command for command in script.commands if command.name in _EXPORTING)
    return {word.raw for line in lines for word in line.words[1:] if _NAME.fullmatch(word.raw)}


def _inner(script: ScriptFile, name: str, word: Word, found: Found, report: Report) -> None:
    """A variable of the shell alone: its value stands in the command already, or the command never saw it."""
    if name in script.values:
        report.take(word.line, word.raw, "its value stands where the script uses it")
    elif f"${name}" in found.text or f"${{{name}" in found.text:
        report.leave(word.line, word.raw, f"${name} is worked out when the job runs: write it into the command")
    else:
        report.leave(word.line, word.raw, "the command does not use it")


def _setting(script: ScriptFile, name: str, word: Word) -> str:
    """NAME=value, with variables of the script's own replaced by their values."""
    value = script.values.get(name)
    if value is not None and ("$" in word.raw or "=" not in word.raw):
        return f"{name}={quoted(value)}"
    return word.raw


def _not_carried(name: str, setting: str) -> str:
    """Why a variable is not set before the command, "" where it is."""
    if _SECRET.search(name):
        return "a secret does not belong into a job's files; hf auth login keeps the token in the home"
    if name in _OURS:
        return f"job.sh sets {name} itself where the job needs it"
    if name.startswith(("SLURM_", "SBATCH_")) or "=" not in setting or setting.partition("=")[0].endswith("+"):
        return "not carried over"
    try:
        read_command(f"{setting} python3 x.py")
    except RequestError as error:
        return f"cannot stand before a command: {error.message.partition(' ')[2]}"
    return ""


def _hidden(name: str, raw: str) -> str:
    """The assignment without a secret's value."""
    return f"{name}=..." if _SECRET.search(name) else raw


def _text(script: ScriptFile, first: int, last: int) -> str:
    return " ".join(line.strip().rstrip("\\").strip() for line in script.lines[first - 1 : last])
