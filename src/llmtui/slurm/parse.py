"""Strict parsers of what squeue, sacct, scontrol and sbatch print; what does not fit is dropped and counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..domain.record import JobStatus
from ..domain.states import REVERSIBLE_STATES
from .commands import FIELD, RECORD, SACCT_FIELDS, SQUEUE_FIELDS
from .jobids import base_id
from .runs import REQUEUE_S, Run, of_parts, of_runs
from .states import read_state
from .times import parse_duration, parse_timestamp

_EXIT_CODE = re.compile(r"\d{1,10}:\d{1,10}", re.ASCII)
_JOB_ID = re.compile(r"\d{1,10}", re.ASCII)
_REASON = re.compile(r"[\x20-\x7e]*")
#: A reason may list every node that is down.
_REASON_CAP = 400
_PARSABLE = re.compile(r"(\d{1,10})(?:;[A-Za-z0-9_.-]+)?", re.ASCII)
_NO_REASON = frozenset({"None", "(null)", "N/A", ""})
_NO_NODES = frozenset({"None assigned", "(null)", "N/A", "n/a", ""})


@dataclass(frozen=True)
class Answer:
    """Statuses by job id; `dropped` counts records that did not have the promised shape.

    The status of an array or a heterogeneous job is that of its parts together.
    """

    jobs: Mapping[int, JobStatus]
    dropped: int = 0


def parse_squeue(text: str, wanted: Collection[int]) -> Answer:
    """Read the answer to commands.squeue(); jobs that were not asked for are left out."""
    rows, dropped = _read(_records(text), wanted, _squeue_run)
    parts = {job_id: [run.status for runs in by_part.values() for run in runs] for job_id, by_part in rows.items()}
    return Answer({job_id: of_parts(found) for job_id, found in parts.items()}, dropped)


def parse_sacct(
    text: str,
    wanted: Collection[int],
    since: Mapping[int, float] | None = None,
    late_s: float = REQUEUE_S,
    reused: Collection[int] = (),
) -> Answer:
    """Read the answer to commands.sacct(); a last line without its newline was cut and is dropped.

    `since` holds when jobs were submitted: what is recorded under their number from long before was another job's.
    `late_s` is how long after its end a job may be put back into the queue.
    `reused` are numbers of which it is known that another job has them by now.
    """
    lines = text.split("\n")
    cut = bool(lines.pop())
    rows, dropped = _read([line for line in lines if line], wanted, _sacct_run)
    jobs = {}
    for job_id, by_part in rows.items():
        parts = [of_runs(runs, (since or {}).get(job_id), late_s, job_id in reused) for runs in by_part.values()]
        known = [part for part in parts if part is not None]
        if known:
            jobs[job_id] = of_parts(known)
    return Answer(jobs, dropped + cut)


def parse_scontrol_job(text: str, job_id: int) -> JobStatus | None:
    """The status in the answer to commands.scontrol_show_job(); None when it does not speak of that job alone.

    The first line ends in the job's name, which may look like anything, so only what stands before it is read.
    """
    first, _, rest = text.strip().partition("\n")
    values: dict[str, str] = {}
    for line in [first.partition(" JobName=")[0], *rest.splitlines()]:
        for word in line.split():
            key, separator, value = word.partition("=")
            if separator:
                values.setdefault(key, value)
    if values.get("JobId") != str(job_id) or "ArrayJobId" in values or "HetJobId" in values:
        return None
    fields = ("JobState", "Reason", "ExitCode", "RunTime", "TimeLimit", "StartTime", "EndTime", "NodeList")
    state, reason, exit_code, elapsed, limit, start, end, nodes = (values.get(name, "") for name in fields)
    try:
        status = JobStatus(
            read_state(state),
            _reason(reason),
            _exit_code(exit_code),
            *_times(elapsed, limit, start, end),
            _nodes(nodes),
            _count(values.get("Restarts", "0")),
        )
    except ValueError:
        return None
    return _in_queue(status)


def parse_job_id(text: str) -> int | None:
    """The id that `sbatch --parsable` printed: exactly one line that is an id (or "id;cluster"), else None."""
    found = [match for line in text.splitlines() if (match := _PARSABLE.fullmatch(line.strip()))]
    return int(found[0][1]) if len(found) == 1 and int(found[0][1]) > 0 else None


def _records(text: str) -> list[str | None]:
    """Whole records; None for one that was cut or has something after its end."""
    lines = [line for line in text.split("\n") if line]
    return [line[:-1] if line.endswith(RECORD) else None for line in lines]


def _read(
    records: Sequence[str | None], wanted: Collection[int], read: Callable[[list[str]], Run]
) -> tuple[dict[int, dict[str, list[Run]]], int]:
    """Runs by job id and by part of the job, as each is called; and how many records say nothing of any job.

    What a whole record says of somebody else's job does not matter.
    """
    rows: dict[int, dict[str, list[Run]]] = {}
    dropped = 0
    for record in records:
        fields = [""] if record is None else record.split(FIELD)
        job_id = base_id(fields[0])
        if job_id is not None and job_id not in wanted:
            continue
        run: Run | None
        try:
            run = read(fields)
        except ValueError:
            run = None
        if job_id is None or run is None:
            dropped += 1
        else:
            rows.setdefault(job_id, {}).setdefault(fields[0], []).append(run)
    return rows, dropped


def _squeue_run(fields: list[str]) -> Run:
    _, state, reason, elapsed, limit, start, nodes = _exactly(fields, len(SQUEUE_FIELDS))
    times = _times(elapsed, limit, start, "")
    return Run(_in_queue(JobStatus(read_state(state), _reason(reason), "", *times, _nodes(nodes))))


def _sacct_run(fields: list[str]) -> Run:
    _, state, code, submit, start, end, elapsed, limit, reason, nodes = _exactly(fields, len(SACCT_FIELDS))
    times = _times(elapsed, limit, start, end)
    status = JobStatus(read_state(state), _reason(reason), _exit_code(code), *times, _nodes(nodes))
    # A database that was behind shows the state before the end and the exit code (seen in 22.05: FAILED 0:0).
    unfinished = status.terminal and status.end is None
    return Run(replace(status, provisional=unfinished), parse_timestamp(submit))


def _in_queue(status: JobStatus) -> JobStatus:
    """A status as the controller tells it: it may still start again what was preempted."""
    return replace(status, provisional=True) if status.state in REVERSIBLE_STATES else status


def _exactly(fields: list[str], count: int) -> list[str]:
    if len(fields) != count:
        raise ValueError(f"{len(fields)} fields, not {count}")
    return fields


def _times(elapsed: str, limit: str, start: str, end: str) -> tuple[int | None, int | None, float | None, float | None]:
    return parse_duration(elapsed), parse_duration(limit), parse_timestamp(start), parse_timestamp(end)


def _exit_code(text: str) -> str:
    if text and not _EXIT_CODE.fullmatch(text):
        raise ValueError(f"not an exit code: {text!r}")
    return text


def _count(text: str) -> int:
    if not _JOB_ID.fullmatch(text):
        raise ValueError(f"not a count: {text!r}")
    return int(text)


def _reason(text: str) -> str:
    if not _REASON.fullmatch(text):
        raise ValueError("not a reason")
    return "" if text in _NO_REASON else text[:_REASON_CAP]


def _nodes(text: str) -> str:
    return "" if text in _NO_NODES else text
