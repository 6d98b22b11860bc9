"""How the ranks start: torchrun per node, accelerate per node, one task a rank, or one plain process."""

from __future__ import annotations

from ..domain.bundle import ACCELERATE, RUN
from ..domain.plan import Plan

#: The runtime's name inside runtime.zip.
PACKAGE = "llmtui_runtime"

#: One dead rank ends the step at once instead of leaving the others waiting in a collective.
_SRUN = "srun --kill-on-bad-exit=1 --wait=60"


def launch(plan: Plan) -> list[str]:
    """The lines that start the work, each block with the reason for its shape."""
    task = "infer" if plan.spec.task == "inference" else "train"
    work = f"-m {PACKAGE} {task} --config {RUN}"
    shapes = {"python": _python, "torchrun": _torchrun, "accelerate": _accelerate, "srun": _srun}
    return shapes[plan.launcher](plan, work)


def needs_rendezvous(plan: Plan) -> bool:
    """Whether ranks have to find each other through an address and a port."""
    return plan.world_size > 1


def _prefix(plan: Plan) -> str:
    return f"{plan.software.run_prefix} " if plan.software and plan.software.run_prefix else ""


def _python(plan: Plan, work: str) -> list[str]:
    return [
        "# One process; device_map spreads the model over the GPUs it sees.",
        f"{_SRUN} {_prefix(plan)}python3 {work}",
    ]


def _torchrun(plan: Plan, work: str) -> list[str]:
    if plan.nodes == 1:
        where = f"--standalone --nproc-per-node={plan.processes_per_node}"
        return [
            "# torchrun starts one rank a GPU and finds a free port by itself.",
            *_command(plan, "torchrun", where, work),
        ]
    where = (
        f"--nnodes={plan.nodes} --nproc-per-node={plan.processes_per_node} "
        '--rdzv-id="$SLURM_JOB_ID" --rdzv-backend=c10d --rdzv-endpoint="$MASTER_ADDR:$MASTER_PORT"'
    )
    return [
        "# One torchrun a node; they meet at the first node and agree on ranks.",
        *_command(plan, "torchrun", where, work),
    ]


def _command(plan: Plan, launcher: str, options: str, work: str) -> list[str]:
    return [f"{_SRUN} {_prefix(plan)}{launcher} \\", f"  {options} \\", f"  {work}"]


def _accelerate(plan: Plan, work: str) -> list[str]:
    options = f"--config_file {ACCELERATE} --num_machines {plan.nodes} --num_processes {plan.world_size}"
    if plan.world_size == 1:
        why = "# accelerate reads its settings from the YAML; a single rank needs no rendezvous."
        return [why, *_command(plan, "accelerate launch", options, work)]
    return [
        "# One accelerate a node. SLURM_NODEID differs in each task and must be read there: hence the quoted bash -c.",
        "# shellcheck disable=SC2016",
        f"{_SRUN} bash -c '{_prefix(plan)}accelerate launch \\",
        f"  {options} \\",
        '  --machine_rank "$SLURM_NODEID" --main_process_ip "$MASTER_ADDR" --main_process_port "$MASTER_PORT" \\',
        f"  {work}'",
    ]


def _srun(plan: Plan, work: str) -> list[str]:
    return [
        "# One task a rank, no launcher: each rank takes its numbers from Slurm, inside its own task.",
        "# shellcheck disable=SC2016",
        f'{_SRUN} bash -c \'export RANK="$SLURM_PROCID" LOCAL_RANK="$SLURM_LOCALID" WORLD_SIZE="$SLURM_NTASKS"',
        f"  exec {_prefix(plan)}python3 {work}'",
    ]
