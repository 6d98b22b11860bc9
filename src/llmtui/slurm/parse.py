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
_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_STEP = re.compile(r"\d{1,10}(?:_\d{1,10})?\.\w{1,40}", re.ASCII)
_REASON = re.compile(r"[\x20-\x7e]*")
#: A reason may list every node that is down.
_REASON_CAP = 400
_PARSABLE = re.compile(r"(\d{1,10})(?:;[A-Za-z0-9_.-]+)?", re.ASCII)
_NO_REASON = frozenset({"None", "(null)", "N/A", ""})
_NO_NODES = frozenset({"None assigned", "(null)", "N/A", "n/a", ""})


@dataclass(frozen=True)
class Answer:
    """Statuses by job id; `unread` are jobs that a record speaks of, or may speak of, which cannot be read.

    `dropped` counts what was cut or mangled so that other jobs' records may be missing as well. The status of an array
    or a heterogeneous job is that of its parts together.
    """

    jobs: Mapping[int, JobStatus]
    dropped: int = 0
    unread: Collection[int] = ()


def parse_squeue(text: str, wanted: Collection[int]) -> Answer:
    """Read the answer to commands.squeue(); jobs that were not asked for are left out."""
    rows, unread, dropped = _read(_records(text), wanted, _squeue_run)
    parts = {job_id: [run.status for runs in by_part.values() for run in runs] for job_id, by_part in rows.items()}
    cut = text != "" and not text.endswith("\n")
    return Answer({job_id: of_parts(found) for job_id, found in parts.items()}, dropped or int(cut), unread)


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
    rows, unread, dropped = _read([(line, True) for line in lines if line], wanted, _sacct_run)
    jobs = {}
    for job_id, by_part in rows.items():
        parts = [of_runs(runs, (since or {}).get(job_id), late_s, job_id in reused) for runs in by_part.values()]
        known = [part for part in parts if part is not None]
        if known:
            jobs[job_id] = of_parts(known)
    return Answer(jobs, dropped + cut, unread)


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


def _records(text: str) -> list[tuple[str, bool]]:
    """Lines, and whether each is a whole record: one that was cut, or has something after its end, is none."""
    return [(line.removesuffix(RECORD), line.endswith(RECORD)) for line in text.split("\n") if line]


def _read(
    records: Sequence[tuple[str, bool]], wanted: Collection[int], read: Callable[[list[str]], Run]
) -> tuple[dict[int, dict[str, list[Run]]], frozenset[int], int]:
    """Runs by job id and by part of the job, as each is called; jobs that cannot be read; how much is mangled.

    What is said of somebody else's job, or of none, does not matter: only where there is no record at all, or a piece
    of one, something may be missing.
    """
    rows: dict[int, dict[str, list[Run]]] = {}
    unread: set[int] = set()
    for text, whole in records:
        fields = text.split(FIELD)
        job_id = base_id(fields[0]) if whole else None
        if job_id is not None and job_id not in wanted:
            continue
        run: Run | None
        try:
            run = None if job_id is None else read(fields)
        except ValueError:
            run = None
        if job_id is None or run is None:
            unread |= {job_id} if job_id is not None else _mentioned(fields[0] if whole else text) & set(wanted)
        else:
            rows.setdefault(job_id, {}).setdefault(fields[0], []).append(run)
    noise = [text for text, whole in records if not whole]
    pieces = [text for text in noise if FIELD in text or RECORD in text]
    dropped = len(pieces if len(noise) < len(records) else noise)
    return {job_id: runs for job_id, runs in rows.items() if job_id not in unread}, frozenset(unread), dropped


def _mentioned(text: str) -> set[int]:
    """Numbers that may be a job's in what is no id; a step's id says nothing of its job."""
    return set() if _STEP.fullmatch(text) else {int(number) for number in _NUMBER.findall(text)}


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
