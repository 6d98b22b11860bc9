"""Finding a job by its run folder, in the queue and in the accounting database.

The folder's last part is the run id, which no other job has. A job's name is not unique, and sites resolve symbolic
links in the path, so nothing else is compared.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .commands import FIELD, RECORD

_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_MESSAGE_TIMEOUT = re.compile(r"^MessageTimeout\s*=\s*(\d+)\s*sec", re.MULTILINE)
#: What sacct says of a submission that the controller turned down after it had taken an id (seen in 22.05 to 26.05).
_NEVER = frozenset({"None", "Unknown"})
#: Where a site keeps no accounts at all, sacct says this; there is nothing that could be asked.
_NO_ACCOUNTING = "slurm accounting storage is disabled"


def squeue_folders() -> list[str]:
    """Id and working directory of all of this user's jobs in every state."""
    return ["squeue", "--me", "--states=all", "--noheader", "-o", f"%i{FIELD}%Z{RECORD}"]


def sacct_folders(days: int) -> list[str]:
    """The same from the database, for jobs of the last `days` days by the cluster's own clock."""
    fields = "JobIDRaw,State,Start,WorkDir"
    return ["sacct", "-X", "-n", "-P", f"--delimiter={FIELD}", "-S", f"now-{days}days", "-o", fields]


def scontrol_config() -> list[str]:
    """The controller's settings."""
    return ["scontrol", "show", "config"]


def parse_squeue_folders(text: str, run_ids: Collection[str]) -> dict[str, tuple[int, ...]] | None:
    """Job ids by run id; None when the answer was cut."""
    found: dict[str, tuple[int, ...]] = {}
    lines = [line for line in text.split("\n") if line]
    # A folder's name may hold a newline, so only the end of the whole answer shows whether it was cut.
    if lines and not lines[-1].endswith(RECORD):
        return None
    for line in lines:
        job_id, _, folder = line.removesuffix(RECORD).partition(FIELD)
        _put(found, run_ids, job_id, folder)
    return found


def parse_sacct_folders(text: str, run_ids: Collection[str]) -> dict[str, tuple[int, ...]] | None:
    """The same from the answer to sacct_folders(); a submission that was turned down is no job."""
    found: dict[str, tuple[int, ...]] = {}
    if text and not text.endswith("\n"):
        return None
    for line in text.splitlines():
        job_id, state, start, folder = [*line.split(FIELD, 3), "", "", ""][:4]
        if state != "FAILED" or start not in _NEVER:
            _put(found, run_ids, job_id, folder)
    return found


def no_accounting(complaint: str) -> bool:
    """Whether sacct failed because the site has no database, rather than because the database does not answer."""
    return _NO_ACCOUNTING in complaint.lower()


def parse_message_timeout(text: str) -> int | None:
    """MessageTimeout of the answer to scontrol_config(), in seconds: how long a request may be under way."""
    found = _MESSAGE_TIMEOUT.search(text)
    return int(found[1]) if found else None


def _put(found: dict[str, tuple[int, ...]], run_ids: Collection[str], job_id: str, folder: str) -> None:
    run_id = folder.rstrip("/").rpartition("/")[2]
    if run_id in run_ids and _ID.fullmatch(job_id):
        found[run_id] = (*found.get(run_id, ()), int(job_id))
