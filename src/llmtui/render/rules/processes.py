"""Processes = nodes x GPUs."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import on_cpu, processes
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    gpus = subject.script.asked.gpus if subject.script is not None else None
    if not gpus:
        return
    for run in subject.launched("torchrun", "accelerate"):
        ranks = processes(run, subject)
        if ranks is None or ranks == gpus or on_cpu(run, subject):
            continue
        from_file = run.launcher == "accelerate" and "num-processes" not in run.options
        source = " (num_processes in the configuration)" if from_file else ""
        what = f"{run.launcher} starts {ranks} processes{source} for {gpus} GPUs"
        yield Hit(what, run.line, severity="error" if ranks > gpus else "warning")


RULE = Rule(
    "processes",
    "error",
    "The launcher starts one process for each GPU of the job: more have no GPU and fail, fewer leave GPUs idle.",
    "make --num_processes nodes x GPUs, --nproc-per-node the GPUs of a node",
    _check,
)
