"""sacct: what is recorded of jobs, also of those that squeue has forgotten."""

from __future__ import annotations

import os
import pwd
import time
from collections.abc import Sequence

from ..columns import emit, encode, fit
from ..controller import Controller, refused
from ..errors import CommandError, unsupported
from ..job import SHORT_STATES, Job
from ..jobid import JobId, id_words, narrowed, read_job_ids
from ..options import Words, parse, table
from ..times import midnight, parse_timestamp
from .sacct_fields import DEFAULT_FIELDS, FIELDS, Line, lines_of

_REFUSED = table("brief|b clusters|M= completion|c json=? long|l nodelist|N= units= yaml=?")
_TABLE = {
    **table(
        "accounts|A= allocations|X allusers|a array delimiter= duplicates|D endtime|E= expand-patterns "
        "format|o= helpformat|e help|h jobs|j= me name= noconvert noheader|n parsable|p parsable2|P "
        "partition|r= qos|q= starttime|S= state|s= truncate|T uid|u= user|u= usage version|V whole-hetjob=?"
    ),
    **_REFUSED,
}
#: A record is closed a moment after the job's end, so files are looked at from a little earlier on, in seconds.
_SLACK_S = 120


def run(words: list[str], state: str) -> int:
    """Print records. Raises CommandError."""
    options = parse("sacct", _TABLE, words)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("sacct", f"--{name}")
    if options.has("helpformat"):
        emit(encode(" ".join(field.name for field in FIELDS.values())))
        return 0
    columns = _columns(options)
    try:
        controller = Controller(state)
        jobs = _jobs(controller, options, _users(options))
    except (OSError, ValueError) as error:
        raise CommandError(f"sacct: error: {error}") from None
    lines = [line for job in jobs for line in _lines(job, controller, options)]
    _print(lines, columns, options)
    return 0


def _columns(options: Words) -> list[tuple[str, int]]:
    """(field, width) in order; a width below zero justifies to the left."""
    text = options.last("format") or os.environ.get("SACCT_FORMAT") or DEFAULT_FIELDS
    columns = []
    for word in text.split(","):
        name, percent, width = word.strip().partition("%")
        field = FIELDS.get(name.lower())
        if field is None:
            raise CommandError(f'sacct: error: Invalid field requested: "{name}"')
        if percent and not width.removeprefix("-").isdecimal():
            raise CommandError(f'sacct: error: Invalid field requested: "{word}"')
        columns.append((name.lower(), int(width) if percent else field.width))
    return columns


def _jobs(controller: Controller, options: Words, users: set[int]) -> list[Job]:
    active = controller.refresh()
    ids = _ids(options)
    now = time.time()
    start = _moment(options, "starttime", now, 0.0 if ids else midnight(now))
    end = _moment(options, "endtime", now, now)
    if ids is not None:
        jobs = [part for job in _meant(controller, ids) for part in narrowed(job, ids)]
    else:
        seen = {job.id for job in active}
        jobs = active + [job for job in controller.store.ended(start - _SLACK_S) if job.id not in seen]
    # Earlier runs come first: sacct lists the rows of one id by the time of submission.
    runs = controller.store.past(start - _SLACK_S) if options.has("duplicates") else []
    jobs = [run for run in runs if ids is None or any(item.means(run) for item in ids)] + jobs
    jobs = [job for job in jobs if (job.end_time or now) >= start and job.submit_time <= end]
    return sorted((job for job in jobs if _wanted(job, options, users)), key=lambda job: (job.base_id, job.id))


def _meant(controller: Controller, ids: list[JobId]) -> list[Job]:
    """The records that these ids may be about."""
    found: dict[int, Job] = {}
    for number in sorted({item.job for item in ids}):
        job = controller.store.find(number)
        whole = job is not None and job.array is not None and job.base_id == number
        jobs = controller.store.array(number) if whole else [job]
        found |= {job.id: job for job in jobs if job is not None}
    return list(found.values())


def _moment(options: Words, name: str, now: float, default: float) -> float:
    text = options.last(name)
    try:
        return default if text is None else parse_timestamp(text, now)
    except ValueError:
        raise CommandError(f"sacct: error: Invalid time specification (pos=0): {text}") from None


def _ids(options: Words) -> list[JobId] | None:
    text = options.last("jobs")
    if text is None:
        return None
    try:
        # A part of a job (12.batch, 12.0) stands for the job.
        return [item for word in id_words(text) for item in read_job_ids(word.partition(".")[0])]
    except ValueError:
        raise CommandError(f"sacct: fatal: Bad job/step specified: {text}") from None


def _wanted(job: Job, options: Words, users: set[int]) -> bool:
    names = options.last("name")
    if names is not None and job.name not in names.split(","):
        return False
    states = options.last("state")
    if states is not None and not {job.state, SHORT_STATES[job.state]} & set(states.upper().split(",")):
        return False
    if users and job.uid not in users:
        return False
    asked = (("partition", job.request.partition), ("accounts", job.account), ("qos", job.qos))
    return all(value in (options.last(key) or value).split(",") for key, value in asked)


def _users(options: Words) -> set[int]:
    """Ids of the users asked for; empty for all."""
    names = (options.last("user") or options.last("uid") or "").split(",")
    return {_uid(name) for name in names if name}


def _uid(name: str) -> int:
    """Raises CommandError for an unknown user, which squeue does not mind (seen in 22.05 and 24.11)."""
    try:
        return int(name) if name.isdecimal() else pwd.getpwnam(name).pw_uid
    except KeyError:
        raise CommandError(f"sacct: error: Invalid user id: {name}") from None


def _lines(job: Job, controller: Controller, options: Words) -> list[Line]:
    lines = lines_of(job, controller.description, time.time())
    return lines[:1] if options.has("allocations") or refused(job) else lines


def _print(lines: Sequence[Line], columns: list[tuple[str, int]], options: Words) -> None:
    parsable = options.has("parsable2") or options.has("parsable")
    delimiter = encode(options.last("delimiter") or "|")
    end = delimiter if options.has("parsable") and not options.has("parsable2") else b""
    names = [FIELDS[name].name for name, _ in columns]
    if not options.has("noheader"):
        if parsable:
            emit(delimiter.join(map(encode, names)) + end)
        else:
            emit(_row(names, columns))
            emit(b"".join(b"-" * abs(width) + b" " for _, width in columns))
    for line in lines:
        values = [FIELDS[name].value(line).replace('"', "`") for name, _ in columns]
        emit(delimiter.join(map(encode, values)) + end if parsable else _row(values, columns))


def _row(values: list[str], columns: list[tuple[str, int]]) -> bytes:
    return b"".join(_cell(value, width) + b" " for value, (_, width) in zip(values, columns, strict=True))


def _cell(value: str, width: int) -> bytes:
    """A value that is too long loses its end and gets a + for it."""
    data, room = encode(value), abs(width)
    if len(data) > room:
        return data[: room - 1] + b"+"
    return fit(value, room, right=width > 0)
