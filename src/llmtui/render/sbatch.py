"""The job script: directives, then one short block a concern, each saying why it is there."""

from __future__ import annotations

from ..domain.bundle import RUNTIME
from ..domain.plan import Plan
from .header import header, tasks_per_node
from .launch import launch, needs_rendezvous
from .shell import export, path_template


def job_script(plan: Plan) -> str:
    """The whole script, the same text for the same plan. Raises RequestError for what cannot stand in it."""
    blocks = [
        [_shebang(plan), *header(plan)],
        _start(),
        _software(plan),
        _environment(plan),
        _rendezvous(plan),
        launch(plan),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _shebang(plan: Plan) -> str:
    """A login shell where modules are used: it defines `module` whatever the submitting shell was."""
    uses_modules = plan.software is not None and any(line.startswith("module ") for line in plan.software.setup)
    return "#!/bin/bash -l" if uses_modules else "#!/bin/bash"


def _start() -> list[str]:
    return [
        "# Stop at the first error; what the job writes is for its owner alone.",
        "set -eo pipefail",
        "umask 077",
        "# --export=NONE would make srun drop the environment that is set up below.",
        "unset SLURM_EXPORT_ENV",
        "# The run folder: everything the job needs and makes is in here.",
        'cd "$SLURM_SUBMIT_DIR"',
    ]


def _software(plan: Plan) -> list[str]:
    if plan.software is None:
        return []
    return [f"# Software: {plan.software.name}", *plan.software.setup]


def _environment(plan: Plan) -> list[str]:
    lines = ["# From here on a misspelt variable is an error; site modules are not always that strict.", "set -u"]
    lines += [export(name, value) for name, value in sorted(plan.cluster.env.items())]
    if plan.cluster.hf_home:
        lines.append("# Models and data sets belong on scratch, not in a small home.")
        lines.append(f"export HF_HOME={path_template(plan.cluster.hf_home, plan.account)}")
    threads = _threads_per_rank(plan)
    if threads is not None:
        lines.append("# Cores of a rank, so that ranks do not crowd each other out.")
        lines.append(export("OMP_NUM_THREADS", str(threads)))
        # Release notes of Slurm 22.05; naming the same number twice does no harm elsewhere.
        lines.append("# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.")
        lines.append('export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"')
    lines.append("# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.")
    lines.append(f'export PYTHONPATH="$PWD/{RUNTIME}${{PYTHONPATH:+:$PYTHONPATH}}"')
    return lines


def _threads_per_rank(plan: Plan) -> int | None:
    if plan.cpus_per_task is None:
        return None
    return max(1, plan.cpus_per_task * tasks_per_node(plan) // plan.processes_per_node)


def _rendezvous(plan: Plan) -> list[str]:
    if not needs_rendezvous(plan) or (plan.launcher == "torchrun" and plan.nodes == 1):
        return []
    return [
        "# Ranks meet at the first node, on a port made from the job id: jobs that share a node do not collide.",
        'MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)',
        "MASTER_PORT=$((20000 + SLURM_JOB_ID % 20000))",
        "export MASTER_ADDR MASTER_PORT",
    ]
