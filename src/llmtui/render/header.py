"""The #SBATCH lines of a plan."""

from __future__ import annotations

import re

from ..domain.job import Task
from ..domain.plan import Plan
from ..errors import RequestError
from ..units import format_time_limit
from .shell import directive, slug

#: Where Slurm writes the job's output, relative to the run folder.
OUTPUT = "slurm-%j.out"

_MIB = 1024**2
_PER_NODE = "--gpus-per-node={gpus_per_node}"
#: What sbatch would do instead of submitting the script, or with the environment that the script sets up.
_NOT_A_REQUEST = frozenset("wrap test-only parsable wait help usage version get-user-env export-file".split())
_EXTRA = re.compile(r"--(?P<option>[a-z][a-z-]*)(?:=(?P<value>.*))?", re.DOTALL)
#: Options that the plan decides; extra_sbatch may not contradict them.
MANAGED = frozenset(
    "job-name account partition qos constraint reservation nodes ntasks ntasks-per-node cpus-per-task gres "
    "gpus gpus-per-node gpus-per-task mem mem-per-gpu mem-per-cpu time output error open-mode export chdir "
    "array dependency kill-on-invalid-dep signal requeue no-requeue".split()
)
#: Every later question about the job would have to name that cluster too; a cluster file is for one Slurm.
_ELSEWHERE = frozenset({"clusters"})
#: Those that a command of the user's own may have: only its author knows whether it can go on.
_OWN_COMMAND = frozenset({"signal", "requeue", "no-requeue"})


def header(plan: Plan, after: int | None = None) -> list[str]:
    """Directives in a fixed order, a reason before each group; `after` is the job that has to end well before this one.

    Raises RequestError for what cannot stand in a directive.
    """
    return [
        directive("job-name", slug(plan.spec.name), field="name"),
        "# Who pays, and which queue.",
        *[directive(option, value, field=f"placement.{option}") for option, value in _queue(plan) if value],
        f"# {_shape(plan)}",
        directive("nodes", plan.nodes, field="placement.nodes"),
        directive("ntasks-per-node", tasks_per_node(plan), field="placement.processes_per_node"),
        *_per_node(plan),
        "# When the time is over, Slurm ends the job.",
        directive("time", format_time_limit(plan.time_s), field="placement.time"),
        "# One log, which a restarted job goes on with.",
        directive("output", OUTPUT, field="placement"),
        directive("open-mode", "append", field="placement"),
        "# Nothing of the submitting shell comes along.",
        directive("export", "NONE", field="placement"),
        *_again(plan),
        *_after(after),
        *_asked(plan),
    ]


def _after(job_id: int | None) -> list[str]:
    if job_id is None:
        return []
    if job_id < 1:
        raise RequestError(f"{job_id} is no job id, so nothing can wait for it")
    return [
        f"# It starts once job {job_id} has ended with exit code 0, and is cancelled if that job ends otherwise.",
        f"#SBATCH --dependency=afterok:{job_id}",
        "#SBATCH --kill-on-invalid-dep=yes",
    ]


def _shape(plan: Plan) -> str:
    nodes = f"{plan.nodes} node{'s' if plan.nodes > 1 else ''}"
    if plan.launcher == "python":
        return f"{nodes}, one process."
    if plan.launcher == "srun":
        return f"{nodes}, one task a rank."
    return f"{nodes}, one task each, which starts the ranks."


def _per_node(plan: Plan) -> list[str]:
    lines = []
    if plan.cpus_per_task is not None:
        lines.append(directive("cpus-per-task", plan.cpus_per_task, field="placement.cpus_per_task"))
    lines += [*_gpus(plan), *_memory(plan)]
    if not lines:
        return []
    share = (
        f"The share of a node that goes with {plan.gpus_per_node} of its GPUs." if plan.gpus_per_node else "CPUs only."
    )
    return [f"# {share}", *lines]


def _asked(plan: Plan) -> list[str]:
    extra = [extra_directive(option, plan.spec.task) for option in plan.spec.placement.extra_sbatch]
    return ["# As the job file asks.", *extra] if extra else []


def tasks_per_node(plan: Plan) -> int:
    """Slurm tasks on a node: one that starts the launcher, or one a rank."""
    return plan.processes_per_node if plan.launcher == "srun" else 1


def _queue(plan: Plan) -> list[tuple[str, str | None]]:
    """The job's own QOS and constraint go before those that its partition stands for."""
    place, partition = plan.spec.placement, plan.partition
    return [
        ("account", plan.account),
        ("partition", partition.slurm_partition),
        ("qos", place.qos or partition.qos),
        ("constraint", place.constraint or partition.constraint),
        ("reservation", place.reservation),
    ]


