"""The shapes of job that CSC's guide describes, and those of the embedded Slurm."""

from __future__ import annotations

from typing import Any

from tests.fakes.plans import plan

from llmtui.domain.job import Fsdp
from llmtui.domain.plan import Plan

_NEO = "EleutherAI/gpt-neo-1.3B"
_CSC = {"account": "project_2001234"}
_LUMI = {"account": "project_465000001"}


def shapes() -> dict[str, Plan]:
    """Plans by the name of the folder that holds what is rendered from them."""
    fsdp: dict[str, Any] = {"sharding": "fsdp", "max_length": 2048, "gradient_checkpointing": True}
    return {
        "puhti-gpu1": plan("gpu1", cluster="puhti", model=_NEO, gpus_per_node=1, **_CSC),
        "puhti-gpu4": plan("gpu4", cluster="puhti", model=_NEO, gpus_per_node=4, **_CSC),
        "puhti-gpu8": plan("gpu8", cluster="puhti", model=_NEO, gpus_per_node=4, nodes=2, **_CSC),
        "puhti-gpu4-accelerate": plan("gpu4", cluster="puhti", gpus_per_node=4, **_CSC, **fsdp),
        "puhti-gpu8-accelerate": plan("gpu8", cluster="puhti", gpus_per_node=4, nodes=2, **_CSC, **fsdp),
        "puhti-gpu8-fsdp1": plan(
            "gpu8", cluster="puhti", gpus_per_node=4, nodes=2, **_CSC, **fsdp, fsdp=Fsdp(version=1)
        ),
        "mahti-gpu4": plan("gpu4", cluster="mahti", model=_NEO, gpus_per_node=4, **_CSC),
        "mahti-gpu8-accelerate": plan(
            "gpu8", cluster="mahti", partition="gpumedium", gpus_per_node=4, nodes=2, **_CSC, **fsdp
        ),
        "lumi-gpu1": plan("gpu1", cluster="lumi", model=_NEO, gpus_per_node=1, **_LUMI),
        "lumi-gpu8": plan("gpu8", cluster="lumi", model=_NEO, partition="standard-g", **_LUMI),
        "lumi-gpu16-accelerate": plan("gpu16", cluster="lumi", partition="standard-g", nodes=2, **_LUMI, **fsdp),
        "lumi-gpu16-srun": plan(
            "gpu16", cluster="lumi", model=_NEO, partition="standard-g", nodes=2, launcher="srun", **_LUMI
        ),
        "roihu-gpu1-lora": plan("gpu1-lora", cluster="roihu", gpus_per_node=1, method="lora", **_CSC),
        "roihu-gpu4": plan("gpu4", cluster="roihu", model=_NEO, gpus_per_node=4, **_CSC),
        "roihu-gpu8-accelerate": plan("gpu8", cluster="roihu", gpus_per_node=4, nodes=2, **_CSC, **fsdp),
        "roihu-inference": plan("inference", cluster="roihu", task="inference", gpus_per_node=1, **_CSC),
        "puhti-inference-gpu4": plan("inference", cluster="puhti", task="inference", gpus_per_node=4, **_CSC),
        "local": plan("local", cluster="local", model=_NEO),
        "local-2x2": plan("local-2x2", cluster="local", model=_NEO, partition="multi", nodes=2, processes_per_node=2),
    }
