"""One task of a step: its environment, its files, its process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from .environment import exported, gpu_variables, job_variables
from .hostlist import compress, counts
from .job import Job
from .launch import plain_signals
from .layout import Layout, Task
from .nodes import Description
from .outputs import open_output
from .patterns import fill, job_values


@dataclass(frozen=True)
class TaskOptions:
    """srun's options that concern its tasks; `wait_s` 0 is no limit, `output` and `error` may be patterns."""

    command: tuple[str, ...]
    folder: str
    export: str = "ALL"
    output: str = ""
    error: str = ""
    label: bool = False
    gpus_per_task: int = 0
    cpus_per_task: int = 0
    kill_on_bad_exit: bool = False
    wait_s: int = 0


@dataclass(frozen=True)
class StepInfo:
    """A step that has been given its number."""

    id: int
    job: Job
    layout: Layout
    options: TaskOptions
    description: Description


def task_environment(step: StepInfo, task: Task, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of one task: what --export lets through, then the job's and the step's own variables."""
    layout, options, ntasks = step.layout, step.options, str(len(step.layout.tasks))
    nodes, per_node = compress([share.node for share in layout.shares]), counts(layout.per_node)
    values = {
        **exported(options.export, environment),
        **job_variables(step.job, step.description),
        **gpu_variables(task.share, _gpus(task, options.gpus_per_task), step.description),
        "SLURM_STEP_ID": str(step.id),
        "SLURM_STEPID": str(step.id),
        "SLURM_STEP_NODELIST": nodes,
        "SLURM_STEP_NUM_NODES": str(len(layout.shares)),
        "SLURM_STEP_NUM_TASKS": ntasks,
        "SLURM_STEP_TASKS_PER_NODE": per_node,
        "SLURM_NNODES": str(len(layout.shares)),
        "SLURM_NTASKS": ntasks,
        "SLURM_NPROCS": ntasks,
        "SLURM_TASKS_PER_NODE": per_node,
        "SLURM_NODEID": str(task.node_rank),
        "SLURM_PROCID": str(task.rank),
        "SLURM_LOCALID": str(task.local),
        "SLURM_GTIDS": ",".join(str(item.rank) for item in layout.tasks if item.share is task.share),
        "SLURM_CPUS_ON_NODE": str(task.share.cpus),
        "SLURMD_NODENAME": task.share.node,
        "SLURM_LAUNCH_NODE_IPADDR": step.job.nodes[0],
        "HOSTNAME": task.share.node,
    }
    if options.cpus_per_task:
        values["SLURM_CPUS_PER_TASK"] = str(options.cpus_per_task)
    return {name: value for name, value in values.items() if value or not name.startswith("SLURM_")}


def start_task(
    step: StepInfo, task: Task, environment: Mapping[str, str], streams: tuple[int, int, int]
) -> subprocess.Popen[bytes]:
    """Start the process in a session of its own. Raises OSError.

    The program is looked up on the task's own PATH, so without one (--export=NONE) a bare name is not found.
    """
    values = task_environment(step, task, environment)
    stdin, out, err = streams
    return subprocess.Popen(
        [*step.options.command],
        executable=_find(step.options.command[0], values.get("PATH", ""), step.options.folder),
        stdin=stdin,
        stdout=out,
        stderr=err,
        cwd=step.options.folder,
        env=values,
        start_new_session=True,
        preexec_fn=plain_signals,
    )


class TaskFiles:
    """The files of -o and -e, opened once each however many tasks share them."""

    def __init__(self, step: StepInfo) -> None:
        self._step = step
        self._open: dict[str, int] = {}

    def descriptor(self, pattern: str, task: Task) -> int | None:
        """The file for this task; None where srun's own stream is meant. Raises OSError."""
        if not pattern:
            return None
        values = {
            **job_values(self._step.job),
            "J": f"{self._step.job.id}.{self._step.id}",
            "s": str(self._step.id),
            "N": task.share.node,
            "n": str(task.node_rank),
            "t": str(task.rank),
        }
        path = os.path.join(self._step.options.folder, fill(pattern, values))
        if path not in self._open:
            self._open[path] = open_output(path, append=self._step.job.append)
        return self._open[path]

    def close(self) -> None:
        """Close srun's own copies."""
        for descriptor in self._open.values():
            os.close(descriptor)


def _gpus(task: Task, per_task: int) -> list[int]:
    """Each task sees the node's GPUs, or its own ones with --gpus-per-task."""
    if not per_task:
        return task.share.gpus
    return task.share.gpus[task.local * per_task : (task.local + 1) * per_task]


def _find(command: str, path: str, folder: str) -> str:
    if os.sep in command:
        return os.path.join(folder, command)
    for place in path.split(os.pathsep) if path else ():
        candidate = os.path.join(folder, place, command)
        if os.access(candidate, os.X_OK) and os.path.isfile(candidate):
            return candidate
    raise FileNotFoundError(2, os.strerror(2), command)
