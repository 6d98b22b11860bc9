"""The fields of `squeue -O` (squeue manual, --Format): headings and values, and how wide they are."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ..columns import encode, fit
from ..patterns import output_pattern
from ..times import timestamp
from ..tres import allocated, requested, scontrol_text
from .squeue_fields import FIELDS, Row

_WIDTH = 20
_SIZE = re.compile(r"(\.?)(\d*)(.*)", re.DOTALL)

#: Names that stand for a letter of -o.
_LETTERS = {
    "account": "a",
    "arrayjobid": "F",
    "arraytaskid": "K",
    "batchhost": "B",
    "command": "o",
    "comment": "k",
    "dependency": "E",
    "endtime": "e",
    "feature": "f",
    "groupid": "G",
    "groupname": "g",
    "jobarrayid": "i",
    "jobid": "A",
    "mincpus": "c",
    "minmemory": "m",
    "mintmpdisk": "d",
    "name": "j",
    "nice": "y",
    "nodelist": "N",
    "numcpus": "C",
    "numnodes": "D",
    "oversubscribe": "h",
    "partition": "P",
    "priority": "p",
    "prioritylong": "Q",
    "qos": "q",
    "reason": "r",
    "reasonlist": "R",
    "reqnodes": "n",
    "reservation": "v",
    "schednodes": "Y",
    "starttime": "S",
    "state": "T",
    "statecompact": "t",
    "submittime": "V",
    "timeleft": "L",
    "timelimit": "l",
    "timeused": "M",
    "tres-per-node": "b",
    "userid": "U",
    "username": "u",
    "workdir": "Z",
}


def _tres(row: Row) -> str:
    """What it holds, or asks for while it waits."""
    return scontrol_text(allocated(row.job.shares, row.description) if row.job.shares else requested(row.job))


def _stdout(row: Row) -> str:
    """The pattern, a default one with its folder (seen in 24.11)."""
    return row.job.output or f"{row.job.work_dir}/{output_pattern(row.job)}"


def _eligible(row: Row) -> str:
    waits = row.job.waiting and (row.job.held or row.job.dependencies)
    return "N/A" if waits else timestamp(row.job.begin_time or row.job.submit_time)


def _pending_time(row: Row) -> str:
    return str(max(0, int((row.job.start_time or row.now) - row.job.submit_time)))


def _exit_code(row: Row) -> str:
    """A wait status: the code in its high byte, the signal in its low one."""
    return str(row.job.exit_code << 8 | row.job.exit_signal)


LONG_FIELDS: dict[str, tuple[str, Callable[[Row], str]]] = {
    **{name: FIELDS[letter] for name, letter in _LETTERS.items()},
    "allocsid": ("ALLOC_SID", lambda row: str(row.job.submit_sid)),
    "allocnodes": ("ALLOC_NODES", lambda row: row.job.submit_host),
    "batchflag": ("BATCH_FLAG", lambda row: "1"),
    "cluster": ("CLUSTER", lambda row: row.description.cluster),
    "contiguous": ("CONTIGUOUS", lambda row: "0"),
    "cpus-per-task": ("CPUS_PER_TASK", lambda row: str(max(1, row.job.request.cpus_per_task))),
    "deadline": ("DEADLINE", lambda row: "N/A"),
    "eligibletime": ("ELIGIBLE_TIME", _eligible),
    "exit_code": ("EXIT_CODE", _exit_code),
    "ntpernode": ("NTASKS_PER_NODE", lambda row: str(row.job.request.ntasks_per_node)),
    "numtasks": ("TASKS", lambda row: str(row.job.tasks)),
    "pendingtime": ("PENDING_TIME", _pending_time),
    "requeue": ("REQUEUE", lambda row: str(int(row.job.requeue))),
    "restartcnt": ("RESTART_COUNT", lambda row: str(row.job.restarts)),
    "stderr": ("STDERR", lambda row: row.job.error or "(null)"),
    "stdin": ("STDIN", lambda row: "/dev/null"),
    "stdout": ("STDOUT", _stdout),
    "tres-alloc": ("TRES_ALLOC", _tres),
}


@dataclass(frozen=True)
class Column:
    """One field of -O: width in bytes (0 is as wide as needed), whether justified to the right, the text after it."""

    name: str
    width: int
    right: bool
    after: str


def parse_columns(text: str) -> list[Column]:
    """The fields in `NAME[:[.]WIDTH[TEXT]],...`; what is no field is complained about and left out, as Slurm does."""
    columns = []
    for word in text.split(",") if text else []:
        name, colon, rest = word.partition(":")
        match = _SIZE.fullmatch(rest)
        if name.lower() not in LONG_FIELDS or match is None:
            sys.stderr.write(f"squeue: error: Invalid job format specification: {name}\n")
            continue
        dot, width, after = match.groups()
        columns.append(Column(name.lower(), int(width or 0) if colon else _WIDTH, bool(dot), after))
    return columns


def long_line(columns: list[Column], row: Row | None) -> bytes:
    """One line; that of the headings without a row."""
    return b"".join(_cell(column, row) for column in columns)


def _cell(column: Column, row: Row | None) -> bytes:
    heading, value = LONG_FIELDS[column.name]
    return fit(heading if row is None else value(row), column.width, right=column.right) + encode(column.after)
