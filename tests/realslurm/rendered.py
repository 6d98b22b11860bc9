"""Rendered jobs on a real Slurm: written into run folders, submitted, and what came of them held against the plan."""

from __future__ import annotations

import getpass
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmtui.domain.bundle import SCRIPT, InputFile
from llmtui.domain.command import read_command
from llmtui.domain.plan import Plan
from llmtui.render.bundle import render
from llmtui.units import format_time_limit, parse_size

from .cluster import RealSlurm
from .fakes import SCRATCH
from .launchers import FOLDER

_TASKS = {"finetune": "train", "inference": "infer"}


@dataclass(frozen=True)
class Run:
    """One submitted job: its plan, its run folder, its id."""

    plan: Plan
    folder: Path
    job_id: int

    def ranks(self) -> list[dict[str, Any]]:
        """What the ranks said of themselves, in the order of their ranks."""
        paths = sorted((self.folder / FOLDER).glob("*.jsonl"), key=lambda path: int(path.stem))
        return [json.loads(line) for path in paths for line in path.read_text().splitlines()]

    def log(self) -> str:
        """The job's output."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("slurm-*.out")))


def write(plan: Plan, folder: Path) -> None:
    """The files of a job in a new folder."""
    folder.mkdir()
    key = "training.dataset" if plan.spec.task == "finetune" else "inference.prompts"
    given = InputFile(key, "/data/given.jsonl", "inputs/given.jsonl")
    bundle = render(plan, inputs=[given], runtime_zip=b"", job_file="", model_path=plan.model.id)
    for name, data in bundle.files.items():
        (folder / name).write_bytes(data)


def submit(slurm: RealSlurm, plan: Plan, folder: Path) -> Run:
    """Have the script tested, then submit it, both as a user would. Raises AssertionError when it is refused."""
    slurm.out("sbatch", "--test-only", SCRIPT, cwd=folder)
    return Run(plan, folder, int(slurm.out("sbatch", "--parsable", SCRIPT, cwd=folder)))


def shown(slurm: RealSlurm, job_id: int) -> dict[str, str]:
    """`scontrol show job` by key."""
    pairs = (word.partition("=") for word in slurm.out("scontrol", "show", "job", str(job_id)).split())
    return {name: value for name, equals, value in pairs if equals}


def problems(run: Run, job: Mapping[str, str], hosts: Sequence[str]) -> list[str]:
    """All that differs from the plan; `hosts` are the job's nodes in their order."""
    found = [*_differences(_wanted_of_job(run.plan), _job(job)), *_memory(run.plan, job)]
    ranks = run.ranks()
    wanted = list(range(world_size(run.plan)))
    if [each["rank"] for each in ranks] != wanted:
        found.append(f"ranks {[each['rank'] for each in ranks]}, not 0 to {wanted[-1]} once each")
    for each in ranks:
        found += [f"rank {each['rank']}: {text}" for text in _differences(_wanted_of_rank(run, hosts, each), each)]
        found += [f"rank {each['rank']}: {text}" for text in _differences(_environment(run, hosts), _seen(each["env"]))]
    modules = [line.removeprefix("module ") for line in _setup(run.plan) if line.startswith("module ")]
    asked = run.folder / "fake-modules.txt"
    if (asked.read_text().splitlines() if asked.exists() else []) != modules:
        found.append("modules are not those of the site")
    return found


def world_size(plan: Plan) -> int:
    """A rank a GPU; one process where device_map spreads the model; on CPUs as many as asked for."""
    return 1 if plan.launcher == "python" else plan.nodes * (plan.gpus_per_node or plan.processes_per_node)


def _setup(plan: Plan) -> Sequence[str]:
    return plan.software.setup if plan.software else ()


def _job(job: Mapping[str, str]) -> dict[str, object]:
    gpus = re.search(r"gpu(?::(?P<kind>[a-z]\w*))?:(?P<count>\d+)", job.get("TresPerNode", ""))
    count = {"gpus": int(gpus["count"]) if gpus else 0, "kind": gpus["kind"] if gpus else None}
    return {**job, **count}


