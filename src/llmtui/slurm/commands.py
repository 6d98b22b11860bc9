"""The Slurm commands that llmtui runs, word by word.

Formats are always named, because SQUEUE_FORMAT and SACCT_FORMAT change the defaults, and carry only fields that no
user can choose: names may hold separators, newlines and escape codes. Every word here is known from Slurm 20.11
(squeue --me) on, and printed the same by 22.05, 24.11 and 26.05.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Field and record separators (ASCII unit and record separator).
FIELD = "\x1f"
RECORD = "\x1e"

#: Times as seconds since the epoch (squeue and sacct manuals, SLURM_TIME_FORMAT; strftime(3)): else they come without
#: a zone, and the cluster's may not be ours.
_EPOCH = ("env", "SLURM_TIME_FORMAT=%s")
#: squeue manual, -o: id, state, reason, elapsed, time limit, start, nodes.
SQUEUE_FIELDS = ("%i", "%T", "%r", "%M", "%l", "%S", "%N")
#: sacct manual, -o; every one of them exists from 20.11 on.
SACCT_FIELDS = (
    "JobID",
    "State",
    "ExitCode",
    "Submit",
    "Start",
    "End",
    "Elapsed",
    "Timelimit",
    "Reason",
    "NodeList",
)


def program(argv: Sequence[str]) -> str:
    """The Slurm command that an argument list runs."""
    return argv[len(_EPOCH)] if tuple(argv[: len(_EPOCH)]) == _EPOCH else argv[0]


def squeue(job_ids: Sequence[int] = ()) -> list[str]:
    """This user's jobs in every state, each record ended by RECORD so that a cut answer shows; of these ids, if any."""
    # Asked for one job that it does not know, squeue fails; of two such ids it says nothing (22.05, 24.11, 26.05).
    ids = [str(job_id) for job_id in (*job_ids, *job_ids[:1])]
    only = ["-j", ",".join(ids)] if ids else []
    return [*_EPOCH, "squeue", "--me", "--states=all", "--noheader", *only, "-o", FIELD.join(SQUEUE_FIELDS) + RECORD]


def sacct(job_ids: Iterable[int]) -> list[str]:
    """One line for each run of these jobs (no steps): a job that was put back into the queue has several."""
    ids = ",".join(str(job_id) for job_id in job_ids)
    options = ["-X", "-n", "-P", "--duplicates", f"--delimiter={FIELD}"]
    return [*_EPOCH, "sacct", *options, "-j", ids, "-o", ",".join(SACCT_FIELDS)]


def scontrol_show_job(job_id: int) -> list[str]:
    """Everything that the controller still remembers of one job."""
    return [*_EPOCH, "scontrol", "show", "job", str(job_id)]


def scancel(job_ids: Iterable[int]) -> list[str]:
    """Cancel these jobs; its exit status says little (0 for an unknown id), so ask for the state afterwards."""
    return ["scancel", *(str(job_id) for job_id in job_ids)]


def version() -> list[str]:
    """Which Slurm this is."""
    return ["squeue", "--version"]
