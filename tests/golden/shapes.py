"""The jobs of assets/jobs (the guide's shapes and today's), and those of the embedded Slurm."""

from __future__ import annotations

from typing import Any

from tests.fakes.plans import cluster, model, plan

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.job import Fsdp
from llmtui.domain.plan import Plan
from llmtui.domain.resolve import resolve

_NEO = "EleutherAI/gpt-neo-1.3B"
_CSC = {"account": "project_2001234"}


def shapes() -> dict[str, Plan]:
    """Plans by the name of the folder that holds what is rendered from them."""
    return {**_files(), **_others()}


def _files() -> dict[str, Plan]:
    found = {}
    for path in sorted((data_root() / "assets" / "jobs").glob("*.yaml")):
        spec = load_job(path, [])
        assert spec.placement.cluster is not None
        found[path.stem] = resolve(spec, model(spec.model), cluster(spec.placement.cluster))
    return found


def _others() -> dict[str, Plan]:
    return {
        "puhti-gpu8-fsdp1": plan(
            "gpu8", cluster="puhti", gpus_per_node=4, nodes=2, sharding="fsdp", fsdp=Fsdp(version=1), **_CSC
        ),
        "mahti-gpu8-static": plan(
            "gpu8",
            cluster="mahti",
            model=_NEO,
            partition="gpumedium",
            gpus_per_node=4,
            nodes=2,
            rdzv_backend="static",
            **_CSC,
        ),
        "mahti-gpu8-c10d": plan(
            "gpu8",
            cluster="mahti",
            model=_NEO,
            partition="gpumedium",
            gpus_per_node=4,
            nodes=2,
            launcher="accelerate",
            rdzv_backend="c10d",
            **_CSC,
        ),
        **_own_commands(),
        "local": plan("local", cluster="local", model=_NEO),
        "local-2x2": plan("local-2x2", cluster="local", model=_NEO, partition="multi", nodes=2, processes_per_node=2),
    }


def _own_commands() -> dict[str, Plan]:
    """task: script, one process, torchrun, accelerate with FSDP, one task a rank, and a program that is no Python."""
    train = 'python3 -u train.py --lr 1e-4 --data "$SCRATCH/books"'
    lumi: dict[str, Any] = {
        "task": "script",
        "cluster": "lumi",
        "partition": "standard-g",
        "account": "project_465000001",
    }
    puhti: dict[str, Any] = {"task": "script", "cluster": "puhti", "partition": "gpu", **_CSC}
    return {
        "script-puhti-gpu1": plan("own", command=train, files=("train.py",), gpus_per_node=1, **puhti),
        "script-puhti-gpu8-torchrun": plan(
            "own", command=train, files=("train.py",), gpus_per_node=4, nodes=2, **puhti
        ),
        "script-lumi-gpu16-fsdp": plan("own", command=train, sharding="fsdp", nodes=2, **lumi),
        "script-lumi-gpu16-srun": plan(
            "own", command="NCCL_DEBUG=WARN python3 -m trainer --lr 1e-4", launcher="srun", nodes=2, **lumi
        ),
        "script-puhti-gpu4-program": plan(
            "own",
            command="./run_rank.sh --steps 10",
            files=("run_rank.sh",),
            gpus_per_node=4,
            extra_sbatch=("--requeue", "--signal=USR1@300"),
            **puhti,
        ),
    }
