"""Trackable resources as Slurm writes them: cpu=2,mem=1G,node=1,billing=2,gres/gpu=1,gres/gpu:v100=1."""

from __future__ import annotations

from collections.abc import Sequence

from .job import Job, Share
from .nodes import Description
from .sizes import memory


def allocated(shares: Sequence[Share], description: Description) -> dict[str, str]:
    """What is held on these nodes, in scontrol's order, without billing."""
    cpus = sum(share.cpus for share in shares)
    values = {"cpu": str(cpus), "mem": memory(sum(share.memory for share in shares)), "node": str(len(shares))}
    if values["mem"] == "0":
        del values["mem"]
    gpus = sum(len(share.gpus) for share in shares)
    kinds = {node.gpu_type for share in shares if share.gpus and (node := description.node(share.node))}
    return {**values, **_gpus(gpus, kinds.pop() if len(kinds) == 1 else "")}


def requested(job: Job) -> dict[str, str]:
    """What the job asks for as a whole, in scontrol's order, without billing."""
    request = job.request
    nodes = len(job.shares) or request.min_nodes
    gpus = request.gpus or request.gpus_per_node * nodes or request.gpus_per_task * job.tasks
    size = request.mem_per_node * nodes or request.mem_per_cpu * job.cpus or request.mem_per_gpu * gpus
    values = {"cpu": str(job.cpus), "mem": memory(size), "node": str(nodes)}
    if not size:
        del values["mem"]
    return {**values, **_gpus(gpus, request.gpu_type)}


def scontrol_text(values: dict[str, str]) -> str:
    """cpu, mem, node, billing, then GPUs; (null) for nothing."""
    if not values:
        return "(null)"
    pairs = [f"{key}={value}" for key, value in values.items() if not key.startswith("gres")]
    pairs.append(f"billing={values['cpu']}")
    return ",".join(pairs + [f"{key}={value}" for key, value in values.items() if key.startswith("gres")])


def sacct_text(values: dict[str, str], *, billing: bool = True) -> str:
    """In alphabetical order, a type before the sum; "" for nothing."""
    everything = {**values, **({"billing": values["cpu"]} if billing and values else {})}
    # "gres/gpu:v100" stands before "gres/gpu" in sacct's output.
    return ",".join(f"{key}={everything[key]}" for key in sorted(everything, key=lambda key: (key + "~", key)))


def per_node(job: Job) -> str:
    """squeue's %b and scontrol's TresPerNode: gres/gpu:v100:1, N/A for none."""
    request = job.request
    if not request.gpus_per_node:
        return "N/A"
    kind = f":{request.gpu_type}" if request.gpu_type else ""
    return f"gres/gpu{kind}:{request.gpus_per_node}"


def _gpus(count: int, kind: str) -> dict[str, str]:
    if not count:
        return {}
    return {"gres/gpu": str(count), **({f"gres/gpu:{kind}": str(count)} if kind else {})}
