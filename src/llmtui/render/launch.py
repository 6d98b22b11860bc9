"""How the ranks start: torchrun per node, accelerate per node, one task a rank, or one plain process."""

from __future__ import annotations

from ..domain.bundle import ACCELERATE, RUN, STOP
from ..domain.command import read_command
from ..domain.plan import Plan
from .environment import needs_rendezvous

#: The runtime's name inside runtime.zip.
PACKAGE = "llmtui_runtime"

#: One dead rank ends the step at once instead of leaving the others waiting in a collective.
_SRUN = ("srun", "--kill-on-bad-exit=1", "--wait=60")


#: Where no node knows itself by the name that it is met under, each has to be told whether it is the meeting point.
_IS_HOST = '"is_host=$((SLURM_NODEID == 0))"'
_OTHER_NAME = (
    "# No node knows itself by the name for the fast network, so each is told whether it is the meeting point."
)


def launch(plan: Plan) -> list[str]:
    """The lines that start the work, each block with the reason for its shape."""
    shapes = {"python": _python, "torchrun": _torchrun, "accelerate": _accelerate, "srun": _srun}
    return shapes[plan.launcher](plan)


def _work(plan: Plan) -> str:
    """What comes after the launcher's own options."""
    if plan.spec.task == "script":
        return " ".join(read_command(plan.spec.script.command).launched())
    return _module(plan)


def _alone(plan: Plan) -> str:
    """What a task runs that starts no launcher."""
    if plan.spec.task == "script":
        return read_command(plan.spec.script.command).alone
    return f"python3 {_module(plan)}"


def _module(plan: Plan) -> str:
    return f"-m {PACKAGE} {'infer' if plan.spec.task == 'inference' else 'train'} --config {RUN}"


def _no_python(plan: Plan, option: str) -> list[str]:
    """The option that tells a launcher that what it starts is no Python script."""
    if plan.spec.task != "script" or read_command(plan.spec.script.command).starts_python:
        return []
    return [option]


def _prefix(plan: Plan) -> str:
    return f"{plan.software.run_prefix} " if plan.software and plan.software.run_prefix else ""


def _step(plan: Plan) -> str:
    """srun with the options of the site."""
    own = plan.software.srun_options if plan.software else ()
    # The runtime's ranks end together; a command of the user's may have one that saves long after the others.
    first = _SRUN[:-1] if plan.spec.task == "script" else _SRUN
    return " ".join((*first, *plan.cluster.launch.srun_options, *own))


def _python(plan: Plan) -> list[str]:
    why = "# One process needs no launcher."
    if plan.spec.task == "inference":
        why = "# One process; device_map spreads the model over the GPUs it sees."
    if plan.spec.task == "script":
        why = "# One process, the command of the job file."
    return [why, *_run(plan, f"{_step(plan)} {_prefix(plan)}{_alone(plan)}")]


def _torchrun(plan: Plan) -> list[str]:
    options = [f"--nproc-per-node={plan.processes_per_node}", *_no_python(plan, "--no-python")]
    if plan.software is not None and plan.whole_nodes:
        options += plan.software.torchrun_options
    if plan.nodes == 1:
        why = "# torchrun starts one rank a GPU and finds a free port by itself."
        return [why, *_run(plan, _step(plan), *_command(plan, "torchrun", ["--standalone", *options]))]
    options = [f"--nnodes={plan.nodes}", *options, '--rdzv-id="$SLURM_JOB_ID"']
    if plan.rdzv_backend == "c10d":
        options += ["--rdzv-backend=c10d", '--rdzv-endpoint="$MASTER_ADDR:$MASTER_PORT"']
        why = "# One torchrun a node; they meet at the first node and agree on ranks."
        if plan.cluster.launch.host_suffix:
            options += [f"--rdzv-conf={_IS_HOST}"]
            return [why, _OTHER_NAME, *_function(plan, "start_node", _command(plan, "torchrun", options, exec_it=True))]
        return [why, *_run(plan, _step(plan), *_command(plan, "torchrun", options))]
    options += ['--node-rank="$SLURM_NODEID"', '--master-addr="$MASTER_ADDR"', '--master-port="$MASTER_PORT"']
    return [
        "# One torchrun a node, the first node's rank 0.",
        *_function(plan, "start_node", _command(plan, "torchrun", options, exec_it=True)),
    ]


