"""Nodes know where to meet."""

from __future__ import annotations

from collections.abc import Iterator

from ..script.runs import Run
from .counts import machines
from .rule import Hit, Rule
from .subject import Subject

#: torchrun takes every option from a variable PET_OPTION as well.
_FROM_OUTSIDE = ("PET_MASTER_ADDR", "PET_RDZV_ENDPOINT")


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or script.asked.nodes < 2 or any(name in "\n".join(script.lines) for name in _FROM_OUTSIDE):
        return
    for run in subject.launched("torchrun", "accelerate"):
        # Options in a variable of unknown value may hold anything, and so may a file that was not read.
        if run.srun is None or run.program.startswith("$") or machines(run, subject) == 1:
            continue
        lacks = _lacking(run) if run.launcher == "torchrun" else _lacking_for_accelerate(run, subject)
        if lacks:
            yield Hit(f"{lacks}: the {script.asked.nodes} nodes cannot meet, each looks on itself", run.line)


def _lacking(run: Run) -> str:
    if "rdzv-endpoint" in run.options or "standalone" in run.options:
        return ""
    backend = run.options.get("rdzv-backend", "static")
    if backend == "static":
        return "" if "master-addr" in run.options else "no --master-addr"
    return "no --rdzv-endpoint"


def _lacking_for_accelerate(run: Run, subject: Subject) -> str:
    if "main-process-ip" in run.options or ("config-file" in run.options and subject.config is None):
        return ""
    configured = subject.config.values.get("main_process_ip") if subject.config is not None else None
    return "" if configured else "no --main_process_ip"


RULE = Rule(
    "meeting",
    "warning",
    "Launchers on several nodes are told of one address where all meet: without it each waits by itself.",
    'give --main_process_ip "$HOST" to accelerate, --rdzv-endpoint "$HOST:$PORT" or --master-addr to torchrun',
    _check,
)
