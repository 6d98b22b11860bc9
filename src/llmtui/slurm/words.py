"""States, reasons and exit codes in plain words; a word nobody knows is shown as it is."""

from __future__ import annotations

import re

from ..domain.bundle import DUPLICATE, STOPPED
from ..units import format_time_limit
from .reasons import FAMILIES, REASONS

_STATES = {
    "DRAFT": "being prepared",
    "STAGING": "files are being put in place",
    "STAGED": "ready to submit",
    "SUBMITTING": "being submitted",
    "SUBMITTED": "submitted",
    "REJECTED": "refused by Slurm",
    "SUBMIT_UNKNOWN": "not known whether Slurm took it",
    "GIVEN_UP": "given up before it was known whether Slurm took it",
    "PENDING": "waiting in the queue",
    "CONFIGURING": "nodes are being prepared",
    "RUNNING": "running",
    "COMPLETING": "ending",
    "STAGE_OUT": "files are being copied out",
    "SUSPENDED": "suspended",
    "STOPPED": "stopped by a signal",
    "REQUEUED": "put back into the queue",
    "REQUEUE_HOLD": "put back into the queue and held",
    "SPECIAL_EXIT": "put back into the queue and held",
    "RESIZING": "changing its size",
    "SIGNALING": "being signalled",
    "PREEMPTED": "displaced by another job",
    "COMPLETED": "completed",
    "FAILED": "failed",
    "CANCELLED": "cancelled",
    "TIMEOUT": "out of time",
    "OUT_OF_MEMORY": "out of memory",
    "NODE_FAIL": "a node failed",
    "BOOT_FAIL": "a node did not boot",
    "DEADLINE": "past its deadline",
    "ENDED": "ended from outside, by what is not known",
    "REVOKED": "taken over by another cluster",
    "REQUEUE_FED": "put back into the queue for another cluster",
    "RESV_DEL_HOLD": "held: its reservation was deleted",
    "POWER_UP_NODE": "nodes are being switched on",
    "EXPEDITING": "next in the queue",
    "LAUNCH_FAILED": "it could not be launched",
    "RECONFIG_FAIL": "its nodes could not be set up",
    "UPDATE_DB": "being written into the accounts",
}
#: Signals by their numbers on Linux (signal(7)); Slurm prints the number alone.
_SIGNALS = {
    1: "HUP",
    2: "INT",
    3: "QUIT",
    4: "ILL",
    6: "ABRT",
    7: "BUS",
    8: "FPE",
    9: "KILL",
    11: "SEGV",
    15: "TERM",
}
#: Who sends these signals to a job's script.
_CAUSES = {15: "cancelled, out of time, or displaced by another job", 9: "out of memory, cancelled, or out of time"}
_LATE_S = 60
_SIGNAL_REASON = re.compile(r"RaisedSignal:(\d+)\((.*)\)")
_EXIT_WORDS = {
    DUPLICATE: "its folder belongs to another job of the same run",
    STOPPED: "it saved a checkpoint and left before its time was over; sbatch job.sh in its folder goes on",
    126: "a program could not be run",
    127: "a program was not found",
}


def state_text(state: str) -> str:
    """What a state word means, or the word itself."""
    return _STATES.get(state, state)


def reason_text(state: str, reason: str, exit_code: str, time_limit_s: int | None = None) -> str:
    """Why the job waits, or how it ended; "" where there is nothing to explain.

    `exit_code` is Slurm's CODE:SIGNAL text, `time_limit_s` the job's limit in seconds.
    """
    if state == "TIMEOUT":
        limit = f" of {format_time_limit(time_limit_s)}" if time_limit_s else ""
        return f"it reached its time limit{limit}"
    if state == "OUT_OF_MEMORY":
        return "it used more memory than it was given and was killed"
    if state == "CANCELLED":
        return f"cancelled: {pending_text(reason)}" if reason else "cancelled by the user (scancel)"
    if state == "NODE_FAIL":
        return "a node of the job failed, or went away with the job on it"
    if state == "FAILED":
        return _failure(reason, exit_code)
    if state in {"COMPLETED", "RUNNING", "COMPLETING"}:
        return ""
    return pending_text(reason)


def ended_text(exit_code: str, elapsed_s: int | None, time_limit_s: int | None) -> str:
    """What is known of a script that was ended from outside, of which Slurm does not tell; times in seconds."""
    code = exit_code.partition(":")[0]
    number = int(code) - 128 if code.isdigit() else 0
    name = f"signal {number} (SIG{_SIGNALS[number]})" if number in _SIGNALS else "a signal"
    text = f"its script was ended by {name}: {_CAUSES.get(number, _CAUSES[15])}"
    # The script starts some seconds after the job does.
    if elapsed_s is None or not time_limit_s or elapsed_s < time_limit_s - min(_LATE_S, time_limit_s // 20):
        return text
    return f"{text}; most likely its time limit of {format_time_limit(time_limit_s)}, which it had reached"


def pending_text(reason: str) -> str:
    """A reason word in plain words; the word stays beside a family's text, which says less than the word."""
    if not reason:
        return ""
    for key in (reason, reason.partition(",")[0]):
        if key in REASONS:
            return REASONS[key]
    match = _SIGNAL_REASON.fullmatch(reason)
    if match:
        return _signal(int(match[1]))
    for beginning, text in FAMILIES:
        if reason.startswith(beginning):
            return f"{text} ({reason})"
    return reason


def _failure(reason: str, exit_code: str) -> str:
    code, _, signal = exit_code.partition(":")
    if signal.isdigit() and int(signal):
        return _signal(int(signal))
    if code.isdigit() and int(code):
        number = int(code)
        word = _EXIT_WORDS.get(number) or (_signal(number - 128) if 128 < number < 160 else "")
        return f"it ended with exit code {number}" + (f": {word}" if word else "")
    return pending_text(reason) or "it failed; Slurm gives no reason"


def _signal(number: int) -> str:
    if number == 125:
        return "it used more memory than it was given and was killed"
    if number == 53:
        return "its output file could not be opened"
    name = f" (SIG{_SIGNALS[number]})" if number in _SIGNALS else ""
    often = ", often for using too much memory" if number == 9 else ""
    return f"killed by signal {number}{name}{often}"
