"""A job script as a job file: task script as a rule, finetune where llmtui itself trains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ...catalog.jobfile import load_job
from ...domain.bundle import JOB_FILE
from ...domain.cluster import Cluster
from ...domain.job import JobSpec, Placement, Script, Training
from ...errors import RequestError
from ...render.launch import PACKAGE
from ...render.script.runs import Run
from ...render.scriptfile import ScriptFile, read_script
from .clusters import guess
from .command import Found, command_of, training_run
from .files import needed_files
from .placement import Placing
from .report import Imported, Report, imported
from .surroundings import rest_of, software_of
from .training import GUIDE, estimated_keys, guide_keys, is_guide, launcher_keys, model_of

As = Literal["script", "finetune"]
#: Keys of `placement` that are read back from a script that llmtui wrote.
_BY_HAND = ("account", "nodes", "gpus_per_node", "time")
_NOT_IN_NAMES = re.compile(r"[^\w.+\- ]+")


@dataclass(frozen=True)
class Wanted:
    """What the user says beside the script; None leaves it to the script."""

    cluster: str | None = None
    model: str | None = None
    task: As = "script"


def import_script(
    text: str, name: str, base: Path, clusters: Sequence[Cluster], wanted: Wanted | None = None
) -> Imported:
    """Read a job script that lies in `base`; `name` is its file name. The model is "" where nothing names one.

    Raises RequestError where nothing in it can become script.command.
    """
    asked = wanted or Wanted()
    script, report = read_script(text), Report()
    run = training_run(script)
    if run is None:
        raise RequestError(
            f"{name} starts no Python program, torchrun or accelerate that could become script.command",
            hint="write a job file with task: script and your command",
        )
    if run.program == f"-m {PACKAGE}":
        return _own_runtime(script, run, base, report)
    cluster = _cluster(script, clusters, asked, report)
    placing = Placing(script, cluster, report)
    placing.read()
    found = command_of(script, run, report)
    place, training = launcher_keys(run, base, report)
    software = software_of(script, cluster, run.container, report)
    carried = rest_of(script, found, report, carry=asked.task == "script")
    values = {**placing.values, **place, **_processes(script, found, placing.values), "software": software}
    values["cluster"] = cluster.name if cluster is not None else None
    for other in script.runs:
        if other is not run:
            report.notes.append(f"line {other.line} starts {other.program} as well; a job file has one command")
    spec = JobSpec(
        name=_name(placing.name or Path(name).stem),
        task="script",
        model=asked.model or model_of(run) or "",
        placement=Placement(**values),
    )
    return imported(_with_work(spec, found, carried, training, base, asked, report), report)


def _with_work(
    spec: JobSpec, found: Found, carried: list[str], training: dict[str, Any], base: Path, asked: Wanted, report: Report
) -> JobSpec:
    """The spec with what runs in it."""
    run = found.run
    if asked.task == "finetune":
        if not is_guide(run):
            raise RequestError(
                f"{run.program} is not the guide's {GUIDE}, so it is not known what it trains",
                hint="import it as a script",
            )
        keys = {**training, **guide_keys(run, _world(spec), report)}
        report.notes.append("the guide trains on imdb: write that into training.dataset, or name your own data")
        return replace(spec, task="finetune", training=Training(**keys))
    if is_guide(run):
        report.notes.append(f"this is the guide's {GUIDE}: `--as finetune` lets llmtui train the same by itself")
    keys = {**training, **estimated_keys(run, report)}
    text = None if found.text is None else " ".join([*carried, found.text])
    if text is not None:
        report.take(found.line, run.program, f"script.command: {text}")
    files = needed_files(run.program, run.arguments, base)
    if files:
        report.take(found.line, "", f"script.files: {', '.join(files)}")
    _notes(spec, text, files, run.program, report)
    return replace(spec, script=Script(text, files), training=Training(**keys))


def _notes(spec: JobSpec, text: str | None, files: Sequence[str], program: str, report: Report) -> None:
    if text is None:
        report.notes.append("no script.command could be taken over: the list of what is left says why; write it")
    if not files and program.endswith(".py"):
        report.notes.append(f"{program} does not lie beside the script: name what the command needs in script.files")
    if not spec.model:
        report.notes.append("nothing names a model: choose the one that the memory is reckoned with")


def _own_runtime(script: ScriptFile, run: Run, base: Path, report: Report) -> Imported:
    """llmtui's own script: the job file lies beside it; where and how long the job runs is taken from the script."""
    path = base / JOB_FILE
    if not path.exists():
        raise RequestError(
            "this script was written by llmtui, but its job.yaml does not lie beside it", hint="open the job.yaml"
        )
    job = load_job(path)
    report.take(run.line, run.program, f"llmtui's own script: the job is read from {path.name} beside it")
    placing = Placing(script, None, Report())
    placing.read()
    changed = {name: placing.values[name] for name in _BY_HAND if name in placing.values}
    for name, value in changed.items():
        if getattr(job.placement, name) not in (None, value):
            report.take(script.line_of(name.replace("_", "-")) or 0, "", f"placement.{name}: {value}")
    report.notes.append(f"of changes that were made in the script by hand, only {', '.join(_BY_HAND)} are read")
    return imported(replace(job, placement=replace(job.placement, **changed)), report)


def _cluster(script: ScriptFile, clusters: Sequence[Cluster], asked: Wanted, report: Report) -> Cluster | None:
    if asked.cluster is not None:
        for each in clusters:
            if each.name == asked.cluster:
                return each
        raise RequestError(f"unknown cluster {asked.cluster!r}", field="placement.cluster")
    best = guess(script, clusters)
    if len(best) == 1:
        line = script.line_of("partition") or 0
        report.take(line, "", f"placement.cluster: {best[0].name}, which has such a partition")
        return best[0]
    names = ", ".join(each.name for each in best)
    report.notes.append(
        f"it may be for {names}: name one with --cluster" if best else "no known cluster has its partition: name one"
    )
    return None


def _processes(script: ScriptFile, found: Found, place: dict[str, Any]) -> dict[str, Any]:
    """placement.processes_per_node and, for tasks of Slurm's own, the launcher; nothing where it is one a GPU."""
    run, gpus = found.run, place.get("gpus_per_node")
    count: int | None = None
    extra: dict[str, Any] = {}
    if run.launcher == "torchrun":
        count = _number(run.options.get("nproc-per-node"))
    elif run.launcher == "accelerate":
        whole = _number(run.options.get("num-processes"))
        count = None if whole is None else max(1, whole // script.asked.nodes)
    elif run.srun is not None and run.launcher in ("python", "other"):
        count = script.asked.tasks_per_node or 1
        if count * script.asked.nodes > 1:
            extra = {"launcher": "srun"}
    else:
        count = 1
    return {**extra, **({} if count in (None, gpus) else {"processes_per_node": count})}


def _world(spec: JobSpec) -> int:
    place = spec.placement
    return place.nodes * (place.processes_per_node or place.gpus_per_node or 1)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None


def _name(text: str) -> str:
    """A name that a job file takes."""
    return _NOT_IN_NAMES.sub("-", text).lstrip("_.+- ")[:80] or "job"
