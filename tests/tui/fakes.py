"""A session without Slurm, files or catalogues; the sites and models are in fakesites."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from llmtui.domain.bundle import ACCELERATE, MANIFEST, RUN, SCRIPT, Finding, InputFile, JobBundle
from llmtui.domain.cluster import Cluster
from llmtui.domain.edits import Edit
from llmtui.domain.job import JobSpec
from llmtui.domain.memory.traced import Trace
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.domain.record import JobRecord, JobStatus, LogChunk, MetricPoint, Metrics, Partner, RunFacts
from llmtui.errors import LlmtuiError, RequestError, UnknownNameError
from llmtui.render.bundle import manifest
from llmtui.services.edits import apply_edits, edit_findings
from llmtui.services.form import FormState
from llmtui.services.paths import Paths
from llmtui.services.preview import Draft
from llmtui.services.reach.connections import Connections
from llmtui.services.runs.cancelall import Cancelled
from llmtui.services.session import Session
from llmtui.services.submission.smoke import SmokePair
from llmtui.slurm.testonly import Verdict as SlurmVerdict
from llmtui.units import GIB, parse_time_limit

from .fakefolders import FakeFolders
from .fakesites import FIRST, LOCAL, LUMI, MODELS, ROIHU, fake_estimate
from .links import FakeOpener

NOW = 1_790_000_000.0


@dataclass
class FakeLog:
    """A follower whose text is appended to by the test."""

    pending: list[str] = field(default_factory=list)
    size: int = 0
    open_line: str = ""

    def poll(self) -> LogChunk:
        text = "".join(self.pending)
        self.pending.clear()
        self.size += len(text)
        return LogChunk(text, self.size, self.size)

    def finish(self) -> str:
        return ""


@dataclass
class FakeMetrics:
    """A follower whose figures are set by the test."""

    metrics: Metrics = field(default_factory=Metrics)

    def poll(self) -> Metrics:
        return self.metrics


def curve(steps: int, of: int) -> Metrics:
    """A falling loss with an evaluation every fifth step."""
    points = []
    for step in range(1, steps + 1):
        loss = 1.8 + 3.0 / step
        values = (("loss", loss), ("learning_rate", 2e-5), ("tokens_per_second", 1234.0), ("peak_bytes", 0.4 * GIB))
        points.append(MetricPoint("log", step, None, values))
        if step % 5 == 0:
            points.append(MetricPoint("eval", step, None, (("eval_loss", loss + 0.1),)))
    facts = RunFacts(max_steps=of, world_size=1, wrapped="LlamaForCausalLM", phase="training", device="cpu")
    return Metrics(tuple(points), facts)


class FakeSession(Session):
    """Answers at once; records, log and figures are what the test puts in. `now` is the time for links and screens."""

    def __init__(self, home: Path, first: JobSpec | None = FIRST) -> None:
        super().__init__(Paths(home / "config", home / "state", home / "cache"))
        self.kept = None if first is None else FormState(first, Path("/data/reviews"))
        self.listed: tuple[JobRecord, ...] = ()
        self.folders: FakeFolders = FakeFolders()
        self.log = FakeLog()
        self.metrics = FakeMetrics()
        self.preview_threads: list[bool] = []
        self.forced = 0
        self.refreshed = 0
        self.findings: tuple[Finding, ...] = ()
        self.inputs: tuple[InputFile, ...] = ()
        self.refuse: LlmtuiError | None = None
        self.crash: BaseException | None = None
        self.submitted: list[Draft] = []
        self.cancelled: list[str] = []
        self.cut: list[int] = []
        self.together: list[int] = []
        self.again: list[str] = []
        self.trace_may_end = threading.Event()
        self.now = NOW + 300.0
        self.login_opener = FakeOpener()
        self.ssh_stands = False
        self.connections = Connections(self.login_opener, lambda cluster: None, lambda: self.now, lambda: 1.0)
        self.verdict = SlurmVerdict(True, "64 processors on nodes nid005124 in partition dev-g", NOW + 900)

    def log_out(self, name: str) -> bool:
        self.connections.close(name)
        return self.ssh_stands

    def clusters(self) -> tuple[Cluster, ...]:
        return (LOCAL, LUMI, ROIHU)

    def cluster(self, name: str | None) -> Cluster:
        for cluster in self.clusters():
            if cluster.name == (name or "local"):
                return cluster
        raise UnknownNameError.of("cluster", str(name), ["local", "lumi", "roihu"], field="placement.cluster")

    def models(self) -> tuple[ModelSpec, ...]:
        return MODELS

    def model(self, name: str, base: Path, cluster: Cluster | None = None) -> ModelSpec:
        for known in MODELS:
            if known.id == name:
                return known
        raise UnknownNameError.of("model", name, [known.id for known in MODELS], field="model")

    def preview(
        self,
        spec: JobSpec,
        base: Path,
        *,
        check_inputs: bool = True,
        edits: Sequence[Edit] = (),
        copy_inputs: bool | None = None,
    ) -> Draft:
        self.preview_threads.append(threading.current_thread() is threading.main_thread())
        if self.crash is not None:
            raise self.crash
        if check_inputs and spec.training.dataset == "missing.jsonl":
            raise RequestError("cannot read missing.jsonl: no such file", field="training.dataset")
        plan = self.plan(spec, base)
        files = {
            SCRIPT: _script(plan).encode(errors="replace"),
            ACCELERATE: f"num_processes: {plan.world_size}\nmixed_precision: '{plan.mixed_precision}'\n".encode(),
            RUN: json.dumps(
                {"task": "train", "arguments": {"max_length": spec.training.max_length}}, indent=1
            ).encode(),
        }
        files[MANIFEST] = manifest(files).encode()
        bundle, edited = apply_edits(JobBundle(files, self.inputs), edits)
        findings = (*self.findings, *edit_findings(edits, edited))
        return Draft(spec, base, plan, fake_estimate(plan), bundle, findings, edited)

    def plan(self, spec: JobSpec, base: Path) -> Plan:
        cluster, known = self.cluster(spec.placement.cluster), self.model(spec.model, base)
        partition = cluster.partition(spec.placement.partition)
        if spec.training.max_length < 1:
            raise RequestError("max_length must be positive", hint="give tokens", field="training.max_length")
        gpus = partition.gpus_per_node if spec.placement.gpus_per_node is None else spec.placement.gpus_per_node
        if gpus > partition.gpus_per_node:
            raise RequestError(
                f"{partition.name} has {partition.gpus_per_node} GPUs a node", field="placement.gpus_per_node"
            )
        ranks = spec.placement.processes_per_node or gpus or 1
        gpu = partition.gpu if gpus else None
        return Plan(
            spec=spec,
            model=known,
            cluster=cluster,
            partition=partition,
            software=None,
            gpu=gpu,
            account=spec.placement.account,
            nodes=spec.placement.nodes,
            gpus_per_node=gpus,
            processes_per_node=ranks,
            cpus_per_task=None,
            memory_per_node_bytes=None,
            time_s=_seconds(spec.placement.time),
            launcher="accelerate",
            method=spec.training.method,
            sharding=spec.training.sharding,
            mixed_precision=spec.training.mixed_precision,
            capacity_bytes=gpu.capacity_bytes if gpu else 16 * GIB // ranks,
            host_bytes=16 * GIB,
        )

    def test_only(self, draft: Draft) -> SlurmVerdict:
        return self.verdict

    def submit(self, draft: Draft, progress: Callable[[str], None] | None = None) -> JobRecord:
        if progress is not None:
            progress("files are being put in place")
        if self.refuse is not None:
            raise self.refuse
        self.submitted.append(draft)
        record = running(1, name=draft.spec.name, state="PENDING")
        self.listed = (record, *self.listed)
        return record

    def submit_again(self, record: JobRecord, progress: Callable[[str], None] | None = None) -> JobRecord:
        self.again.append(record.id)
        accepted = replace(record, submission="SUBMITTED", job_id=777, problem="", resubmittable=False)
        self.listed = tuple(accepted if found.id == record.id else found for found in self.listed)
        return accepted

    def submit_pair(
        self, pair: SmokePair, progress: Callable[[str], None] | None = None
    ) -> tuple[JobRecord, JobRecord]:
        self.submitted += [pair.smoke, pair.job]
        job = running(1, name=pair.job.spec.name, state="PENDING", reason="Dependency")
        smoke = running(2, name=pair.smoke.spec.name, state="PENDING")
        smoke = replace(smoke, smoke_of=Partner(job.id, job.name, job.job_id))
        job = replace(job, after=Partner(smoke.id, smoke.name, smoke.job_id))
        self.listed = (job, smoke, *self.listed)
        return smoke, job

    def trace(
        self, plan: Plan, progress: Callable[[str], None] | None = None, stop: Callable[[], bool] = lambda: False
    ) -> Trace:
        """A trace that reports one step, then waits until it is let go or stopped."""
        if progress is not None:
            progress("tracing: step 1 of 3, 0 s")
        while not self.trace_may_end.wait(0.01):
            if stop():
                raise LlmtuiError("the trace was stopped")
        phases = {"load": 2 * GIB, "forward": 3 * GIB, "backward": 5 * GIB, "optimizer": 4 * GIB}
        sizes = {"weights": 2 * GIB, "gradients": GIB, "optimizer": GIB}
        return Trace(10**9, 10**9, phases, sizes, {"weights": 2 * GIB, "logits": 3 * GIB}, {"torch": "2.13.0"}, 1.0)

    def form(self) -> FormState | None:
        return self.kept

    def save_form(self, spec: JobSpec, base: Path, edits: Sequence[Edit] = ()) -> None:
        self.kept = FormState(spec, base, tuple(edits))

    def jobs(self) -> tuple[JobRecord, ...]:
        return self.listed

    def refresh(self, force: bool = False) -> tuple[JobRecord, ...]:
        self.refreshed += 1
        self.forced += force
        return self.listed

    def poll_interval_s(self) -> float:
        return 60.0

    def cancel(self, record: JobRecord) -> JobRecord:
        self.cancelled.append(record.id)
        ended = JobStatus("CANCELLED", elapsed_s=10, time_limit_s=900, start=NOW, end=NOW + 10)
        changed = record.with_status(ended, NOW)
        self.listed = tuple(changed if found.id == record.id else found for found in self.listed)
        return changed

    def cancel_others(self, record: JobRecord) -> JobRecord:
        self.cut += record.others
        changed = replace(record, others=(), past_others=record.others)
        self.listed = tuple(changed if found.id == record.id else found for found in self.listed)
        return changed

    def cancel_many(self, chosen: Sequence[JobRecord]) -> Cancelled:
        self.together.append(len(chosen))
        return Cancelled(tuple(self.cancel(record) for record in chosen), {})

    def resubmit(self, record: JobRecord) -> tuple[JobSpec, Path]:
        return replace(FIRST, name=record.name), Path("/data/again")

    def log_follower(self, record: JobRecord, *, from_start: bool = False) -> FakeLog:  # type: ignore[override]
        return self.log

    def metrics_follower(self, record: JobRecord) -> FakeMetrics:  # type: ignore[override]
        return self.metrics


def running(number: int, *, name: str = "", state: str = "RUNNING", **status: object) -> JobRecord:
    """A record in that state; the tests look at it five minutes after NOW, when a running one was started."""
    started = NOW
    known = {"elapsed_s": 300, "time_limit_s": 900, "start": started, "nodes": "localhost", **status}
    if state == "PENDING":
        known = {"time_limit_s": 900, "reason": "Resources", **status}
    return JobRecord(
        id=f"{number:032x}",
        name=name or f"job-{number}",
        cluster="local",
        model="HuggingFaceTB/SmolLM2-135M",
        task="finetune",
        run_dir=f"/runs/{number:032x}",
        created_at=NOW + number,
        submission="SUBMITTED",
        job_id=100 + number,
        submitted_at=NOW,
        partition="main",
        time_limit_s=900,
        estimate_bytes=GIB // 2,
        status=JobStatus(state, **known),  # type: ignore[arg-type]
        status_at=NOW + 300,
        seen="fresh",
    )


def _seconds(text: str) -> int:
    try:
        return parse_time_limit(text)
    except RequestError as error:
        raise RequestError(error.message, hint=error.hint, field="placement.time") from error


def _script(plan: Plan) -> str:
    lines = [
        "#!/bin/bash",
        f"#SBATCH --job-name={plan.spec.name}",
        f"#SBATCH --partition={plan.partition.name}",
        f"#SBATCH --nodes={plan.nodes}",
        f"#SBATCH --time={plan.spec.placement.time}",
        f"#SBATCH --ntasks-per-node={plan.processes_per_node}",
        "",
        "set -euo pipefail",
        'cd "$SLURM_SUBMIT_DIR"',
        'export PYTHONPATH="$PWD/runtime.zip"',
        "srun accelerate launch --config_file accelerate.yaml -m llmtui_runtime train --config run.json",
    ]
    return "\n".join(lines) + "\n"
