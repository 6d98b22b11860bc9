"""The jobs of assets/jobs (the guide's shapes and today's), and those of the embedded Slurm."""

from __future__ import annotations

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
        "local": plan("local", cluster="local", model=_NEO),
        "local-2x2": plan("local-2x2", cluster="local", model=_NEO, partition="multi", nodes=2, processes_per_node=2),
    }