def _wanted_of_job(plan: Plan) -> dict[str, object]:
    tasks = plan.processes_per_node if plan.launcher == "srun" else 1
    wanted: dict[str, object] = {
        "JobState": "COMPLETED",
        "Partition": plan.partition.name,
        "Account": plan.account,
        "NumNodes": str(plan.nodes),
        "NumTasks": str(plan.nodes * tasks),
        "TimeLimit": format_time_limit(plan.time_s),
        "gpus": plan.gpus_per_node,
        "kind": plan.partition.gres_type
        if "{type}" in "".join(plan.cluster.gpu_request) and plan.gpus_per_node
        else None,
    }
    return wanted if plan.cpus_per_task is None else {**wanted, "CPUs/Task": str(plan.cpus_per_task)}


def _memory(plan: Plan, job: Mapping[str, str]) -> Iterator[str]:
    """Memory over all nodes, of a job that asks for some."""
    if plan.memory_per_node_bytes is None or plan.cluster.memory_request == "none":
        return
    tres = dict(item.partition("=")[::2] for item in (job.get("AllocTRES") or job["TRES"]).split(","))
    if parse_size(tres["mem"]) != plan.nodes * plan.memory_per_node_bytes:
        yield f"mem is {tres['mem']}"


def _wanted_of_rank(run: Run, hosts: Sequence[str], said: Mapping[str, Any]) -> dict[str, object]:
    """Ranks fill the nodes one after the other, each node under one machine rank."""
    plan, world = run.plan, world_size(run.plan)
    node = said["rank"] // (world // plan.nodes)
    wanted: dict[str, object] = {
        "world": world,
        "machine_rank": node,
        "host": hosts[node],
        "work": _work(plan),
        "launcher": "python3" if plan.launcher in ("srun", "python") else plan.launcher,
    }
    if plan.nodes > 1:
        wanted["address"] = f"{hosts[0]}:{_port(run)}"
    return wanted


def _work(plan: Plan) -> list[str]:
    """The words after the launcher's own options; a command of the user's as bash takes it apart."""
    if plan.spec.task != "script":
        return ["-m", "llmtui_runtime", _TASKS[plan.spec.task], "--config", "run.json"]
    command = read_command(plan.spec.script.command)
    alone = plan.launcher in ("srun", "python")
    text = command.alone if alone else " ".join(command.launched())
    done = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {text}"], capture_output=True, text=True, env={"SCRATCH": SCRATCH}, check=True
    )
    words = done.stdout.split("\0")[:-1]
    return words[1:] if alone else words


def _port(run: Run) -> int:
    return 20000 + run.job_id % 12000


def _environment(run: Run, hosts: Sequence[str]) -> dict[str, object]:
    plan = run.plan
    amd = plan.gpu is not None and plan.gpu.vendor == "amd"
    box = plan.software.container if plan.software else None
    wanted: dict[str, object] = {
        "SLURM_JOB_ID": str(run.job_id),
        "SLURM_EXPORT_ENV": None,
        "gpus": (0, plan.gpus_per_node) if amd else (plan.gpus_per_node, 0),
        "FAKE_IMAGE": box.image if box else None,
        "PYTHONPATH": None if plan.spec.task == "script" else f"{run.folder}/runtime.zip",
    }
    if plan.cluster.hf_home:
        wanted["HF_HOME"] = plan.cluster.hf_home.format(account=plan.account, user=getpass.getuser())
    if plan.nodes > 1:
        wanted |= {"MASTER_ADDR": hosts[0], "MASTER_PORT": str(_port(run))}
    if plan.launcher == "accelerate" and world_size(plan) > 1:
        wanted["PET_RDZV_ID"] = str(run.job_id)
    if plan.cpus_per_task is not None:
        per_node = 1 if plan.launcher == "srun" else plan.processes_per_node
        wanted["OMP_NUM_THREADS"] = str(max(1, plan.cpus_per_task // per_node))
    return wanted


def _seen(environment: Mapping[str, str]) -> dict[str, object]:
    """The environment of a rank, with how many GPUs of NVIDIA's and of AMD's it may use."""
    names = ("CUDA_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES")
    return {
        **environment,
        "gpus": tuple(len(environment.get(name, "").split(",")) - (name not in environment) for name in names),
    }


def _differences(wanted: Mapping[str, object], seen: Mapping[str, object]) -> Iterator[str]:
    for name, value in wanted.items():
        if seen.get(name) != value:
            yield f"{name} is {seen.get(name)!r}, not {value!r}"
