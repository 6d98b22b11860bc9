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
from ..options import Words, parse, table
from .squeue_fields import DEFAULT_FORMAT, FIELDS, LONG_FORMAT, START_FORMAT, Row

_REFUSED = table("clusters|M= Format|O= iterate|i= json=? licenses|L= sort|S= steps|s=? yaml=?")
_TABLE = {
    **table(
        "account|A= all|a array|r format|o= help hide job|j= jobs|j= long|l me name|n= nodelist|w= noheader|h "
        "partition|p= priority|P qos|q= start states|t= usage user|u= users= verbose|v version|V"
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
    chosen = _choose(jobs, options)
    tokens = parse_format(_format(options), FIELDS, "squeue: error: Invalid job format specification")
    _print(chosen, tokens, controller, options)
    return 0


def _format(options: Words) -> str:
    if options.has("format"):
        return options.last("format") or ""
    if options.has("start"):
        return START_FORMAT
    if options.has("long"):
        return LONG_FORMAT
    return os.environ.get("SQUEUE_FORMAT") or DEFAULT_FORMAT


def _print(jobs: list[Job], tokens: list[Token], controller: Controller, options: Words) -> None:
    now = time.time()
    if options.has("long") and not options.has("noheader"):
        emit(encode(time.strftime("%a %b %d %H:%M:%S %Y", time.localtime(now))))
    if not options.has("noheader"):
        emit(render(tokens, lambda letter: FIELDS[letter][0]))
    for row in [Row(job, controller.description, now) for job in jobs]:
        emit(render(tokens, partial(_value, row)))


def _value(row: Row, letter: str) -> str:
    return FIELDS[letter][1](row)


def _choose(jobs: list[Job], options: Words) -> list[Job]:
    """The jobs that pass every filter, in squeue's default order: partition, state, priority."""
    tests = list(_filters(jobs, options))
    chosen = [job for job in jobs if all(test(job) for test in tests)]
    if options.has("start"):
        chosen = [job for job in chosen if job.state == "PENDING"]
    return sorted(chosen, key=lambda job: (job.request.partition, SHORT_STATES[job.shown_state], job.id))


def _filters(jobs: list[Job], options: Words) -> Iterable[Callable[[Job], bool]]:
    """One test for each filter that was given. Raises CommandError for ids that nobody knows and odd states."""
    ids = _ids(jobs, options)
    if ids is not None:
        yield lambda job: job.id in ids
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


def _ids(jobs: list[Job], options: Words) -> set[int] | None:
    text = options.last("jobs") or options.last("job")
    if text is None or text == "":
        return None
    words = text.split(",")
    if not all(word.strip().isdecimal() for word in words):
        raise CommandError(f"squeue: error: Invalid job id: {text}")
    ids = {int(word) for word in words}
    # With a list of ids squeue loads every job and filters itself, so only a single unknown id is an error.
    if len(ids) == 1 and not ids & {job.id for job in jobs}:
        raise CommandError("slurm_load_jobs error: Invalid job id specified")
    return ids


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
