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


def render(plan: Plan, *, inputs: Sequence[InputFile], runtime_zip: bytes, job_file: str, model_path: str) -> JobBundle:
    """The bundle of a plan.

    `inputs` are the user's files and where the job finds them, `model_path` the model as the job loads it (a path or a
    hub id), `job_file` the resolved job file's text. Raises RequestError for a value that cannot stand in a script.
    """
    paths = {found.field: found.path for found in inputs}
    files = {
        SCRIPT: job_script(plan).encode(),
        ACCELERATE: accelerate_yaml(plan).encode(),
        RUN: run_json(plan, model_path, paths).encode(),
        JOB_FILE: job_file.encode(),
        RUNTIME: runtime_zip,
    }
    files[MANIFEST] = manifest(files).encode()
    return JobBundle(MappingProxyType(files), tuple(inputs))


def manifest(files: Mapping[str, bytes]) -> str:
    """sha256 of each file, by its path in the run folder."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return json.dumps({"llmtui": __version__, "files": sums}, indent=1) + "\n"
