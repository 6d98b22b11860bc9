"""A session with real plans and estimates of the shipped clusters and models, and a job for each kind of bar."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.fakes.plans import cluster, model, spec

from llmtui.catalog.models import model_from_folder
from llmtui.domain.cluster import Cluster
from llmtui.domain.job import Fsdp, JobSpec
from llmtui.domain.memory import estimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.domain.resolve import resolve
from llmtui.services.form import FormState
from llmtui.services.preview import Draft

from .fakes import FakeSession

#: A config.json of a model_type that is in no catalogue.
NEW_MODEL = {
    "model_type": "brandnew",
    "hidden_size": 2048,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "num_key_value_heads": 8,
    "intermediate_size": 5632,
    "vocab_size": 50304,
    "tie_word_embeddings": False,
    "max_position_embeddings": 4096,
}
_LUMI = {"cluster": "lumi", "account": "project_465000001"}
_ROIHU = {"cluster": "roihu", "account": "project_2001234"}
_WHOLE = {**_LUMI, "partition": "standard-g", "sharding": "fsdp"}
_NODE = {**_ROIHU, "gpus_per_node": 4, "sharding": "fsdp", "gradient_checkpointing": True}
_OFFLOADED = {"fsdp": Fsdp(offload_params=True), "gradient_checkpointing": True}
_ANSWERS = {**_LUMI, "task": "inference", "gpus_per_node": 1}


@dataclass(frozen=True)
class Case:
    """A job, and the verdict that it must get."""

    name: str
    spec: JobSpec
    verdict: str


def _case(name: str, verdict: str, **job: Any) -> Case:
    return Case(name, spec(name, **job), verdict)


CASES = (
    _case("fits", "fits", **_WHOLE, max_length=4096, gradient_checkpointing=True),
    _case("nearly-full", "tight", **_WHOLE, max_length=5120),
    _case("too-large", "does_not_fit", **{**_WHOLE, "sharding": "ddp"}),
    _case("unknown-model", "fits", **_LUMI, model="new-model", gpus_per_node=1, per_device_train_batch_size=2),
    _case("inference", "fits", **_ANSWERS, batch_size=16, prompt_tokens=2048, max_new_tokens=1024),
    _case("host-short", "fits", **_WHOLE, **_OFFLOADED, model="Qwen/Qwen2.5-32B", max_length=2048),
    _case("disk-short", "fits", **_NODE, model="Qwen/Qwen2.5-14B"),
)


class RealSession(FakeSession):
    """Resolves and estimates as the app does; nothing else is real."""

    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(cluster(name) for name in ("local", "lumi", "roihu"))

    def cluster(self, name: str | None) -> Cluster:
        return cluster(name or "local")

    def model(self, name: str, base: Path, cluster: Cluster | None = None) -> ModelSpec:
        if (base / name).is_dir():
            return model_from_folder(base / name, name)
        return model(name)

    def plan(self, spec: JobSpec, base: Path) -> Plan:
        return resolve(spec, self.model(spec.model, base), self.cluster(spec.placement.cluster))

    def preview(self, spec: JobSpec, base: Path, *, check_inputs: bool = True, **more: Any) -> Draft:
        draft = super().preview(spec, base, check_inputs=check_inputs, **more)
        return replace(draft, estimate=estimate(draft.plan))


def real_session(folder: Path, job: JobSpec) -> RealSession:
    """A session with that job in its form, and a folder with the config.json of a new model."""
    reviews = folder / "reviews"
    (reviews / "new-model").mkdir(parents=True)
    (reviews / "new-model" / "config.json").write_text(json.dumps(NEW_MODEL))
    session = RealSession(folder, job)
    session.kept = FormState(job, reviews)
    return session
