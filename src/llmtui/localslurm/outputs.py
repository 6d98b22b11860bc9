"""The files that a batch script writes to."""

from __future__ import annotations

import os

from .job import Job
from .patterns import output_path


def open_outputs(job: Job) -> tuple[int, int]:
    """Descriptors for stdout and stderr, the same one where they share a file. Raises OSError.

    A missing folder is made (as Slurm does since 23.02); what is there is cut unless --open-mode=append.
    """
    out_path, err_path = output_path(job), output_path(job, error=True)
    out = open_output(out_path, append=job.append)
    if err_path == out_path:
        return out, out
    try:
        return out, open_output(err_path, append=job.append)
    except OSError:
        os.close(out)
        raise


def open_output(path: str, *, append: bool) -> int:
    """Open for appending, so that several writers never overwrite each other. Raises OSError."""
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        os.makedirs(folder, exist_ok=True)
    cut = 0 if append or path == os.devnull else os.O_TRUNC
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | cut, 0o666)
