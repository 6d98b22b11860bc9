"""The fields of `squeue -o` (squeue manual, -o): headings and values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..dependency import dependency_text
from ..hostlist import compress
from ..job import SHORT_STATES, UNLIMITED, Job
from ..nodes import Description
from ..sizes import memory
from ..times import short_duration, timestamp
from ..tres import per_node

DEFAULT_FORMAT = "%.18i %.9P %.8j %.8u %.2t %.10M %.6D %R"
LONG_FORMAT = "%.18i %.9P %.8j %.8u %.8T %.10M %.9l %.6D %R"
START_FORMAT = "%.18i %.9P %.8j %.8u %.2t %.19S %.6D %20Y %R"
#: States in which %R gives the reason, not the nodes (print.c, _print_job_reason_list).
_REASONED = frozenset({"PENDING", "TIMEOUT", "OUT_OF_MEMORY", "FAILED"})


@dataclass(frozen=True)
class Row:
    """One job at one moment."""

    job: Job
    description: Description
    now: float

    @property
    def start(self) -> float | None:
        """When it began, or will at the earliest where that is known."""
        return self.job.start_time or self.job.begin_time

    @property
    def end(self) -> float | None:
        """When it ended, or will at the latest."""
        if self.job.end_time is not None or self.start is None:
            return self.job.end_time
        return self.start + (self.job.request.time_limit or 0)


def reason_or_nodes(row: Row) -> str:
    """%R: nodes of a job that has some, (reason) of one that waits or went wrong."""
    if row.job.shown_state in _REASONED:
        return f"({row.job.reason})"
    return compress(row.job.nodes)


def _min_memory(row: Row) -> str:
    request = row.job.request
    return memory(request.mem_per_node or request.mem_per_cpu or request.mem_per_gpu)


def _time_limit(row: Row) -> str:
    limit = row.job.request.time_limit or 0
    return "UNLIMITED" if limit >= UNLIMITED else short_duration(limit)


def _time_left(row: Row) -> str:
    limit = row.job.request.time_limit or 0
    return "UNLIMITED" if limit >= UNLIMITED else short_duration(limit - row.job.elapsed(row.now))


def _req_nodes(row: Row) -> str:
    return compress(row.job.request.nodelist)


def _nodes(row: Row) -> str:
    return str(len(row.job.shares) or row.job.request.min_nodes)


FIELDS: dict[str, tuple[str, Callable[[Row], str]]] = {
    "A": ("JOBID", lambda row: str(row.job.id)),
    "B": ("EXEC_HOST", lambda row: row.job.nodes[0] if row.job.shares else "n/a"),
    "C": ("CPUS", lambda row: str(row.job.cpus)),
    "D": ("NODES", _nodes),
    "E": ("DEPENDENCY", lambda row: dependency_text(row.job.dependencies)),
    "F": ("ARRAY_JOB_ID", lambda row: str(row.job.base_id)),
    "G": ("GROUP", lambda row: str(row.job.gid)),
    "K": ("ARRAY_TASK_ID", lambda row: row.job.array.text if row.job.array else "N/A"),
    "L": ("TIME_LEFT", _time_left),
    "M": ("TIME", lambda row: short_duration(row.job.elapsed(row.now))),
    "N": ("NODELIST", lambda row: compress(row.job.nodes)),
    "P": ("PARTITION", lambda row: row.job.request.partition),
    "Q": ("PRIORITY", lambda row: str(row.job.priority)),
    "R": ("NODELIST(REASON)", reason_or_nodes),
    "S": ("START_TIME", lambda row: timestamp(row.start)),
    "T": ("STATE", lambda row: row.job.shown_state),
    "U": ("UID", lambda row: str(row.job.uid)),
    "V": ("SUBMIT_TIME", lambda row: timestamp(row.job.submit_time)),
    "Y": ("SCHEDNODES", lambda row: "(null)"),
    "Z": ("WORK_DIR", lambda row: row.job.work_dir),
    "a": ("ACCOUNT", lambda row: row.job.account or "(null)"),
    "b": ("TRES_PER_NODE", lambda row: per_node(row.job)),
    "c": ("MIN_CPUS", lambda row: str(max(1, row.job.request.cpus_per_task))),
    "d": ("MIN_TMP_DISK", lambda row: "0"),
    "e": ("END_TIME", lambda row: timestamp(row.end)),
    "f": ("FEATURES", lambda row: "(null)"),
    "g": ("GROUP", lambda row: row.job.group),
    "h": ("OVER_SUBSCRIBE", lambda row: "NO" if row.job.request.exclusive else "OK"),
    "i": ("JOBID", lambda row: row.job.shown_id),
    "j": ("NAME", lambda row: row.job.name),
    "k": ("COMMENT", lambda row: row.job.comment or "(null)"),
    "l": ("TIME_LIMIT", _time_limit),
    "m": ("MIN_MEMORY", _min_memory),
    "n": ("REQ_NODES", _req_nodes),
    "o": ("COMMAND", lambda row: row.job.command or "(null)"),
    "p": ("PRIORITY", lambda row: f"{row.job.priority / 4294967296:.14f}"),
    "q": ("QOS", lambda row: row.job.qos),
    "r": ("REASON", lambda row: row.job.reason),
    "t": ("ST", lambda row: SHORT_STATES[row.job.shown_state]),
    "u": ("USER", lambda row: row.job.user),
    "v": ("RESERVATION", lambda row: "(null)"),
    "x": ("EXC_NODES", lambda row: compress(row.job.request.exclude)),
    "y": ("NICE", lambda row: "0"),
}
