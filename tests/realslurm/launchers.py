"""Fakes of torchrun, accelerate and python3 that start what they are told to, each rank a process that says who it is.

Standard library alone: jobs run this file with `python3 -I -S launchers.py NAME ARGUMENTS`. Each rank appends a line
to fake-ranks/RANK.jsonl in the folder that it runs in. A rank named in the file fake-drop-rank is not started.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

#: What the launchers know of their options; any other ends them, as the real ones do. From `torchrun --help` and
#: `accelerate launch --help`.
TORCHRUN = frozenset(
    "nnodes nproc-per-node rdzv-id rdzv-backend rdzv-endpoint rdzv-conf node-rank master-addr master-port standalone "
    "max-restarts numa-binding no-python".split()
)
ACCELERATE = frozenset(
    "config_file num_machines num_processes machine_rank main_process_ip main_process_port rdzv_backend rdzv_conf "
    "mixed_precision dynamo_backend no_python".split()
)
FLAGS = frozenset({"standalone", "no-python", "no_python"})
FOLDER = "fake-ranks"
DROP = "fake-drop-rank"
_TOLD = (
    "MASTER_ADDR MASTER_PORT PET_RDZV_ID OMP_NUM_THREADS HF_HOME PYTHONPATH FAKE_IMAGE CUDA_VISIBLE_DEVICES "
    "ROCR_VISIBLE_DEVICES SLURM_JOB_ID SLURM_NODEID SLURM_PROCID SLURM_CPUS_PER_TASK SLURM_EXPORT_ENV HOME "
    "TOKENIZERS_PARALLELISM"
).split()


@dataclass(frozen=True)
class Start:
    """What one launcher on one node starts: `ranks` of `world`, which meet at `address`, all with `work` to do."""

    launcher: str
    ranks: list[int]
    world: int
    machine_rank: int
    address: str
    work: list[str] = field(default_factory=list)


def split(words: list[str], known: frozenset[str]) -> tuple[dict[str, str], list[str]]:
    """A launcher's options, and the work from -m or the first plain word on. Raises SystemExit for unknown options."""
    options: dict[str, str] = {}
    rest = list(words)
    while rest and rest[0].startswith("--"):
        name, equals, value = rest.pop(0)[2:].partition("=")
        if name not in known:
            raise SystemExit(f"unrecognized arguments: --{name}")
        if name in FLAGS:
            value = "yes"
        elif not equals:
            value = rest.pop(0)
        options[name] = value
    return options, rest


def torchrun(words: list[str]) -> Start:
    """One process a GPU; nodes are numbered as Slurm numbers them, the real one goes by who comes first."""
    options, work = split(words, TORCHRUN)
    nodes, here = int(options.get("nnodes", "1")), int(options["nproc-per-node"])
    if [name in options for name in ("standalone", "rdzv-endpoint", "master-addr")].count(True) != 1:
        raise SystemExit("torchrun: one of --standalone, a rendezvous and a master")
    node = int(os.environ["SLURM_NODEID"]) if nodes > 1 else 0
    if "master-addr" in options:
        node = int(options["node-rank"])
        options["rdzv-endpoint"] = f"{options['master-addr']}:{options['master-port']}"
    ranks = list(range(node * here, (node + 1) * here))
    return Start("torchrun", ranks, nodes * here, node, options.get("rdzv-endpoint", ""), work)


def accelerate(words: list[str]) -> Start:
    """Processes of this machine by --num_processes over --num_machines, as `accelerate launch` divides them."""
    if words[:1] != ["launch"]:
        raise SystemExit(f"accelerate: invalid choice: {words[:1]}")
    options, work = split(words[1:], ACCELERATE)
    if not os.path.exists(options["config_file"]):
        raise SystemExit(f"accelerate: {options['config_file']} does not exist")
    machines, world = int(options["num_machines"]), int(options["num_processes"])
    here, machine = world // machines, int(options.get("machine_rank", "0"))
    if options.get("rdzv_backend") == "c10d" and machines > 1:
        # The real one lets the machines agree; here they go by Slurm's numbers.
        machine = int(os.environ["SLURM_NODEID"])
    address = ":".join(options[name] for name in ("main_process_ip", "main_process_port") if name in options)
    return Start("accelerate", list(range(machine * here, (machine + 1) * here)), world, machine, address, work)


def python3(words: list[str]) -> Start:
    """One process, which is one of several where the environment says so."""
    rank, world = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    address = f"{os.environ['MASTER_ADDR']}:{os.environ['MASTER_PORT']}" if world > 1 else ""
    return Start("python3", [rank], world, int(os.environ.get("SLURM_NODEID", "0")), address, words)


def tell(start: Start, rank: int) -> None:
    """One line of this rank: who it is, what it was told, and where."""
    told = {name: os.environ[name] for name in _TOLD if name in os.environ}
    line = {**asdict(start), "rank": rank, "host": os.environ.get("SLURMD_NODENAME", ""), "env": told}
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, f"{rank}.jsonl"), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def main() -> int:
    """Start the ranks; 1 if one of them failed."""
    launchers = {"torchrun": torchrun, "accelerate": accelerate, "python3": python3}
    start = launchers[sys.argv[1]](sys.argv[2:])
    dropped = Path(DROP).read_text().split() if os.path.exists(DROP) else []
    children = []
    for rank in start.ranks:
        if str(rank) in dropped:
            continue
        child = os.fork()
        if child == 0:
            tell(start, rank)
            os._exit(0)
        children.append(child)
    return int(any(os.waitpid(child, 0)[1] for child in children))


if __name__ == "__main__":
    sys.exit(main())
