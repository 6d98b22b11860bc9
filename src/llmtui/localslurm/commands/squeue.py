"""squeue: the jobs that the controller knows."""

from __future__ import annotations

import os
import pwd
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

from ..columns import Token, emit, encode, parse_format, render
from ..controller import Controller
from ..errors import CommandError, unsupported
from ..job import SHORT_STATES, Job
from ..jobid import narrowed, read_job_ids, single_tasks
from ..options import Words, parse, table
from .squeue_fields import DEFAULT_FORMAT, FIELDS, LONG_FORMAT, START_FORMAT, Row
from .squeue_long import long_line, parse_columns

#: A line of the table; that of the headings without a row.
Printer = Callable[[Row | None], bytes]

_REFUSED = table("clusters|M= iterate|i= json=? licenses|L= sort|S= steps|s=? yaml=?")
_TABLE = {
    **table(
        "account|A= all|a array|r Format|O= format|o= help hide job|j= jobs|j= long|l me name|n= nodelist|w= "
        "noheader|h partition|p= priority|P qos|q= start states|t= usage user|u= users= verbose|v version|V"
    ),
    **_REFUSED,
}
_NAMED: dict[str, Callable[[Job], str]] = {
    "partition": lambda job: job.request.partition,
    "name": lambda job: job.name,
    "account": lambda job: job.account,
    "qos": lambda job: job.qos,
}


def run(words: list[str], state: str) -> int:
    """Print jobs. Raises CommandError."""
    options = parse("squeue", _TABLE, words)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("squeue", f"--{name}")
    try:
        controller = Controller(state)
        jobs = controller.known()
    except (OSError, ValueError) as error:
        raise CommandError(f"slurm_load_jobs error: {error}") from None
    _print(_choose(jobs, options), _printer(options), controller, options)
    return 0


def _printer(options: Words) -> Printer:
    """How a line is made: from -O, from -o or from the environment. Raises CommandError for both at once."""
    if options.has("Format") and options.has("format"):
        raise CommandError("squeue: error: -o (--format) is incompatible with -O (--Format)")
    by_names = options.last("Format")
    if by_names is None and not any(options.has(name) for name in ("format", "start", "long")):
        by_names = None if os.environ.get("SQUEUE_FORMAT") else os.environ.get("SQUEUE_FORMAT2")
    if by_names is not None:
        columns = parse_columns(by_names)
        return partial(long_line, columns)
    tokens = parse_format(_format(options), FIELDS, "squeue: error: Invalid job format specification")
    return partial(_line, tokens)


def _line(tokens: list[Token], row: Row | None) -> bytes:
    return render(tokens, (lambda letter: FIELDS[letter][0]) if row is None else partial(_value, row))


def _format(options: Words) -> str:
    if options.has("format"):
        return options.last("format") or ""
    if options.has("start"):
        return START_FORMAT
    if options.has("long"):
        return LONG_FORMAT
    return os.environ.get("SQUEUE_FORMAT") or DEFAULT_FORMAT


def _print(jobs: list[Job], line: Printer, controller: Controller, options: Words) -> None:
    now = time.time()
    if options.has("long") and not options.has("noheader"):
        emit(encode(time.strftime("%a %b %d %H:%M:%S %Y", time.localtime(now))))
    if not options.has("noheader"):
        emit(line(None))
    for job in jobs:
        emit(line(Row(job, controller.description, now)))


def _value(row: Row, letter: str) -> str:
    return FIELDS[letter][1](row)


def _choose(jobs: list[Job], options: Words) -> list[Job]:
    """The jobs that pass every filter, in squeue's default order: partition, state, priority."""
    jobs = _named(jobs, options)
    tests = list(_filters(options))
    chosen = [job for job in jobs if all(test(job) for test in tests)]
    if options.has("start"):
        chosen = [job for job in chosen if job.waiting]
    if options.has("array"):
        chosen = [part for job in chosen for part in single_tasks(job, job.array.tasks if job.array else ())]
    return sorted(chosen, key=_place)


def _place(job: Job) -> tuple[str, str, int, int]:
    task = min(job.array.tasks, default=0) if job.array else 0
    return job.request.partition, SHORT_STATES[job.shown_state], job.base_id, task


def _named(jobs: list[Job], options: Words) -> list[Job]:
    """The jobs or array tasks of --jobs. Raises CommandError for a single id that nobody knows."""
    text = options.last("jobs") or options.last("job")
    if not text:
        return jobs
    try:
        ids = read_job_ids(text)
    except ValueError:
        raise CommandError(f"squeue: error: Invalid job id: {text}") from None
    # With a list of ids squeue loads every job and filters itself, so only a single unknown id is an error.
    if len(ids) == 1 and not any(ids[0].job in (job.id, job.base_id) for job in jobs):
        raise CommandError("slurm_load_jobs error: Invalid job id specified")
    return [part for job in jobs for part in narrowed(job, ids)]


def _filters(options: Words) -> Iterable[Callable[[Job], bool]]:
    """One test for each filter that was given. Raises CommandError for odd states."""
    states = _states(options)
    if states is not None:
        yield lambda job: job.shown_state in states or job.state in states
    users = _users(options)
    if users is not None:
        yield lambda job: job.user in users or str(job.uid) in users
    wanted = {name: text.split(",") for name in _NAMED if (text := options.last(name)) is not None}
    yield lambda job: all(_NAMED[name](job) in words for name, words in wanted.items())
    nodes = options.last("nodelist")
    if nodes is not None:
        yield lambda job: bool(set(job.nodes) & set(nodes.split(",")))


def _states(options: Words) -> set[str] | None:
    text = options.last("states")
    if text is None:
        return {"PENDING", "RUNNING", "COMPLETING"}
    if text.lower() == "all":
        return None
    short = {code: state for state, code in SHORT_STATES.items()}
    found = set()
    for word in text.upper().split(","):
        if word not in SHORT_STATES and word not in short:
            raise CommandError(f"squeue: error: Invalid job state specified: {word}")
        found.add(short.get(word, word))
    return found


def _users(options: Words) -> set[str] | None:
    if options.has("me"):
        return {str(os.getuid())}
    text = options.last("user") or options.last("users")
    if text is None:
        return None
    for name in text.split(","):
        if not _is_user(name):
            # squeue goes on, prints no job and exits 0 (seen in 22.05 to 26.05).
            sys.stderr.write(f"squeue: error: Invalid user: {name}\n\n")
    return set(text.split(","))


def _is_user(name: str) -> bool:
    try:
        pwd.getpwuid(int(name)) if name.isdecimal() else pwd.getpwnam(name)
    except KeyError:
        return False
    return True
