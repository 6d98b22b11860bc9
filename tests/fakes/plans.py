"""Plans over the shipped catalogues and one described machine, so that no test depends on the machine it runs on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from llmtui.catalog.clusters import load_clusters
from llmtui.catalog.models import load_models
from llmtui.domain.cluster import Cluster
from llmtui.domain.job import Inference, JobSpec, Placement, Script, Training
from llmtui.domain.machine import Machine
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.domain.resolve import resolve
from llmtui.domain.site import Software
from llmtui.units import GIB

MACHINE = Machine("workstation", 8, 32 * GIB)
_PYTHON = Software("this-python", ('export PATH=/opt/llmtui/bin:"$PATH"',))


@cache
def cluster(name: str) -> Cluster:
    """A shipped cluster; `local` as MACHINE has it, with Python in a fixed place."""
    found = next(each for each in load_clusters(MACHINE, state_dir=Path("/state")) if each.name == name)
    return replace(found, software=(_PYTHON,)) if found.embedded else found


@cache
def model(name: str = "meta-llama/Llama-3.1-8B") -> ModelSpec:
    """A model of the shipped catalogue."""
    return next(each for each in load_models() if each.id == name)


def spec(name: str = "finetune", **changes: Any) -> JobSpec:
    """A job; changes are named like job-file keys without their section, `cluster` always needed."""
    sections: dict[str, dict[str, object]] = {name: {} for name in ("placement", "training", "inference", "script", "")}
    task = changes.pop("task", "finetune")
    own = "inference" if task == "inference" else "training"
    for key, value in changes.items():
        section = "placement" if key in Placement.__dataclass_fields__ else own
        section = "script" if key in Script.__dataclass_fields__ else section
        sections["" if key == "model" else section][key] = value
    if task == "finetune":
        sections["training"].setdefault("dataset", "train.jsonl")
    return JobSpec(
        name=name,
        task=task,
        model=str(sections[""].get("model", "meta-llama/Llama-3.1-8B")),
        placement=Placement(**sections["placement"]),  # type: ignore[arg-type]
        training=Training(**sections["training"]),  # type: ignore[arg-type]
        inference=Inference(**sections["inference"]),  # type: ignore[arg-type]
        script=Script(**sections["script"]),  # type: ignore[arg-type]
    )


def plan(name: str = "finetune", **changes: Any) -> Plan:
    """The Plan of that job. Raises RequestError."""
    asked = spec(name, **changes)
    return resolve(asked, model(asked.model), cluster(asked.placement.cluster or "local"))
