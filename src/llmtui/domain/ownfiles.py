"""The user's own files beside their command: which may be copied into a run folder, and where they come to lie."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import RequestError
from .bundle import ACCELERATE, CLAIM, JOB_FILE, MANIFEST, RUN, RUNTIME, SCRIPT, STATUS, STOP, SUBMIT_LOCK, UNFINISHED

FIELD = "script.files"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
#: What llmtui and the job itself keep in a run folder.
_TAKEN = frozenset(
    {
        *(SCRIPT, ACCELERATE, RUN, RUNTIME, MANIFEST, JOB_FILE, SUBMIT_LOCK, CLAIM, STATUS, STOP, UNFINISHED),
        *("jobid", "events.jsonl", "inputs"),
    }
)
_INSIDE = "give paths below the job file's folder, such as train.py or configs: they keep their place in the run folder"


def check_files(files: Sequence[str]) -> None:
    """Raise RequestError for a path that leaves the folder, that the run folder needs itself, or that comes twice."""
    seen: list[str] = []
    for name in files:
        path = place(name)
        for other in seen:
            if path == other:
                raise _refused(name, "comes twice", "name it once")
            if path.startswith(f"{other}/") or other.startswith(f"{path}/"):
                raise _refused(name, f"overlaps {other}", "name the folder alone")
        seen.append(path)


def place(name: str) -> str:
    """Where the file lies in the run folder: the same relative path. Raises RequestError."""
    if not name.strip() or _CONTROL.search(name):
        raise _refused(name, "is no path", _INSIDE)
    if name.startswith(("/", "~")):
        raise _refused(name, "is not relative", f"{_INSIDE}; what is on the cluster already is named in the command")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise _refused(name, "leaves the job file's folder", _INSIDE)
    if not parts:
        raise _refused(name, "is the whole folder", f"name what the job needs; {_INSIDE}")
    if parts[0] in _TAKEN or parts[0].startswith("slurm-"):
        raise _refused(name, f"would take the place of the run's own {parts[0]}", "give it another name")
    if name.startswith("cluster:"):
        raise _refused(name, "is on the cluster already", "name that path in script.command")
    return "/".join(parts)


def _refused(name: str, what: str, hint: str) -> RequestError:
    return RequestError(f"{FIELD}: {name!r} {what}", hint=hint, field=FIELD)
