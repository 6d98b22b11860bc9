"""Drafts whose job script is the test's own, so that the job services are tried without a training run."""

from __future__ import annotations

from pathlib import Path

from llmtui.domain.bundle import RUN, SCRIPT, JobBundle
from llmtui.domain.cluster import Cluster
from llmtui.domain.job import JobSpec, Placement, Training
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.services.preview import Draft
from llmtui.services.submission.inputs import gather
from llmtui.units import parse_time_limit

_HEAD = "#!/bin/bash\n#SBATCH --job-name=quick\n#SBATCH --output=slurm-%j.out\n"


def quick_draft(
    cluster: Cluster, model: ModelSpec, base: Path, body: str = "true", time_limit: str = "00:05:00"
) -> Draft:
    """A job of one CPU that runs `body`; its data file is made in `base`."""
    (base / "train.jsonl").write_text('{"text": "some text"}\n')
    spec = JobSpec(
        name="quick",
        task="finetune",
        model=model.id,
        placement=Placement(cluster=cluster.name, time=time_limit),
        training=Training(dataset="train.jsonl"),
    )
    script = f"{_HEAD}#SBATCH --time={time_limit}\n{body}\n"
    inputs = gather(spec, base, model.location, in_place=True, check=True)
    bundle = JobBundle({SCRIPT: script.encode(), RUN: b"{}"}, inputs)
    return Draft(spec, base, _plan(spec, model, cluster), _estimate(model), bundle, ())


def _plan(spec: JobSpec, model: ModelSpec, cluster: Cluster) -> Plan:
    return Plan(
        spec=spec,
        model=model,
        cluster=cluster,
        partition=cluster.partition(None),
        software=None,
        gpu=None,
        account=None,
        nodes=1,
        gpus_per_node=0,
        processes_per_node=1,
        cpus_per_task=1,
        memory_per_node_bytes=None,
        time_s=parse_time_limit(spec.placement.time),
        launcher="python",
        method="full",
        sharding="none",
        mixed_precision="no",
        capacity_bytes=None,
        host_bytes=None,
    )


def _estimate(model: ModelSpec) -> MemoryEstimate:
    return MemoryEstimate(
        model=model.id,
        parameters=model.parameters,
        trainable_parameters=model.parameters,
        sizes={},
        peak={},
        peak_allocated=0,
        overhead=0,
        total=7,
        phases={},
        peak_phase="backward",
        host_ram=0,
        host_capacity=None,
        disk=0,
        disk_capacity=None,
        capacity=None,
        capacity_label="",
        verdict="unknown",
        band=(0, 0),
        evidence="unknown_model",
        rule_of_thumb=0,
    )
