"""scontrol hold, release, requeue, requeuehold and update: what changes a job, all under the one lock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from ..controller import Controller
from ..errors import CommandError, RefusedError, unsupported
from ..job import Job
from ..jobid import JobId, id_words, read_job_ids
from ..requeue import requeue
from ..scheduler import take_task
from ..times import parse_timestamp

#: A change of one record. Raises RefusedError.
Change = Callable[[Controller, Job], None]
_UNKNOWN = "Invalid job id specified"
_OVER = "Job has already finished"
_ID_KEYS = ("jobid", "jobname")


def change(command: str, words: list[str], state: str) -> int:
    """Change every job that is named; 1 when one of them could not be. Raises CommandError."""
    if not words:
        raise CommandError(f"too few arguments for keyword:{command}")
    act = CHANGES[command]
    if command == "update":
        words = _update_words(words)
    try:
        controller = Controller(state)
    except (OSError, ValueError) as error:
        raise CommandError(f"scontrol: error: {error}") from None
    errors: list[str] = []
    with controller.store.locked():
        controller.advance()
        for text in (part for word in words for part in _parts(word)):
            errors += _change_one(controller, text, act, command)
        controller.advance()
    sys.stderr.write("".join(f"{line}\n" for line in errors))
    return 1 if errors else 0


def _change_one(controller: Controller, text: str, act: Change, command: str) -> list[str]:
    """What went wrong, in lines for stderr."""
    records = _records(controller, text)
    errors = [error for job in records if (error := _attempt(controller, job, act))] if records else [_UNKNOWN]
    if not errors:
        return []
    lines = [f"{error} for job {text}" for error in errors]
    # hold and release say it a second time, in the words of suspend (seen in 22.05).
    return lines + ([f"slurm_suspend error: {errors[-1]}"] if command in ("hold", "uhold", "release") else [])


def _attempt(controller: Controller, job: Job, act: Change) -> str:
    """Why it could not be done; "" when it was."""
    try:
        act(controller, job)
    except RefusedError as refused:
        return refused.message
    return ""


def _parts(word: str) -> list[str]:
    """Ids one by one, `jobname=NAME` as it is."""
    key, equals, value = word.partition("=")
    if equals and key.lower() == "jobname":
        return [f"jobname={value}"]
    return id_words(value if equals else word)


def _records(controller: Controller, text: str) -> list[Job]:
    """The records that an id means: of an array all that are not over, tasks that are named as records of their own."""
    store = controller.store
    active = store.active()
    if text.startswith("jobname="):
        return [job for job in active if job.name == text.removeprefix("jobname=")]
    try:
        (item,) = read_job_ids(text)
    except ValueError:
        return []
    found = [job for job in active if item.means(job)]
    if not found:
        job = store.find(item.job)
        ended = store.array(item.job) if job and job.array and job.base_id == item.job else [job] if job else []
        return [job for job in ended if item.means(job)]
    return [part for job in found for part in _split(controller, job, item)]


def _split(controller: Controller, job: Job, item: JobId) -> list[Job]:
    if item.tasks is None or job.array is None or job.array.task is not None:
        return [job]
    parts = []
    for task in sorted(item.tasks.intersection(job.array.waiting)):
        part = job if len(job.array.waiting) == 1 else take_task(job, task, controller.store.take_id())
        if part is not job:
            part.dependencies = list(job.dependencies)
            controller.store.save(part)
        parts.append(part)
    controller.store.save(job)
    return parts


def _hold(controller: Controller, job: Job) -> None:
    _not_over(job)
    job.held = job.reason = "JobHeldUser"
    controller.store.save(job)


def _release(controller: Controller, job: Job) -> None:
    _not_over(job)
    job.held, job.reason = "", "None"
    controller.store.save(job)


def _requeue(controller: Controller, job: Job) -> None:
    requeue(controller.store, job)


def _requeue_hold(controller: Controller, job: Job) -> None:
    requeue(controller.store, job, hold=True)


def _start_now(controller: Controller, job: Job) -> None:
    _not_over(job)
    job.begin_time = None
    controller.store.save(job)


def _not_over(job: Job) -> None:
    if not job.active:
        raise RefusedError(_OVER)


def _update_words(words: list[str]) -> list[str]:
    """The jobs of `update JobId=ID StartTime=now`; nothing else can be changed here. Raises CommandError."""
    pairs = {word.partition("=")[0].lower(): word.partition("=")[2] for word in words}
    for key, value in pairs.items():
        if key not in (*_ID_KEYS, "starttime") or (key == "starttime" and not _past(value)):
            raise unsupported("scontrol", f"update {key}={value}")
    return [f"{key}={value}" for key, value in pairs.items() if key in _ID_KEYS]


def _past(text: str) -> bool:
    try:
        return parse_timestamp(text, time.time()) <= time.time()
    except ValueError:
        return False


CHANGES: dict[str, Change] = {
    "hold": _hold,
    "uhold": _hold,
    "release": _release,
    "requeue": _requeue,
    "requeuehold": _requeue_hold,
    "update": _start_now,
}
