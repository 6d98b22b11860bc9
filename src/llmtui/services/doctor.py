"""doctor: what has to be in place before a job can run, each with what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..domain.cluster import Cluster
from ..domain.remotetext import safe_line
from ..errors import LlmtuiError
from ..slurm import commands
from ..units import format_bytes
from .link import Link, is_here, unreachable
from .records import Records
from .runfolder import run_root

#: What the runtime needs where the job runs.
STACK = ("torch", "transformers", "accelerate", "peft")
_LEAST_FREE = 5 * 1024**3


@dataclass(frozen=True)
class Check:
    """`ok` None: the check could not be made."""

    name: str
    ok: bool | None
    text: str
    hint: str = ""


def status_check(cluster: Cluster) -> Check:
    """Whether the cluster still takes jobs, as its file says."""
    if cluster.status == "retired":
        successor = f"; its successor is {cluster.successor}" if cluster.successor else ""
        return Check("cluster", False, f"{cluster.name} is retired", f"{cluster.status_note}{successor}".strip("; "))
    return Check("cluster", True, cluster.title)


def reach_check(cluster: Cluster) -> Check:
    """Whether its Slurm can be reached from this machine."""
    if is_here(cluster):
        return Check("reach", True, "its Slurm commands are on this machine")
    error = unreachable(cluster)
    return Check("reach", None, error.message, error.hint)


def slurm_checks(link: Link) -> Iterator[Check]:
    """Version, queue and accounting answer."""
    for name, argv, hint in (
        ("Slurm", commands.version(), "is this a login node? squeue must be on PATH"),
        ("queue", commands.squeue(), "the controller does not answer; wait and try again"),
        ("accounting", commands.sacct([1]), "without sacct the end of a job is known only while squeue remembers it"),
    ):
        result = link.slurm(argv)
        good = result.outcome == "ok"
        text = result.out.line() if good and name == "Slurm" else "answers" if good else result.complaint
        yield Check(name, good, safe_line(text), "" if good else hint)


def python_checks(cluster: Cluster) -> Iterator[Check]:
    """The Hugging Face stack of the embedded Slurm's jobs, which run in this Python's environment."""
    if not cluster.embedded:
        return
    yield Check("python", True, f"{sys.version.split()[0]} at {sys.executable}")
    yield from map(_package_check, STACK)


def _package_check(package: str) -> Check:
    try:
        return Check(package, True, version(package))
    except PackageNotFoundError:
        return Check(package, False, "not installed", "pip install 'llmtui[runtime]' into this environment")


def folder_check(cluster: Cluster, account: str | None) -> Check:
    """Whether run folders can be made and how much room there is."""
    try:
        root = Path(run_root(cluster, account))
        there = next(folder for folder in (root, *root.parents) if folder.exists())
        free = shutil.disk_usage(there).free
    except LlmtuiError as error:
        return Check("run folders", None, error.message, error.hint)
    except OSError as error:
        return Check("run folders", False, f"{error.filename}: {error.strerror}", "is the file system mounted?")
    enough = free >= _LEAST_FREE
    hint = "" if enough else "make room, or name another run_root in the cluster file"
    return Check("run folders", enough, f"{root}: {format_bytes(free)} free", hint)


def journal_check(records: Records) -> Check:
    """Whether every record of the journal can be read."""
    journal = records.load()
    if journal.problems:
        return Check("journal", False, safe_line(journal.problems[0]), "move the damaged file away")
    return Check("journal", True, f"{len(journal.records)} runs")
