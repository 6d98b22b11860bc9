"""File name patterns of --output and --error (sbatch manual, FILENAME PATTERN)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from .job import Job

DEFAULT = "slurm-%j.out"
ARRAY_DEFAULT = "slurm-%A_%a.out"
_PATTERN = re.compile(r"%(\d*)([A-Za-z%])")
#: What Slurm prints for %a in a job that is no array task (slurm.h, NO_VAL).
_NO_ARRAY = "4294967294"


def job_values(job: Job) -> dict[str, str]:
    """What each letter stands for in the batch script's own files."""
    return {
        "j": str(job.id),
        "A": str(job.base_id),
        "J": str(job.id),
        "a": _NO_ARRAY if job.array is None or job.array.task is None else str(job.array.task),
        "x": job.name,
        "u": job.user,
        "N": job.nodes[0] if job.nodes else "",
        "n": "0",
        "t": "0",
        "s": "batch",
    }


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The file name; a number between % and the letter pads with zeros, a backslash switches patterns off."""
    if "\\" in pattern:
        return pattern.replace("\\", "")
    return _PATTERN.sub(lambda match: _value(match, values), pattern)


def output_pattern(job: Job) -> str:
    """The pattern of --output, or the default one."""
    return job.output or (ARRAY_DEFAULT if job.array else DEFAULT)


def output_path(job: Job, *, error: bool = False) -> str:
    """The absolute path of the script's stdout, or stderr."""
    pattern = (job.error if error else "") or output_pattern(job)
    return os.path.join(job.work_dir, fill(pattern, job_values(job)))


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    width, letter = match[1], match[2]
    if letter == "%":
        return "%"
    if letter not in values:
        return match[0]
    value = values[letter]
    return value.zfill(min(int(width), 10)) if width and value.isdecimal() else value
