"""Each case in a process of its own, with a limit: what it reports, or why there is no report."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmtui.domain.plan import Plan
from llmtui.render.run_json import run_json

from . import smi
from .cases import Case
from .make import READY, make_prompts

_BENCHMARKS = Path(__file__).resolve().parents[1]
#: How much of a failed run's output is kept, in characters.
_TAIL = 3000


@dataclass(frozen=True)
class Outcome:
    """`report` is what the process wrote, None where it failed; `log` the end of what it printed then."""

    report: Mapping[str, Any] | None
    log: str = ""


@dataclass(frozen=True)
class Places:
    """Folders of one measurement: models, texts and runs below `work`; `explained` for allocations at the peak."""

    work: Path
    explained: Path | None

    @property
    def texts(self) -> Path:
        """The file of texts that all trainings read."""
        return self.work / "texts.jsonl"

    def model(self, case: Case) -> Path:
        """The folder of the case's model."""
        return self.work / case.model_folder


def python(arguments: Sequence[str], folder: Path, limit_s: float) -> tuple[int | None, str]:
    """Run `python -m ...` there; exit code (None: it ran into the limit and was killed) and the end of its output."""
    source = _BENCHMARKS.parent / "src"
    paths = [str(_BENCHMARKS), str(source), os.environ.get("PYTHONPATH", "")]
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE", "LOCAL_RANK")},
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUNBUFFERED": "1",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
    log = folder / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code: int | None = process.wait(timeout=limit_s)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return code, log.read_text(errors="replace")[-_TAIL:]


def run_case(case: Case, plan: Plan, places: Places, limit_s: float) -> Outcome:
    """Measure one case. Its folder is removed afterwards, for results take gigabytes."""
    if not (places.model(case) / READY).is_file():
        return Outcome(None, "its model was not made")
    folder = places.work / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _write_config(case, plan, places, folder)
    explain = folder / "explained.json"
    arguments = ["gpumemory.child", "--report", "report.json"]
    arguments += ["--explain", explain.name] if places.explained else []
    arguments += ["--saves"] if case.saves else []
    task = "infer" if case.inference else "train"
    before = smi.used_bytes() if plan.gpu else None
    with smi.Watch() as watch:
        code, log = python([*arguments, task, "--config", "run.json"], folder, limit_s)
    report = _report(folder / "report.json")
    if code is None:
        log += f"\nkilled after {limit_s:.0f} s"
    if places.explained and explain.is_file():
        with places.explained.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"name": case.name, **json.loads(explain.read_text(encoding="utf-8"))}) + "\n")
    events = folder / "events.jsonl"
    steps = _step_peaks(events.read_text(encoding="utf-8")) if events.is_file() else []
    shutil.rmtree(folder, ignore_errors=True)
    if report is None or report["exit_code"] != 0:
        return Outcome(None, log)
    seen = {"smi_before_bytes": before, "smi_max_bytes": watch.most if plan.gpu else None}
    return Outcome({**report, **seen, "max_allocated_by_step_bytes": steps})


def _write_config(case: Case, plan: Plan, places: Places, folder: Path) -> None:
    inputs = {"training.dataset": str(places.texts)}
    if case.inference:
        make_prompts(folder / "prompts.jsonl", case.inference["batch_size"], case.inference["prompt_tokens"])
        inputs = {"inference.prompts": "prompts.jsonl"}
    (folder / "run.json").write_text(run_json(plan, str(places.model(case)), inputs), encoding="utf-8")


def _report(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _step_peaks(events: str) -> list[int]:
    """The peak so far after each step, in bytes, as the runtime's events tell it."""
    found = [json.loads(line) for line in events.splitlines()]
    return [event["peak_bytes"] for event in found if event["event"] == "log" and "peak_bytes" in event]
