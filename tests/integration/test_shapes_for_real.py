"""Two virtual nodes of two CPU ranks: every way to start them trains the same model on the same rows, for real."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.bundle import JOB_FILE
from llmtui.domain.plan import Plan
from llmtui.domain.record import JobRecord
from llmtui.render.bundle import render
from llmtui.services.paths import Paths
from llmtui.services.preview import Draft
from llmtui.services.session import Session
from llmtui.services.submission.staging import runtime_zip
from llmtui.services.watching.follow import follow

_LACKING = [name for name in ("torch", "transformers", "accelerate", "peft") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.runtime,
    pytest.mark.skipif(bool(_LACKING), reason=f"needs {', '.join(_LACKING)}: pip install 'llmtui[runtime]'"),
]
DEMO = data_root() / "assets" / "demo"
_SHIM = Path(__file__).parents[1] / "fakes" / "fsdp_shim"
_STEPS = (
    "training.max_steps=3",
    "training.logging_steps=1",
    "training.eval_dataset=null",
    "training.eval_steps=null",
    "training.eval_on_start=false",
    "training.save_steps=100",
    "training.warmup_steps=0",
)
_FOUR = (
    "placement.partition=multi",
    "placement.nodes=2",
    "placement.processes_per_node=2",
    "training.sharding=ddp",
    "training.per_device_train_batch_size=2",
)
_LORA = ("training.method=lora", "training.learning_rate=0.01")


@dataclass(frozen=True)
class Shape:
    """What is set in the job file, and whether FSDP is put in the place of DDP, which no CPU partition takes."""

    overrides: tuple[str, ...]
    wrapped: str = "DistributedDataParallel"
    fsdp: bool = False


SHAPES = {
    "torchrun-c10d": Shape(("placement.launcher=torchrun",)),
    "torchrun-static": Shape(("placement.launcher=torchrun", "placement.rdzv_backend=static")),
    "accelerate-static": Shape(("placement.launcher=accelerate",)),
    "accelerate-c10d": Shape(("placement.launcher=accelerate", "placement.rdzv_backend=c10d")),
    "srun": Shape(("placement.launcher=srun",)),
    "fsdp2-accelerate": Shape(("placement.launcher=accelerate",), "FSDPLlamaForCausalLM", fsdp=True),
    "fsdp2-srun": Shape(("placement.launcher=srun",), "FSDPLlamaForCausalLM", fsdp=True),
}


@dataclass(frozen=True)
class Outcome:
    """What the run said of itself."""

    world_size: int | None
    wrapped: str | None
    losses: list[float]


class Runs:
    """One session; `run` submits, waits and reads the run's events."""

    def __init__(self, home: Path) -> None:
        self.session = Session(Paths(home / "config", home / "state", home / "cache"))

    def run(self, name: str, *overrides: str, fsdp: bool = False) -> Outcome:
        spec = load_job(DEMO / "job.yaml", (f"name={name}", *_STEPS, *overrides))
        draft = self.session.preview(spec, DEMO)
        assert draft.errors == ()
        record = follow(self.session, self.session.submit(_sharded(draft) if fsdp else draft))
        assert record.state == "COMPLETED", self.log(record)
        metrics = self.session.metrics_follower(record).poll()
        losses = [loss for _, loss in metrics.series("loss")]
        return Outcome(metrics.facts.world_size, metrics.facts.wrapped, losses)

    def log(self, record: JobRecord) -> str:
        follower = self.session.log_follower(record, from_start=True)
        return follower.poll().text + follower.finish()


def _sharded(draft: Draft) -> Draft:
    """The same draft under FSDP 2, with the shim that lets accelerate's code for it run on CPU ranks."""
    plan: Plan = replace(draft.plan, sharding="fsdp")
    assert plan.software is not None
    shim = f'export PYTHONPATH="{_SHIM}"'
    plan = replace(plan, software=replace(plan.software, setup=(*plan.software.setup, shim)))
    paths = {found.field: found.path for found in draft.bundle.inputs}
    bundle = render(
        plan,
        inputs=draft.bundle.inputs,
        runtime_zip=runtime_zip(),
        job_file=draft.bundle.text(JOB_FILE),
        model_path=paths["model"],
    )
    return replace(draft, plan=plan, bundle=bundle)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    made = Runs(tmp_path_factory.mktemp("home"))
    yield made
    for record in made.session.jobs():
        if record.active:
            made.session.cancel(record)


@pytest.fixture(scope="module")
def alone(runs: Runs) -> Outcome:
    """One process that sees in each step what four ranks see together."""
    return runs.run("alone", "training.per_device_train_batch_size=8")


@pytest.mark.parametrize("name", SHAPES)
def test_four_ranks_learn_what_one_process_learns(runs: Runs, alone: Outcome, name: str) -> None:
    shape = SHAPES[name]
    found = runs.run(name, *_FOUR, *shape.overrides, fsdp=shape.fsdp)
    assert (found.world_size, found.wrapped) == (4, shape.wrapped)
    assert alone.world_size == 1
    assert len(alone.losses) == 3
    assert alone.losses[0] != pytest.approx(alone.losses[2], abs=1e-2)
    assert found.losses == pytest.approx(alone.losses, abs=1e-3)


def test_lora_over_four_ranks(runs: Runs) -> None:
    single = runs.run("lora-alone", *_LORA, "training.per_device_train_batch_size=8", "training.lora.lora_dropout=0.0")
    found = runs.run("lora", *_FOUR, *_LORA, "training.lora.lora_dropout=0.0", "placement.launcher=torchrun")
    assert (found.world_size, found.wrapped) == (4, "DistributedDataParallel")
    assert found.losses == pytest.approx(single.losses, abs=1e-3)
