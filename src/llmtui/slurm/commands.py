"""The Slurm commands that llmtui runs, word by word.

Formats are always named, because SQUEUE_FORMAT and SACCT_FORMAT change the defaults, and carry only fields that no
user can choose: names may hold separators, newlines and escape codes.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Field and record separators (ASCII unit and record separator).
FIELD = "\x1f"
RECORD = "\x1e"

#: squeue manual, -o: id, state, reason, elapsed, time limit, start, nodes.
SQUEUE_FIELDS = ("%i", "%T", "%r", "%M", "%l", "%S", "%N")
#: sacct manual, -o; every one of them exists from 22.05 on.
SACCT_FIELDS = (
    "JobIDRaw",
    "State",
    "ExitCode",
    "Start",
    "End",
    "Elapsed",
    "Timelimit",
    "Reason",
    "NodeList",
)


def squeue() -> list[str]:
    """All of this user's jobs in every state, each record ended by RECORD so that a cut answer shows."""
    return ["squeue", "--me", "--states=all", "--noheader", "-o", FIELD.join(SQUEUE_FIELDS) + RECORD]


def sacct(job_ids: Iterable[int]) -> list[str]:
    """One line a job (no steps) for exactly these ids."""
    ids = ",".join(str(job_id) for job_id in job_ids)
    return ["sacct", "-X", "-n", "-P", f"--delimiter={FIELD}", "-j", ids, "-o", ",".join(SACCT_FIELDS)]


def scontrol_show_job(job_id: int) -> list[str]:
    """Everything that the controller still remembers of one job."""
    return ["scontrol", "show", "job", str(job_id)]


def scancel(job_id: int) -> list[str]:
    """Cancel one job; its exit status says little (0 for an unknown id), so ask for the state afterwards."""
    return ["scancel", str(job_id)]


def version() -> list[str]:
    """Which Slurm this is."""
    return ["squeue", "--version"]