def _gpus(plan: Plan) -> list[str]:
    if not plan.gpus_per_node:
        return []
    templates = plan.cluster.gpu_request if plan.partition.gpu_request is None else plan.partition.gpu_request
    if plan.nodes > 1 and any("{gpus}" in each for each in templates) and "{gpus_per_node}" not in "".join(templates):
        # A total alone leaves it to Slurm how many GPUs each node gives.
        templates = (*templates, "--gpus-per-node={type}:{gpus_per_node}" if "{type}" in templates[0] else _PER_NODE)
    return [f"#SBATCH {_filled(template, plan)}" for template in templates]


def _filled(template: str, plan: Plan) -> str:
    kind = plan.partition.gres_type
    if kind is None:
        template = template.replace("{type}:", "")
    for name, value in (
        ("type", kind or ""),
        ("gpus_per_node", plan.gpus_per_node),
        ("gpus", plan.gpus_per_node * plan.nodes),
        ("nodes", plan.nodes),
    ):
        template = template.replace(f"{{{name}}}", str(value))
    return template


def _memory(plan: Plan) -> list[str]:
    if plan.memory_per_node_bytes is None:
        return []
    if plan.cluster.memory_request_of(plan.partition) == "mem-per-gpu" and plan.gpus_per_node:
        per_gpu = plan.memory_per_node_bytes // plan.gpus_per_node
        return [directive("mem-per-gpu", _slurm_size(per_gpu), field="placement")]
    return [directive("mem", _slurm_size(plan.memory_per_node_bytes), field="placement")]


def _slurm_size(size: int) -> str:
    mib = size // _MIB
    return f"{mib // 1024}G" if mib % 1024 == 0 else f"{mib}M"


def _again(plan: Plan) -> list[str]:
    """Whether the job may run a second time, and when it is told that its time runs out."""
    if plan.spec.task == "script" and "--requeue" in plan.spec.placement.extra_sbatch:
        return []
    if not plan.resumes:
        return ["# A second run would not go on from the first one.", "#SBATCH --no-requeue"]
    lines = [
        "# A node failure restarts it from its checkpoint.",
        "#SBATCH --requeue",
    ]
    if plan.sig_time:
        lines.append("# B: this shell is warned; it would end a launcher.")
        lines.append(directive("signal", f"B:USR1@{plan.sig_time}", field="placement.sig_time"))
    return lines


def extra_directive(option: str, task: Task) -> str:
    """The line for one word of placement.extra_sbatch. Raises RequestError for what it may not hold."""
    managed = MANAGED - _OWN_COMMAND if task == "script" else MANAGED
    match = _EXTRA.fullmatch(option)
    if match is None:
        raise RequestError(
            f"placement.extra_sbatch {option!r} is no option",
            hint="write --option=value",
            field="placement.extra_sbatch",
        )
    guarded = MANAGED | _NOT_A_REQUEST | _ELSEWHERE
    whole = sorted(name for name in guarded if name.startswith(match["option"]))
    if whole and match["option"] not in guarded:
        raise RequestError(
            f"placement.extra_sbatch --{match['option']} is short for --{whole[0]}",
            hint="write the option's whole name",
            field="placement.extra_sbatch",
        )
    if match["option"] in _ELSEWHERE:
        raise RequestError(
            "placement.extra_sbatch --clusters would send the job to another Slurm, where it is not looked for",
            hint="choose that cluster, or write a cluster file for it",
            field="placement.extra_sbatch",
        )
    if match["option"] in _NOT_A_REQUEST:
        raise RequestError(
            f"placement.extra_sbatch --{match['option']} asks for nothing that a job can have",
            hint="it changes what sbatch does with the script; leave it out",
            field="placement.extra_sbatch",
        )
    if match["option"] in managed:
        own = match["option"] in _OWN_COMMAND
        raise RequestError(
            f"placement.extra_sbatch may not set --{match['option']}",
            hint="the job file has a key of its own for it" if not own else "training.resume and sig_time decide it",
            field="placement.extra_sbatch",
        )
    if match["option"] == "signal" and (match["value"] or "").startswith("B:"):
        raise RequestError(
            "placement.extra_sbatch --signal=B: would end this script, which has no use for the signal",
            hint="leave B: out: the signal is for the command",
            field="placement.extra_sbatch",
        )
    if match["value"] is None:
        return f"#SBATCH --{match['option']}"
    return directive(match["option"], match["value"], field="placement.extra_sbatch")
