"""events.jsonl: what the run says of itself, one JSON object a line, so that a tail of the file is enough."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from typing import Any, Dict, List, Mapping, Tuple

from .errors import RunError

START = "start"
PHASE = "phase"
TRAIN_BEGIN = "train_begin"
LOG = "log"
EVAL = "eval"
CHECKPOINT = "checkpoint"
TRACED = "traced"
END = "end"
ERROR = "error"

LOADING = "loading"
TOKENIZING = "tokenizing"
TRAINING = "training"
EVALUATING = "evaluating"
GENERATING = "generating"
SAVING = "saving"
TRACING = "tracing"

COMPLETED = "completed"
#: Stopped with a checkpoint before the last step; the end event's `reason` says why (runtime/deadline.py).
UNFINISHED = "unfinished"

#: Memory in bytes: what torch allocated and reserved on a GPU, or the resident set of the process on a CPU, and the
#: highest so far (allocated on a GPU, resident on a CPU).
MEMORY_KEYS = ("allocated_bytes", "reserved_bytes", "rss_bytes", "peak_bytes")

#: Event -> keys beside "event" and "time" (seconds since the epoch). Times are in seconds, `tokens_seen` counts the
#: tokens of all ranks without padding. log and eval carry the entry of trainer_state.json's log_history unchanged.
SCHEMA: Mapping[str, Tuple[str, ...]] = {
    START: (
        "task",
        "model",
        "model_type",
        "parameters",
        "trainable_parameters",
        "world_size",
        "device",
        "hostname",
        "job_id",
        "versions",
    ),
    PHASE: ("phase", "done", "total", "unit"),
    TRAIN_BEGIN: ("step", "max_steps", "wrapped"),
    LOG: (
        "step",
        "epoch",
        "max_steps",
        "loss",
        "grad_norm",
        "learning_rate",
        "tokens_per_second",
        "tokens_seen",
        *MEMORY_KEYS,
    ),
    EVAL: ("step", "epoch", "eval_loss", "eval_runtime", "eval_samples_per_second", "eval_steps_per_second"),
    CHECKPOINT: ("step", "path"),
    TRACED: ("parameters", "trainable_parameters", "phases", "sizes", "peak", "runtime_s", "versions"),
    END: ("outcome", "reason", "step", "max_steps", "train_loss", "runtime_s", *MEMORY_KEYS),
    ERROR: ("message", "rank"),
}


class Events:
    """Appends events to a file and flushes each. Rank 0 reports; an error is written by the rank that has it."""

    def __init__(self, path: str, rank: int = 0) -> None:
        self._path = path
        self.rank = rank
        self._opened = False

    @property
    def active(self) -> bool:
        """True on the rank that reports."""
        return self.rank == 0

    def write(self, event: str, **values: Any) -> None:
        """One event with its time; non-finite figures become null and are named under "nonfinite".

        Raises RunError when the first event cannot be written. Later ones only warn, for the run matters more, and
        so do errors, which have been printed.
        """
        if not self.active and event != ERROR:
            return
        try:
            self._append(_line(event, values))
        except OSError as error:
            if not self._opened and event != ERROR:
                raise RunError(f"cannot write {self._path}: {error.strerror}") from error
            print(f"llmtui: warning: cannot write {self._path}: {error.strerror}", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """One line for the job's log, from the rank that reports."""
        if self.active:
            print(text, flush=True)

    def _append(self, line: str) -> None:
        # Opened for each line: a file server that was away for a while is no reason to lose the rest.
        with open(self._path, "ab") as file:
            if not self._opened and self.active and _was_cut(self._path):
                line = "\n" + line
            file.write(line.encode())
        self._opened = True


def _line(event: str, values: Mapping[str, Any]) -> str:
    record: Dict[str, Any] = {"event": event, "time": time.time(), **values}
    nonfinite = [name for name, value in record.items() if isinstance(value, float) and not math.isfinite(value)]
    if nonfinite:
        record.update(dict.fromkeys(nonfinite), nonfinite=nonfinite)
    return json.dumps(record, allow_nan=False) + "\n"


def _was_cut(path: str) -> bool:
    """True when an earlier run was killed in the middle of a line."""
    if os.path.getsize(path) == 0:
        return False
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def read_lines(text: str) -> List[Dict[str, Any]]:
    """The events in a text; a last line that was cut, and lines that are no events, are passed over."""
    found = []
    for line in text.split("\n"):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict) and isinstance(event.get("event"), str):
            found.append(event)
    return found


def without_superseded(events: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The events without the log and eval events of steps that a resumed run did again."""
    kept: List[Dict[str, Any]] = []
    for event in events:
        if event["event"] == TRAIN_BEGIN:
            first = event.get("step", 0)
            kept = [old for old in kept if old["event"] not in (LOG, EVAL) or old.get("step", 0) <= first]
        kept.append(event)
    return kept
