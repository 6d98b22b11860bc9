"""Software, variables and the meeting point of the ranks."""

from __future__ import annotations

from ..domain.bundle import RUNTIME, STOP, UNFINISHED
from ..domain.command import read_command
from ..domain.plan import Plan
from .accelerate import fsdp_environment
from .header import tasks_per_node
from .port import MASTER_PORT
from .shell import export, template_word


def software(plan: Plan) -> list[str]:
    """The site's lines, then the container's image and variables."""
    found = plan.software
    if found is None:
        return [
            f"# No software is known for {plan.cluster.name}: load here what provides python3 with the libraries.",
        ]
    lines = [f"# Software: {found.name}", *found.setup]
    if found.container is not None:
        lines.append("# The container image; the site's paths inside it are bound by the words that start it.")
        lines.append(export("SIF", found.container.image))
    if found.env:
        lines.append("# Caches of the GPU libraries: a folder of this job's own, so that jobs do not share one.")
        lines += [f"export {name}={template_word(value, plan.account)}" for name, value in sorted(found.env.items())]
    return lines


def environment(plan: Plan) -> list[str]:
    """What the ranks find in their environment."""
    lines = ["# From here on a misspelt variable is an error; site modules are not always that strict.", "set -u"]
    if plan.cluster.env:
        lines.append(f"# Settings for every job on {plan.cluster.name}.")
        lines += [export(name, value) for name, value in sorted(plan.cluster.env.items())]
    if plan.nodes > 1 and plan.cluster.network_env:
        lines.append("# The site's own settings for traffic between nodes.")
        lines += [export(name, value) for name, value in sorted(plan.cluster.network_env.items())]
    return [*lines, *_hub(plan), *_threads(plan), *_fsdp(plan), *_runtime(plan)]


def _hub(plan: Plan) -> list[str]:
    lines = []
    home = plan.cluster.hub_folder
    if home:
        lines += [
            "# The login of `hf auth login` stays in the home: no token stands in a file of this job.",
            'export HF_TOKEN_PATH="${HF_TOKEN_PATH:-$HOME/.cache/huggingface/token}"',
            "# Models and data sets belong on scratch, not in a small home.",
            f"export HF_HOME={template_word(home, plan.account)}",
        ]
    if plan.cluster.internet_on_compute == "no":
        lines += [
            "# Compute nodes reach no hub: what is not there already is an error at once, not a wait.",
            "export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 HF_DATASETS_OFFLINE=1",
        ]
    return lines


def _threads(plan: Plan) -> list[str]:
    if plan.cpus_per_task is None:
        return []
    threads = max(1, plan.cpus_per_task * tasks_per_node(plan) // plan.processes_per_node)
    return [
        "# Cores of a rank, so that ranks do not crowd each other out.",
        export("OMP_NUM_THREADS", str(threads)),
        # Release notes of Slurm 22.05; naming the same number twice does no harm elsewhere.
        "# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.",
        'export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"',
    ]


def _fsdp(plan: Plan) -> list[str]:
    """FSDP's options where no accelerate launcher reads them from the YAML."""
    if plan.sharding != "fsdp" or plan.launcher == "accelerate":
        return []
    lines = [export(name, value) for name, value in fsdp_environment(plan).items()]
    return ["# FSDP's options, as accelerate's launcher would set them from its YAML.", *lines]


def _runtime(plan: Plan) -> list[str]:
    lines = []
    if plan.sig_time:
        lines += [
            "# Training saves and leaves before this time (UNIX seconds), or when the stop file is there.",
            'export LLMTUI_END_TIME="${SLURM_JOB_END_TIME:-}"',
            f'export LLMTUI_STOP_FILE="$PWD/{STOP}" LLMTUI_UNFINISHED_FILE="$PWD/{UNFINISHED}"',
        ]
    if plan.spec.task == "script":
        return [*lines, *_own(plan)]
    return [
        *lines,
        "# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.",
        f'export PYTHONPATH="$PWD/{RUNTIME}${{PYTHONPATH:+:$PYTHONPATH}}"',
    ]


def _own(plan: Plan) -> list[str]:
    lines = [
        "# What the command prints goes into the log at once.",
        "export PYTHONUNBUFFERED=1",
    ]
    given = read_command(plan.spec.script.command).assignments
    if given:
        lines += ["# Variables that stand before the command in the job file.", *[f"export {each}" for each in given]]
    return lines


def needs_rendezvous(plan: Plan) -> bool:
    """Whether ranks have to find each other through an address and a port."""
    if plan.launcher == "srun":
        # Ranks that are named in RANK look for the others even if there are none.
        return True
    return plan.world_size > 1 and not (plan.launcher == "torchrun" and plan.nodes == 1)


def rendezvous(plan: Plan) -> list[str]:
    """Address, port and run id, worked out where Slurm's commands are: inside a container there are none."""
    if not needs_rendezvous(plan):
        return []
    lines = [
        "# Ranks meet at the first node, on a port made from the job id: jobs that share a node have others.",
        'MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)',
    ]
    suffix = plan.cluster.launch.host_suffix
    if suffix and plan.nodes > 1:
        lines.append(f"# With {suffix} at its end, the name goes over the fast network.")
        lines.append(f'MASTER_ADDR="${{MASTER_ADDR}}{suffix}"')
    lines += [f"MASTER_PORT={MASTER_PORT}", "export MASTER_ADDR MASTER_PORT"]
    if plan.launcher == "accelerate":
        lines += ["# torch's --rdzv-id, which accelerate has no option for.", 'export PET_RDZV_ID="$SLURM_JOB_ID"']
    return lines
