"""Strict parsers of what squeue, sacct, scontrol and sbatch print; what does not fit is dropped and counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..domain.record import JobStatus
from .commands import FIELD, RECORD, SACCT_FIELDS, SQUEUE_FIELDS
from .times import parse_duration, parse_timestamp

_STATE = re.compile(r"([A-Z][A-Z_]{1,30})(?: by \d+)?", re.ASCII)
_EXIT_CODE = re.compile(r"\d{1,10}:\d{1,10}", re.ASCII)
_JOB_ID = re.compile(r"\d{1,10}", re.ASCII)
_REASON = re.compile(r"[\x20-\x7e]{0,400}")
_PARSABLE = re.compile(r"(\d{1,10})(?:;[A-Za-z0-9_.-]+)?", re.ASCII)
_NO_REASON = frozenset({"None", "(null)", "N/A", ""})
_NO_NODES = frozenset({"None assigned", "(null)", "N/A", "n/a", ""})


@dataclass(frozen=True)
class Answer:
    """Statuses by job id; `dropped` counts records that did not have the promised shape."""

    jobs: Mapping[int, JobStatus]
    dropped: int = 0


def parse_squeue(text: str, wanted: Collection[int]) -> Answer:
    """Read the answer to commands.squeue(); jobs that were not asked for are left out."""
    return _parse(_records(text), wanted, _squeue_status)


def parse_sacct(text: str, wanted: Collection[int]) -> Answer:
    """Read the answer to commands.sacct(); a last line without its newline was cut and is dropped."""
    lines = text.split("\n")
    cut = bool(lines.pop())
    answer = _parse([line for line in lines if line], wanted, _sacct_status)
    return replace(answer, dropped=answer.dropped + cut)


def parse_scontrol_job(text: str, job_id: int) -> JobStatus | None:
    """The status in the answer to commands.scontrol_show_job(); None when it does not speak of that job.

    The first line ends in the job's name, which may look like anything, so only its first word is read.
    """
    first, _, rest = text.strip().partition("\n")
    values: dict[str, str] = {}
    for line in [first.partition(" ")[0], *rest.splitlines()]:
        for word in line.split():
            key, separator, value = word.partition("=")
            if separator:
                values.setdefault(key, value)
    if values.get("JobId") != str(job_id):
        return None
    fields = ("JobState", "Reason", "ExitCode", "RunTime", "TimeLimit", "StartTime", "EndTime", "NodeList")
    state, reason, exit_code, elapsed, limit, start, end, nodes = (values.get(name, "") for name in fields)
    try:
        return JobStatus(
            _state(state),
            _reason(reason),
            _exit_code(exit_code),
            *_times(elapsed, limit, start, end),
            _nodes(nodes),
        )
    except ValueError:
        return None


def parse_job_id(text: str) -> int | None:
    """The id that `sbatch --parsable` printed: exactly one line that is an id (or "id;cluster"), else None."""
    found = [match for line in text.splitlines() if (match := _PARSABLE.fullmatch(line.strip()))]
    return int(found[0][1]) if len(found) == 1 and int(found[0][1]) > 0 else None


def _records(text: str) -> list[str | None]:
    """Whole records; None for one that was cut or has something after its end."""
    lines = [line for line in text.split("\n") if line]
    return [line[:-1] if line.endswith(RECORD) else None for line in lines]


def _parse(
    records: Sequence[str | None],
    wanted: Collection[int],
    read: Callable[[list[str]], JobStatus],
) -> Answer:
    jobs: dict[int, JobStatus] = {}
    dropped = 0
    for record in records:
        fields = [] if record is None else record.split(FIELD)
        try:
            status = read(fields)
        except ValueError:
            dropped += 1
            continue
        # Array tasks and parts of heterogeneous jobs (12_3, 12+1) are never ours.
        if _JOB_ID.fullmatch(fields[0]) and int(fields[0]) in wanted:
            jobs[int(fields[0])] = status
    return Answer(jobs, dropped)


def _squeue_status(fields: list[str]) -> JobStatus:
    _, state, reason, elapsed, limit, start, nodes = _exactly(fields, len(SQUEUE_FIELDS))
    times = _times(elapsed, limit, start, "")
    return JobStatus(_state(state), _reason(reason), "", *times, _nodes(nodes))


def _sacct_status(fields: list[str]) -> JobStatus:
    _, state, code, start, end, elapsed, limit, reason, nodes = _exactly(fields, len(SACCT_FIELDS))
    times = _times(elapsed, limit, start, end)
    return JobStatus(_state(state), _reason(reason), _exit_code(code), *times, _nodes(nodes))


def _exactly(fields: list[str], count: int) -> list[str]:
    if len(fields) != count:
        raise ValueError(f"{len(fields)} fields, not {count}")
    return fields


def _times(elapsed: str, limit: str, start: str, end: str) -> tuple[int | None, int | None, float | None, float | None]:
    return parse_duration(elapsed), parse_duration(limit), parse_timestamp(start), parse_timestamp(end)


def _state(text: str) -> str:
    match = _STATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a state: {text!r}")
    return match[1]


def _exit_code(text: str) -> str:
    if text and not _EXIT_CODE.fullmatch(text):
        raise ValueError(f"not an exit code: {text!r}")
    return text


def _reason(text: str) -> str:
    if not _REASON.fullmatch(text):
        raise ValueError("not a reason")
    return "" if text in _NO_REASON else text


def _nodes(text: str) -> str:
    return "" if text in _NO_NODES else text
