"""JobBundle: the files of one job, and what the linter says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

SCRIPT = "job.sh"
ACCELERATE = "accelerate.yaml"
RUN = "run.json"
RUNTIME = "runtime.zip"
MANIFEST = "manifest.json"
JOB_FILE = "job.yaml"
#: Made by who submits, before sbatch: only a folder with it is claimed by its job.
SUBMIT_LOCK = "submit.lock"
#: The id of the job that the folder belongs to, written by that job.
CLAIM = "claim"
#: Folder of the marks JOBID.RESTART.start and JOBID.RESTART.end: exit code and UNIX seconds.
STATUS = "status"
#: Tells the ranks to save and leave; written by the job script when its time runs out.
STOP = "stop"
#: Written by training that left before its last step.
UNFINISHED = "unfinished"

#: Exit code of a job whose folder belongs to another one (EX_TEMPFAIL of sysexits.h).
DUPLICATE = 75
#: Exit code of a job that saved a checkpoint before its time ran out and does not go on by itself.
STOPPED = 85


@dataclass(frozen=True)
class Finding:
    """One thing the linter noticed: which file (or "job"), where in it, what, and what to do."""

    severity: Severity
    code: str
    where: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class InputFile:
    """A file or folder of the user's that the job needs.

    `source` is its path on this machine; `path` is where the job looks for it: absolute when it is used in place,
    otherwise relative to the run folder. With `on_cluster` both are a path on the cluster, of which this machine may
    know nothing.
    """

    field: str
    source: str
    path: str
    on_cluster: bool = False

    @property
    def in_place(self) -> bool:
        """True when nothing has to be copied."""
        return self.source == self.path


@dataclass(frozen=True)
class JobBundle:
    """`files` maps a path relative to the run folder to its bytes; the manifest lists them with sha256."""

    files: Mapping[str, bytes]
    inputs: tuple[InputFile, ...] = ()

    @property
    def copied(self) -> tuple[InputFile, ...]:
        """The inputs that have to be copied, one of those that two keys name."""
        return tuple({found.path: found for found in reversed(self.inputs) if not found.in_place}.values())[::-1]

    def text(self, path: str) -> str:
        """One of the text files, decoded."""
        return self.files[path].decode()
