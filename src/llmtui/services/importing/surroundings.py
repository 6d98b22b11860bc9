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
from .command import Found, text_of
from .remains import remains
from .report import Report
from .written import put_in, values_before

_SECRET = re.compile(r"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|KEY)$|API_?KEY", re.IGNORECASE)
_EXPORTING = ("export", "declare")
_NAME = re.compile(r"[A-Za-z_]\w*")
#: Variables that job.sh sets where a job needs them (render/environment.py, render/launch.py).
_OURS = frozenset(
    "OMP_NUM_THREADS SRUN_CPUS_PER_TASK MASTER_ADDR MASTER_PORT PET_RDZV_ID RANK LOCAL_RANK WORLD_SIZE HF_HOME "
    "HF_TOKEN_PATH HF_HUB_OFFLINE TRANSFORMERS_OFFLINE HF_DATASETS_OFFLINE TOKENIZERS_PARALLELISM PYTHONUNBUFFERED "
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
        text = text_of(script, next(each for each in script.commands if each.begin == line.at))
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
    """Variables for the front of the command, as NAME=value; everything else goes into the list of what is left.

    Without `carry` there is no command to stand before, and variables are left as well.
    """
    modules = {line.at for line in script.modules}
    carried: list[str] = []
    for command in script.commands:
        if command is found.command or (not command.words and command.assignments):
            carried += _variables(script, command, found, report, carry=carry)
        elif command.name in _EXPORTING and _only_names(command):
            if command.words[-1].raw == found.command.function:
                report.take(command.line, text_of(script, command), "the command stands in this function")
            carried += _variables(script, command, found, report, carry=carry)
        elif command.words and found.command.function and command.words[-1].raw == found.command.function:
            report.take(command.line, text_of(script, command), "runs the function that the command stands in")
        elif command.begin not in modules:
            report.leave(command.line, text_of(script, command), _WHY.get(command.name, _OTHERWISE))
        if command.redirections and (command is found.command or not command.words or command.name in _EXPORTING):
            text = " ".join(command.redirections)
            report.leave(command.line, text, "redirections are not kept: all output goes into the job's log")
    remains(script, found, report)
    return carried


def _only_names(command: Command) -> bool:
    """Whether an export holds names and assignments and no option but -x."""
    words = command.words[1:]
    return bool(words) and all(
        word in command.assignments or _NAME.fullmatch(word.raw) or word.raw in ("-x", "-f") for word in words
    )


def _variables(script: ScriptFile, command: Command, found: Found, report: Report, *, carry: bool) -> list[str]:
    """Assignments of one command, as they stand before script.command where that needs them."""
    carried = []
    bare = [word for word in command.words[1:] if _NAME.fullmatch(word.raw)] if command.name in _EXPORTING else []
    seen = command.name in _EXPORTING or command is found.command
    for word in (*command.assignments, *bare):
        name = word.raw.partition("=")[0].rstrip("+")
        if name == found.command.function:
            continue
        if not seen and name not in _exported(script):
            _inner(script, name, word, found, report)
            continue
        if not seen and name in found.values:
            report.take(word.line, _hidden(name, word.raw), "the line that exports it counts")
            continue
        setting = _setting(script, command, found, word)
        why = _elsewhere(command, found) or _not_carried(name, setting)
        why = why or ("" if carry else "llmtui's own training takes no variables from here")
        why = why or ("there is no command for it to stand before" if found.text is None else "")
        if why:
            report.leave(word.line, _hidden(name, word.raw), why)
        else:
            report.take(word.line, word.raw, f"stands before the command: {setting}")
            carried.append(setting)
    return carried


def _elsewhere(command: Command, found: Found) -> str:
    """Why an export does not reach the command, or is not sure to."""
    if command.begin > found.command.begin:
        return "it stands after the command"
    for block in found.blocks:
        if block.kind != "group" and block.holds(command.begin) and not block.holds(found.command.begin):
            return f"it stands under `{block.head}` (line {block.line})"
    return ""


def _exported(script: ScriptFile) -> set[str]:
    """Names that a line exports, with or without a value."""
    lines = (command for command in script.commands if command.name in _EXPORTING)
    words = (word.raw.partition("=")[0].rstrip("+") for line in lines for word in line.words[1:])
    return {name for name in words if _NAME.fullmatch(name)}


def _inner(script: ScriptFile, name: str, word: Word, found: Found, report: Report) -> None:
    """A variable of the shell alone: its value stands in the command already, or the command never saw it."""
    shown, text = _hidden(name, word.raw), found.text or " ".join(each.raw for each in found.command.words)
    if name in found.values and word.at < found.command.begin:
        report.take(word.line, shown, "its value stands where the script uses it")
    elif f"${name}" in text or f"${{{name}" in text:
        report.leave(word.line, shown, f"${name} is worked out when the job runs: write it into the command")
    else:
        report.leave(word.line, shown, "the command does not use it")


def _setting(script: ScriptFile, command: Command, found: Found, word: Word) -> str:
    """NAME=value as written, with variables of the script's own replaced by their values.

    The value that the command sees counts: that of a later assignment, if there is one.
    """
    left, equals, raw = word.raw.partition("=")
    name = left.rstrip("+")
    later = any(
        each.raw.partition("=")[0].rstrip("+") == name and command.begin < other.begin < found.command.begin
        for other in script.commands
        if not other.words
        for each in other.assignments
    )
    if not equals or left.endswith("+") or later:
        return f"{name}=" + put_in(f'"${name}"', found.values)[0] if name in found.values else left
    values = values_before(script.commands, command, found.blocks, script.text)
    return f"{name}=" + put_in(raw, values, assigning=True)[0]


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
