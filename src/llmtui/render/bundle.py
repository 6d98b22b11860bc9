"""render(plan) -> JobBundle: every file of the job, in one go, so that they cannot disagree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from .. import __version__
from ..domain.bundle import ACCELERATE, JOB_FILE, MANIFEST, RUN, RUNTIME, SCRIPT, InputFile, JobBundle
from ..domain.plan import Plan
from .accelerate import accelerate_yaml
from .run_json import run_json
from .sbatch import job_script


def render(
    plan: Plan,
    *,
    inputs: Sequence[InputFile],
    runtime_zip: bytes,
    job_file: str,
    model_path: str,
    after: int | None = None,
) -> JobBundle:
    """The bundle of a plan; a command of the user's own needs neither run.json nor the runtime.

    `inputs` are the user's files and where the job finds them, `model_path` the model as the job loads it (a path or a
    hub id), `job_file` the resolved job file's text, `after` the id of a job that has to end well before this one.
    Raises RequestError for a value that cannot stand in a script.
    """
    files = {SCRIPT: job_script(plan, after).encode()}
    if plan.spec.task != "script" or plan.launcher == "accelerate":
        files[ACCELERATE] = accelerate_yaml(plan).encode()
    if plan.spec.task != "script":
        paths = {found.field: found.path for found in inputs}
        files[RUN] = run_json(plan, model_path, paths).encode()
    files[JOB_FILE] = job_file.encode()
    if plan.spec.task != "script":
        files[RUNTIME] = runtime_zip
    files[MANIFEST] = manifest(files).encode()
    return JobBundle(MappingProxyType(files), tuple(inputs))


def edited_bundle(bundle: JobBundle, texts: Mapping[str, str]) -> JobBundle:
    """The bundle with these texts in place of the generated ones, by file; the manifest says which ones they are."""
    files = {name: data for name, data in bundle.files.items() if name != MANIFEST}
    generated = {name: files[name] for name in texts}
    files.update({name: text.encode("utf-8", "replace") for name, text in texts.items()})
    files[MANIFEST] = manifest(files, generated).encode()
    return JobBundle(MappingProxyType(files), bundle.inputs)


def manifest(files: Mapping[str, bytes], generated: Mapping[str, bytes] | None = None) -> str:
    """sha256 of each file, by its path in the run folder; under `edited` that of the text which was generated."""
    values: dict[str, object] = {"llmtui": __version__, "files": _sums(files)}
    if generated:
        values["edited"] = _sums(generated)
    return json.dumps(values, indent=1) + "\n"


def _sums(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
