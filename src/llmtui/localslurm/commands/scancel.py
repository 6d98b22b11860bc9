"""scancel: end or signal jobs by id, name, user, state or partition."""

from __future__ import annotations

import os
import signal
import sys

from ..controller import Controller
from ..errors import CommandError, unsupported
from ..job import SHORT_STATES, Job
from ..jobid import JobId, read_job_ids
from ..options import Words, parse, table
from ..signals import deliver, read_signal

_REFUSED = table("clusters|M= interactive|i nodelist|w= reservation|R= wckey=")
_TABLE = {
    **table(
        "account|A= batch|b full|f help hurry|H jobname|n= me name|n= partition|p= qos|q= quiet|Q signal|s= state|t= "
        "usage user|u= verbose|v version|V"
    ),
    **_REFUSED,
}
_FILTERS = ("me", "name", "jobname", "user", "state", "partition", "account", "qos")


def run(words: list[str], state: str) -> int:
    """Cancel or signal jobs. Raises CommandError.

    To cancel what is unknown or over is no error, to signal it is one (seen in 22.05).
    """
    options = parse("scancel", _TABLE, words)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("scancel", f"--{name}")
    ids, number = _ids(options), _signal(options)
    if not ids and not any(options.has(name) for name in _FILTERS):
        raise CommandError("scancel: error: No job identification provided")
    try:
        controller = Controller(state)
    except (OSError, ValueError) as error:
        raise CommandError(f"scancel: error: {error}") from None
    with controller.store.locked():
        jobs = [job for job in controller.advance() if _wanted(job, options)]
        errors = _act(controller, _pairs(jobs, ids), options, number)
        controller.advance()
    if number is not None:
        errors += [_error(item.job, "Invalid job id specified") for item in ids if not any(map(item.means, jobs))]
    if errors and not options.has("quiet"):
        sys.stderr.write("".join(f"{line}\n" for line in errors))
    return 1 if errors else 0


def _pairs(jobs: list[Job], ids: list[JobId]) -> list[tuple[Job, JobId]]:
    if not ids:
        return [(job, JobId(job.id)) for job in jobs]
    return [(job, item) for item in ids for job in jobs if item.means(job)]


def _act(controller: Controller, pairs: list[tuple[Job, JobId]], options: Words, number: int | None) -> list[str]:
    """Do it to each; what could not be done, as lines for stderr."""
    errors = []
    for job, item in pairs:
        if options.has("verbose"):
            what = "Terminating" if number is None else f"Signal {number} to"
            sys.stderr.write(f"scancel: {what} job {job.shown_id}\n")
        if item.step is not None:
            deliver(job, number or signal.SIGKILL, step=item.step)
        elif options.has("batch") or number not in (None, signal.SIGKILL):
            if job.waiting:
                errors.append(_error(job.id, "Job can not be altered now, try again later"))
            batch, full = options.has("batch"), options.has("full")
            deliver(job, number or signal.SIGKILL, batch=batch, full=full)
        else:
            controller.cancel(job, os.getuid(), item.tasks)
    return errors


def _error(job_id: int, what: str) -> str:
    return f"scancel: error: Kill job error on job id {job_id}: {what}"


def _ids(options: Words) -> list[JobId]:
    try:
        return [item for text in options.rest for item in read_job_ids(text)]
    except ValueError as error:
        raise CommandError(f"scancel: error: Invalid job id {error}") from None


def _signal(options: Words) -> int | None:
    text = options.last("signal")
    try:
        return None if text is None else read_signal(text)
    except ValueError:
        raise CommandError(f"Unknown job signal: {text}") from None


def _wanted(job: Job, options: Words) -> bool:
    name = options.last("name") or options.last("jobname")
    user = options.last("user")
    state = options.last("state")
    if name is not None and job.name not in name.split(","):
        return False
    if user is not None and user not in (job.user, str(job.uid)):
        return False
    if options.has("me") and job.uid != os.getuid():
        return False
    if state is not None and not _in_state(job, state.upper()):
        return False
    asked = (("partition", job.request.partition), ("account", job.account), ("qos", job.qos))
    return all(options.last(key) in (None, value) for key, value in asked)


def _in_state(job: Job, word: str) -> bool:
    return word in (job.shown_state, SHORT_STATES[job.shown_state])
