"""srun inside a job: the tasks of one step, over the job's virtual nodes.

Differences from Slurm: steps never wait for each other, tasks are not bound to CPUs, and where a step has several
tasks only the first one reads srun's standard input.
"""

from __future__ import annotations

import os
import sys

from ..controller import Controller
from ..errors import CommandError, unsupported
from ..hostlist import expand
from ..job import Job
from ..layout import Layout, StepRequest, lay_out
from ..options import Words, parse, table
from ..step import StepRun
from ..tasks import TaskOptions

_REFUSED = table(
    "bcast=? epilog= input|i= multi-prog open-mode= preserve-env|E prolog= pty relative|r= task-epilog= task-prolog= "
    "test-only"
)
#: Options without a meaning where steps share one machine.
_IDLE = (
    "accel-bind= account|A= comment= cpu-bind= cpu-freq= disable-status|X distribution|m= exact exclusive=? gpu-bind= "
    "gpus|G= gpus-per-node= gres= hint= job-name|J= mem= mem-bind= mem-per-cpu= mem-per-gpu= mpi= network= "
    "oversubscribe|s overlap partition|p= profile= propagate=? qos= quiet|Q quit-on-interrupt|q resv-ports=? "
    "slurmd-debug= threads-per-core= time|t= unbuffered|u verbose|v whole "
)
_HONOURED = (
    "chdir|D= cpus-per-task|c= error|e= export= gpus-per-task= help|h jobid= kill-on-bad-exit|K=? label|l nodelist|w= "
    "nodes|N= ntasks|n= ntasks-per-node= output|o= overcommit|O usage version|V wait|W= "
)
_TABLE = {**table(_HONOURED + _IDLE), **_REFUSED}


def run(words: list[str], state: str) -> int:
    """Run one step to its end; the highest exit code of its tasks. Raises CommandError."""
    options = parse("srun", _TABLE, words, mixed=False)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("srun", f"--{name}")
    if not options.rest:
        raise CommandError("srun: fatal: No command given to execute.")
    try:
        controller = Controller(state)
    except (OSError, ValueError) as error:
        raise CommandError(f"srun: error: {error}") from None
    job = _job(controller, options)
    layout = _layout(job, options)
    if layout.warning:
        sys.stderr.write(f"srun: warning: {layout.warning}\n")
    return StepRun(controller, job, layout, _task_options(options, job)).run()


def _job(controller: Controller, options: Words) -> Job:
    text = options.last("jobid") or os.environ.get("SLURM_JOB_ID", "")
    if not text:
        raise CommandError(
            "srun: error: srun outside of a job is not supported by the embedded Slurm",
            "srun: error: write it into a script and submit that with sbatch",
        )
    job = controller.store.find(int(text)) if text.isdecimal() else None
    if job is None:
        raise CommandError(f"srun: error: Unable to confirm allocation for job {text}: Invalid job id specified")
    if job.state != "RUNNING":
        raise CommandError(
            f"srun: error: Unable to confirm allocation for job {text}: Job/step already completing or completed"
        )
    return job


def _layout(job: Job, options: Words) -> Layout:
    inherited = {"SLURM_JOB_ID": ""} if options.has("jobid") else dict(os.environ)
    nodes = _number(options, "nodes")
    # sbatch's own numbers are srun's defaults (srun manual, INPUT ENVIRONMENT; how they mix was seen in 24.11).
    per_node = _number(options, "ntasks-per-node") or _inherited(inherited, "SLURM_NTASKS_PER_NODE")
    ntasks = _number(options, "ntasks")
    if not ntasks:
        ntasks = nodes * per_node or _inherited(inherited, "SLURM_NTASKS")
    try:
        nodelist = tuple(expand(options.last("nodelist") or ""))
    except ValueError:
        raise CommandError("srun: error: Invalid node list specified") from None
    request = StepRequest(
        nodes=nodes,
        ntasks=ntasks,
        ntasks_per_node=per_node,
        cpus_per_task=_number(options, "cpus-per-task") or _inherited(inherited, "SRUN_CPUS_PER_TASK"),
        nodelist=nodelist,
        overcommit=options.has("overcommit"),
    )
    return lay_out(request, job.shares)


def _number(options: Words, name: str) -> int:
    text = options.last(name)
    if text is None:
        return 0
    first = text.partition("-")[0] if name == "nodes" else text
    if not first.isdecimal() or int(first) == 0:
        raise CommandError(f'srun: error: Invalid numeric value "{text}" for --{name}.')
    return int(first)


def _inherited(environment: dict[str, str], name: str) -> int:
    text = environment.get(name, "")
    return int(text) if text.isdecimal() else 0


def _task_options(options: Words, job: Job) -> TaskOptions:
    bad_exit = options.last("kill-on-bad-exit")
    wait = options.last("wait") or "0"
    if not wait.isdecimal():
        raise CommandError(f'srun: error: Invalid numeric value "{wait}" for --wait.')
    return TaskOptions(
        command=options.rest,
        folder=os.path.abspath(options.last("chdir") or os.getcwd()),
        export=options.last("export") or os.environ.get("SLURM_EXPORT_ENV") or "ALL",
        output=options.last("output") or "",
        error=options.last("error") or options.last("output") or "",
        label=options.has("label"),
        gpus_per_task=_number(options, "gpus-per-task") or job.request.gpus_per_task,
        cpus_per_task=_number(options, "cpus-per-task"),
        kill_on_bad_exit=bad_exit is not None and bad_exit != "0",
        wait_s=int(wait),
    )
