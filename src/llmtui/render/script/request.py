"""What a script asks Slurm for, in numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import RequestError
from ...units import parse_size, parse_time_limit

_COUNTED = re.compile(r"(?:(?:gres[/:])?gpu[:=]?)?(?:([A-Za-z][\w.-]*)[:=])?(\d{1,4})?", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """Counts of one job, None where the script does not say; times in seconds, sizes in bytes.

    `nodes` is the least number where a range is asked for, 1 where nothing is; `gpus` counts the whole job.
    """

    partition: str | None
    account: str | None
    qos: str | None
    constraint: str | None
    nodes: int
    tasks_per_node: int | None
    cpus_per_task: int | None
    gpu_type: str | None
    gpus_per_node: int | None
    gpus: int | None
    time_s: int | None
    memory_per_node: int | None

    @property
    def partitions(self) -> tuple[str, ...]:
        """The partitions named: Slurm takes a list and starts the job in the first that has room."""
        return tuple(name for name in (self.partition or "").split(",") if name)

    @property
    def variables(self) -> Mapping[str, str]:
        """Variables that Slurm sets in the job, as far as they follow from what is asked for."""
        found = {"SLURM_NNODES": self.nodes, "SLURM_JOB_NUM_NODES": self.nodes}
        if self.gpus_per_node is not None:
            found["SLURM_GPUS_ON_NODE"] = self.gpus_per_node
        if self.cpus_per_task is not None:
            found["SLURM_CPUS_PER_TASK"] = self.cpus_per_task
        if self.tasks_per_node is not None:
            found["SLURM_NTASKS_PER_NODE"] = self.tasks_per_node
            found["SLURM_NTASKS"] = self.tasks_per_node * self.nodes
        return {name: str(value) for name, value in found.items()}


def asked(options: Mapping[str, str]) -> Asked:
    """From options by their long names, each with the value that counts."""
    nodes = _first_number(options.get("nodes")) or 1
    kind, per_node, total = _gpus(options, nodes)
    return Asked(
        partition=options.get("partition") or None,
        account=options.get("account") or None,
        qos=options.get("qos") or None,
        constraint=options.get("constraint") or None,
        nodes=nodes,
        tasks_per_node=_tasks(options, nodes),
        cpus_per_task=_first_number(options.get("cpus-per-task")),
        gpu_type=kind,
        gpus_per_node=per_node,
        gpus=total,
        time_s=seconds(options.get("time")),
        memory_per_node=_size(options.get("mem")),
    )


def seconds(text: str | None) -> int | None:
    """A time limit in seconds, None for none, for an unlimited one and for what is no time."""
    try:
        return None if text is None else parse_time_limit(text)
    except RequestError:
        return None


def _size(text: str | None) -> int | None:
    try:
        return None if text is None or len(text) > 20 else parse_size(text)
    except RequestError:
        return None


def _first_number(text: str | None) -> int | None:
    match = re.match(r"\d{1,7}", text or "", re.ASCII)
    return int(match[0]) if match else None


def _tasks(options: Mapping[str, str], nodes: int) -> int | None:
    per_node = _first_number(options.get("ntasks-per-node"))
    whole = _first_number(options.get("ntasks"))
    if per_node is not None or whole is None:
        return per_node
    return -(-whole // nodes)


def _gpus(options: Mapping[str, str], nodes: int) -> tuple[str | None, int | None, int | None]:
    """Type, GPUs a node, GPUs of the job."""
    for name, text in (("gres", options.get("gres")), ("gpus-per-node", options.get("gpus-per-node"))):
        for part in (text or "").split(","):
            if name == "gres" and not re.match(r"(?:gres[/:])?gpu\b", part):
                continue
            kind, count = _counted(part)
            if count is not None:
                return kind, count, count * nodes
    kind, total = _counted(options.get("gpus", ""))
    if total is not None:
        return kind, total // nodes if total % nodes == 0 else None, total
    per_task = _counted(options.get("gpus-per-task", ""))
    tasks = _tasks(options, nodes)
    if per_task[1] is not None and tasks is not None:
        return per_task[0], per_task[1] * tasks, per_task[1] * tasks * nodes
    return None, None, None


def _counted(part: str) -> tuple[str | None, int | None]:
    """Type and number of gpu:TYPE:N, TYPE:N, N, gpu:TYPE and gpu (a type or nothing alone means one)."""
    part = part.strip()
    if re.fullmatch(r"(?:gres[/:])?gpu(?::[A-Za-z][\w.-]*)?", part):
        return (part.rpartition("gpu:")[2] if "gpu:" in part else None), 1
    match = _COUNTED.fullmatch(part)
    return (match[1], int(match[2])) if match and match[2] else (None, None)
