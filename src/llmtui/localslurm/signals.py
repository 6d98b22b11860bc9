"""Signals by name or number, and whom they are sent to in a job (scancel and sbatch manuals, --signal)."""

from __future__ import annotations

import re
import signal
import time

from .job import Job, TimeSignal
from .logfile import cancelled_line, write_line
from .processes import Members, send

#: The most seconds that --signal takes (slurm.h, 16 bits).
_MOST_S = 65535
_WARNING = re.compile(r"(?:[RB]{0,2}:)?([A-Za-z0-9]+)(?:@(\d{1,5}))?", re.ASCII)
_ENDING = (signal.SIGTERM, signal.SIGKILL)


def read_signal(text: str) -> int:
    """A signal's number from its number or its name, with or without SIG. Raises ValueError."""
    if text.isdecimal():
        number = int(text)
        if not 0 < number < signal.NSIG:
            raise ValueError(text)
        return number
    name = text.upper().removeprefix("SIG")
    try:
        return int(signal.Signals[f"SIG{name}"])
    except KeyError:
        raise ValueError(text) from None


def read_time_signal(text: str) -> TimeSignal:
    """[R:][B:]SIGNAL[@SECONDS]. Raises ValueError."""
    match = _WARNING.fullmatch(text)
    seconds = int(match[2] or 60) if match else 0
    if match is None or seconds > _MOST_S:
        raise ValueError(text)
    return TimeSignal(read_signal(match[1]), seconds, "B" in text.rpartition(":")[0])


def deliver(job: Job, number: int, *, batch: bool = False, full: bool = False, step: int | None = None) -> None:
    """Signal a running job: its steps, one step, its batch shell alone (`batch`), or everything (`full`)."""
    members = Members(job.token, job.owner.pid if job.owner else None)
    if batch:
        _signal_shell(job, members, number)
    elif full:
        # srun passes signals on: its tasks would get them twice.
        sruns = {item.pid for item in job.steps}
        for pid in members.look().keys() - sruns:
            send(pid, number)
    else:
        members.signal_steps(number, step)


def _signal_shell(job: Job, members: Members, number: int) -> None:
    """The batch shell is the supervisor's first child; others of its children are orphans of the job."""
    if number in _ENDING:
        write_line(job, cancelled_line(job, time.time()))
    children = [item for item, _ in members.look().values() if job.owner and item.parent == job.owner.pid]
    if children:
        send(min(children, key=lambda item: (item.start, item.pid)).pid, number)
