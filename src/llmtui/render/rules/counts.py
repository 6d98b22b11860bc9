"""How many processes and machines a launcher is told to start."""

from __future__ import annotations

import re

from ..script.runs import Run
from .subject import Subject

_WHOLE = re.compile(r"\d{1,6}", re.ASCII)


def whole(text: object) -> int | None:
    """A whole number written out, None for anything else."""
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    return int(text) if isinstance(text, str) and _WHOLE.fullmatch(text) else None


def machines(run: Run, subject: Subject) -> int | None:
    """Machines that torchrun or accelerate expects; None where it cannot be known."""
    if run.launcher == "torchrun":
        if "standalone" in run.options:
            return 1
        return whole(run.options.get("nnodes", "1").partition(":")[0])
    if "num-machines" in run.options:
        return whole(run.options["num-machines"])
    return whole(subject.config.values.get("num_machines", 1)) if subject.config is not None else None


def processes(run: Run, subject: Subject) -> int | None:
    """Ranks over all machines; None where it cannot be known."""
    if run.launcher == "torchrun":
        per_node = run.options.get("nproc-per-node", "1")
        if per_node in ("gpu", "auto"):
            return subject.script.asked.gpus if subject.script is not None else None
        count, nodes = whole(per_node), machines(run, subject)
        return None if count is None or nodes is None else count * nodes
    if run.launcher == "accelerate":
        if "num-processes" in run.options:
            return whole(run.options["num-processes"])
        return whole(subject.config.values.get("num_processes")) if subject.config is not None else None
    return None


def on_cpu(run: Run, subject: Subject) -> bool:
    """Whether the ranks are processors' on purpose."""
    configured = subject.config is not None and subject.config.values.get("use_cpu") is True
    return "cpu" in run.options or configured


def truth(text: object) -> bool:
    """Whether an option or a YAML value is switched on; an option without a value is."""
    return text is True or (isinstance(text, str) and text.lower() in ("", "true", "1", "yes"))