def _accelerate(plan: Plan) -> list[str]:
    options = [f"--config_file {ACCELERATE}", f"--num_machines {plan.nodes}", f"--num_processes {plan.world_size}"]
    options += _no_python(plan, "--no_python")
    if not needs_rendezvous(plan):
        why = "# accelerate reads its settings from the YAML; a single rank needs no rendezvous."
        return [why, *_run(plan, _step(plan), *_command(plan, "accelerate launch", options))]
    options += [
        f"--rdzv_backend {plan.rdzv_backend}",
        '--main_process_ip "$MASTER_ADDR"',
        '--main_process_port "$MASTER_PORT"',
    ]
    if plan.nodes == 1:
        why = "# accelerate reads its settings from the YAML; its ranks meet at the port made above."
        return [why, *_run(plan, _step(plan), *_command(plan, "accelerate launch", options))]
    reasons = ["# One accelerate a node, each with its own machine_rank."]
    rank = "$SLURM_NODEID"
    if plan.rdzv_backend == "c10d":
        # accelerate 1.15, utils/launch.py: only machine_rank 0 looks, and fails where the store is up already.
        reasons = [
            "# One accelerate a node; they meet at the first node and agree on ranks, whatever machine_rank says:",
            "# none is given 0, which would refuse a port on which the meeting point may already listen.",
        ]
        rank = "$((SLURM_NODEID + 1))"
        if plan.cluster.launch.host_suffix:
            reasons.append(_OTHER_NAME)
            options += [f"--rdzv_conf {_IS_HOST}"]
    options += [f'--machine_rank "{rank}"']
    return [*reasons, *_function(plan, "start_node", _command(plan, "accelerate launch", options, exec_it=True))]


def _srun(plan: Plan) -> list[str]:
    hints = plan.cluster.launch
    # With a GPU a task, each task sees one GPU only, and that is number 0.
    alone = any(option.startswith("--gpus-per-task") for option in hints.task_per_gpu) and plan.gpus_per_node > 0
    local = "0" if alone else '"$SLURM_LOCALID"'
    body = [
        f'  export RANK="$SLURM_PROCID" LOCAL_RANK={local} WORLD_SIZE="$SLURM_NTASKS"',
        f"  exec {_prefix(plan)}{_alone(plan)}",
    ]
    options = list(hints.task_per_gpu) if plan.gpus_per_node else []
    why = ["# One task a rank, no launcher."]
    full = plan.whole_nodes and plan.processes_per_node == plan.gpus_per_node
    if hints.cpu_bind and full and plan.cpus_per_task == plan.partition.cpus_per_gpu:
        options.append(f"--cpu-bind={hints.cpu_bind}")
        why.append("# Each rank stays on the cores beside its GPU; the masks hold for whole nodes only.")
    return [*why, *_function(plan, "start_rank", body, *options)]


def _function(plan: Plan, name: str, body: list[str], *options: str) -> list[str]:
    """A function that srun's tasks run, so that Slurm's numbers of a task are read inside that task."""
    return [
        "# srun's tasks run this function: what differs from task to task is read inside the task, not here.",
        f"{name}() {{",
        *body,
        "}",
        *_run(
            plan, _step(plan), *[f"  {option} \\" for option in options], f'  bash -c "$(declare -f {name}); {name}"'
        ),
    ]


def _command(plan: Plan, launcher: str, options: list[str], *, exec_it: bool = False) -> list[str]:
    """The launcher with its options, one a line; in a function it replaces the shell."""
    first = f"{'exec ' if exec_it else ''}{_prefix(plan)}{launcher}"
    return [f"  {first} \\", *[f"    {option} \\" for option in options], f"    {_work(plan)}"]


def _run(plan: Plan, step: str, *rest: str) -> list[str]:
    """The step in the foreground, or in the background where the shell has to stay able to hear a signal."""
    command = [f"{step} \\", *rest] if rest else [step]
    if not plan.sig_time:
        return command
    return [
        f"# {plan.sig_time} s before the end Slurm sends USR1 to this shell; a file tells the ranks.",
        f"trap ': >{STOP}' USR1",
        "# In the background, for a shell hears no signal while it waits for a command.",
        *command[:-1],
        f"{command[-1]} &",
        "step=$!",
        "code=0",
        'wait "$step" || code=$?',
        "# A signal ends wait, but not the step.",
        'while kill -0 "$step" 2>/dev/null; do code=0; wait "$step" || code=$?; done',
        "# It may have come in the moment in which the step ended: then its own code is still to be had.",
        'if [ "$code" -eq 138 ]; then code=0; wait "$step" || code=$?; fi',
        'if [ "$code" -ne 0 ]; then exit "$code"; fi',
    ]
