"""The lines that Slurm itself writes into a job's stderr file."""

from __future__ import annotations

import os

from .job import Job
from .patterns import output_path
from .times import timestamp


def batch_node(job: Job) -> str:
    """The node that the script runs on."""
    return job.nodes[0] if job.nodes else "localhost"


def cancelled_line(job: Job, now: float, why: str = "") -> str:
    """The line of a job that is ended from outside, as 24.11 writes it."""
    end = f" {why} ***" if why else " ***"
    return f"error: *** JOB {job.id} ON {batch_node(job)} CANCELLED AT {timestamp(now)}{end}"


def write_line(job: Job, text: str) -> None:
    """Append `slurmstepd-NODE: text` to the stderr file, if there is one; a file that cannot be had is no matter."""
    line = f"slurmstepd-{batch_node(job)}: {text}\n".encode("utf-8", "surrogateescape")
    try:
        descriptor = os.open(output_path(job, error=True), os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    except OSError:
        return
    with open(descriptor, "ab", buffering=0) as file:
        file.write(line)
