"""README.txt of a folder that was written for somebody to submit by hand."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from .. import __version__
from ..domain.bundle import ACCELERATE, JOB_FILE, MANIFEST, RUN, RUNTIME, SCRIPT, InputFile, JobBundle
from ..domain.edits import HIDDEN
from ..domain.hubnames import hub_dataset
from ..domain.job import JobSpec
from ..domain.plan import Plan

README = "README.txt"

_ABOUT = {
    SCRIPT: "the job script: what the job asks Slurm for, and what it runs",
    ACCELERATE: "what `accelerate launch` reads, where job.sh starts it",
    RUN: "the arguments of the run, checked strictly when it starts",
    RUNTIME: "the program of the run; Python imports it from the zip",
    JOB_FILE: "the job file with every default written out; the job does not read it",
    MANIFEST: "sha256 of these files; the job does not read it",
}


def readme(plan: Plan, bundle: JobBundle, edited: Sequence[str]) -> str:
    """What each file is, how to submit, and what has to be there. `edited` names the files edited by hand."""
    parts = [
        f"{plan.spec.name}: the files of one Slurm job for {plan.cluster.title}, written by llmtui {__version__}.",
        "Submit it from inside this folder:\n\n    sbatch job.sh",
        "The job writes into this folder, so use a copy of it for each run; on the cluster keep it on scratch.\n"
        "Nothing of llmtui has to be installed there.",
        "Files\n\n" + "\n".join(f"    {name:<16} {_ABOUT[name]}" for name in _ABOUT if name in bundle.files),
        "What the job reads\n\n" + "\n".join(_reads(plan, bundle.inputs)),
    ]
    if edited:
        parts.append(
            _wrapped(f"Edited by hand: {', '.join(edited)}. {MANIFEST} has the sums of the generated texts too.")
        )
    return HIDDEN.sub("?", "\n\n".join(parts)) + "\n"


def _reads(plan: Plan, inputs: Sequence[InputFile]) -> list[str]:
    lines = [line for found in inputs for line in _input(found)]
    if not any(found.field == "model" for found in inputs):
        where = "the cache that HF_HOME names, or the Hugging Face Hub where compute nodes have internet"
        lines.append(_wrapped(f"model: {plan.model.id}, by its id, from {where}", "    "))
    for key, name in _hub_data(plan.spec):
        first = f"fetch it there first: hf download --repo-type dataset {name}"
        lines.append(_wrapped(f"{key}: {name}, from the cache that HF_HOME names; {first}", "    "))
    if plan.software is None:
        more = ", datasets" if _hub_data(plan.spec) else ""
        lines.append(_wrapped(f"software: Python with torch{more}, transformers and accelerate on PATH", "    "))
    return lines


def _hub_data(spec: JobSpec) -> list[tuple[str, str]]:
    """The keys that name data sets of the hub, with the ids of those."""
    training = spec.training
    named = {"dataset": training.dataset, "eval_dataset": training.eval_dataset} if spec.task == "finetune" else {}
    ids = {key: hub_dataset(name) for key, name in named.items()}
    return [(f"training.{key}", name) for key, name in ids.items() if name is not None]


def _input(found: InputFile) -> list[str]:
    if not found.in_place:
        return [f"    {found.field}: {found.path}, a copy that is in this folder"]
    name = found.field.rpartition(".")[2]
    key = "model_name_or_path" if found.field == "model" else name
    return [
        f"    {found.field}: {found.path}",
        _wrapped(
            f"NOT in this folder: it has to be at that path where the job runs, or change {key} in {RUN}", " " * 8
        ),
    ]


def _wrapped(text: str, indent: str = "") -> str:
    return fill(
        text, 100, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
