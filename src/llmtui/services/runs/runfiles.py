"""What lies in a run folder, as its cluster lists it; names from there are checked before anything is made of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from ...domain.bundle import CLAIM, MANIFEST, RUNTIME, STATUS, STOP, SUBMIT_LOCK, UNFINISHED
from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...remote.transport import Files, Result
from ..reach.link import Link
from ..submission.runfolder import JOB_ID_FILE

What = Literal["results", "all"]

#: More files than this, or folders deeper than this, are no run of llmtui's; rsync is the tool for them.
MOST_FILES = 20_000
DEEPEST = 12
#: Longest name of a file or folder (NAME_MAX of Linux) and longest path below the run folder, in bytes.
_LONGEST_NAME, _LONGEST_PATH = 255, 2048
_LIST_S = 120.0
#: Kind, size, modification time and path of everything that is no folder; the exit code says whether find read all.
_LIST = """
if [ -L "$folder" ]; then echo link; exit 0; fi
if [ ! -d "$folder" ]; then
  # A parent that cannot be looked into is no proof that the folder is gone.
  if [ -d "$root" ] && [ -x "$root" ]; then echo gone; else echo unknown; fi
  exit 0
fi
echo there
find -P "$folder" -mindepth 1 -maxdepth "$deepest" ! -type d -printf '%y %s %T@ %P\\0'
"""
_RECORD = re.compile(r"(\S) (\d{1,19}) (-?\d{1,12}(?:\.\d+)?) (.+)", re.DOTALL)
_CHECKPOINT = re.compile(r"checkpoint-\d+")
#: States of optimizers, schedulers and random numbers: for going on, not for using what was trained (transformers,
#: accelerate and DeepSpeed write them).
_FOR_GOING_ON = re.compile(
    r"optimizer(?:_\d+)?\.(?:pt|bin)|scheduler(?:_\d+)?\.(?:pt|bin)|scaler\.pt|rng_state(?:_\d+)?\.pth"
    r"|random_states_\d+\.pkl|optimizer_\d+|pytorch_model_fsdp_\d+|global_step\d+|latest|zero_to_fp32\.py"
)
#: What llmtui put there itself, and marks that mean something on the cluster only.
_OWN = frozenset({RUNTIME, CLAIM, STATUS, STOP, SUBMIT_LOCK, UNFINISHED, JOB_ID_FILE, MANIFEST, "inputs"})


@dataclass(frozen=True)
class RemoteFile:
    """One file: its checked path below the run folder, size in bytes, modification time in seconds since the epoch."""

    path: str
    size: int
    mtime: float


@dataclass(frozen=True)
class RunFiles:
    """`results` is what the run was made for, `rest` checkpoints, states for going on and what llmtui put there.

    `left_out` are lines, safe to show, on what is not fetched and why.
    """

    results: tuple[RemoteFile, ...] = ()
    rest: tuple[RemoteFile, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    def of(self, what: What) -> tuple[RemoteFile, ...]:
        """The results, or everything."""
        return self.results if what == "results" else (*self.results, *self.rest)

    def bytes(self, what: What) -> int:
        """How much that is."""
        return sum(file.size for file in self.of(what))


class GoneError(LlmtuiError):
    """The run folder is not on its cluster any more."""


def gone(record: JobRecord) -> GoneError:
    """The error, in the words that logs and figures use too."""
    return GoneError(gone_words(record), hint="what was fetched before is where you put it")


def gone_words(record: JobRecord) -> str:
    """One line on a run folder that is not there."""
    if record.deleted_at is None:
        return f"the run's folder is gone from {record.cluster}"
    day = datetime.fromtimestamp(record.deleted_at).strftime("%Y-%m-%d")
    return f"the run's folder is gone from {record.cluster}: you deleted it on {day}"


def folder_note(files: Files, record: JobRecord) -> str:
    """gone_words where the folder of a job that has ended is no longer there, "" where it is or that is not known."""
    if record.deleted_at is not None:
        return gone_words(record)
    if record.active or not record.run_dir:
        return ""
    try:
        if files.stat(record.run_dir) is not None:
            return ""
        parent = files.stat(str(PurePosixPath(record.run_dir).parent))
    except OSError:
        return ""
    # Without its parent, the whole file system may only be away for a while.
    return gone_words(record) if parent is not None and parent.is_folder else ""


def list_run(link: Link, record: JobRecord) -> RunFiles:
    """Everything in the run folder, by one script. Raises GoneError, CannotTellError, RequestError."""
    folder = PurePosixPath(record.run_dir)
    values = {"folder": record.run_dir, "root": str(folder.parent), "deepest": str(DEEPEST + 1)}
    result = link.transport.script(_LIST, values=values, timeout_s=_LIST_S)
    if result.outcome == "unknown":
        raise CannotTellError(f"{record.run_dir} cannot be listed: {result.complaint}", hint="try again")
    word, _, listed = result.out.raw.partition("\n")
    if word == "gone":
        raise gone(record)
    if word == "link":
        raise RequestError(f"{record.run_dir} is a link now, which llmtui did not make", hint="look at it there")
    if word != "there":
        raise CannotTellError(f"{record.run_dir} cannot be looked into: {result.complaint or 'no answer'}")
    return _sorted_out(listed, result, record)


def _sorted_out(listed: str, result: Result, record: JobRecord) -> RunFiles:
    records = listed.split("\0")[:-1]
    if result.truncated or len(records) > MOST_FILES:
        raise RequestError(
            f"the run folder holds more than {min(len(records), MOST_FILES)} files",
            hint=f"fetch it with rsync -a {record.cluster}:{safe_line(record.run_dir)}/ FOLDER/",
        )
    if result.outcome == "failed" and not records:
        raise CannotTellError(f"{record.run_dir} cannot be listed: {result.complaint}")
    found: list[RemoteFile] = []
    left_out: list[str] = []
    for text in records:
        match = _RECORD.fullmatch(text)
        if match is None:
            raise CannotTellError(f"the list of {record.run_dir} cannot be read: {safe_line(text[:80])!r}")
        why = _refused(match[1], match[4])
        if why:
            left_out.append(f"{safe_line(match[4])[:120]}: {why}")
        else:
            found.append(RemoteFile(match[4], int(match[2]), _finite(match[3])))
    if result.outcome == "failed":
        left_out.append(f"some folders could not be read: {result.complaint}")
    found.sort(key=lambda file: file.path)
    return RunFiles(
        tuple(file for file in found if is_result(file.path)),
        tuple(file for file in found if not is_result(file.path)),
        tuple(left_out),
    )


def is_result(path: str) -> bool:
    """Whether the file is of use without going on with the run: model, adapter, answers, states of the trainer, log."""
    parts = PurePosixPath(path).parts
    if parts[0] in _OWN:
        return False
    return not any(_CHECKPOINT.fullmatch(part) or _FOR_GOING_ON.fullmatch(part) for part in parts)


def _refused(kind: str, path: str) -> str:
    """Why this is not fetched, "" when it may be."""
    if kind != "f":
        return "a link" if kind == "l" else "no regular file"
    if "\ufffd" in path:
        return "a name that is not UTF-8"
    if safe_line(path) != path or any(0xD800 <= ord(letter) < 0xE000 for letter in path):
        return "control characters in its name"
    parts = path.split("/")
    if parts[0].startswith(".llmtui-"):
        return "a name that llmtui keeps for itself"
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "a path that leaves the folder"
    if len(parts) > DEEPEST:
        return f"more than {DEEPEST} folders deep"
    if len(path.encode()) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        return "too long a name"
    return ""


def _finite(text: str) -> float:
    moment = float(text)
    return moment if math.isfinite(moment) else 0.0
