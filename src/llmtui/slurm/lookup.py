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
#: What stands for the nodes of a job that had none.
_NO_NODES = frozenset({"", "(null)", "None assigned"})
#: Where a site keeps no accounts at all, sacct says this; there is nothing that could be asked.
_NO_ACCOUNTING = "slurm accounting storage is disabled"


def squeue_folders() -> list[str]:
    """Id, state, nodes and working directory of all of this user's jobs in every state."""
    return ["squeue", "--me", "--states=all", "--noheader", "-o", FIELD.join(("%i", "%T", "%N", "%Z")) + RECORD]


def sacct_folders(days: int) -> list[str]:
    """The same from the database, for jobs of the last `days` days by the cluster's own clock."""
    fields = "JobIDRaw,State,NodeList,WorkDir"
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
        _put(found, run_ids, line.removesuffix(RECORD))
    return found


def parse_sacct_folders(text: str, run_ids: Collection[str]) -> dict[str, tuple[int, ...]] | None:
    """The same from the answer to sacct_folders()."""
    found: dict[str, tuple[int, ...]] = {}
    if text and not text.endswith("\n"):
        return None
    for line in text.splitlines():
        _put(found, run_ids, line)
    return found


def folder_of(text: str, job_id: int) -> str | None:
    """The working directory of one job in the answer to squeue_folders(), None when it is not there."""
    for line in text.split("\n"):
        found, _, _, folder = [*line.removesuffix(RECORD).split(FIELD, 3), "", "", ""][:4]
        if found == str(job_id):
            return folder
    return None


def no_accounting(complaint: str) -> bool:
    """Whether sacct failed because the site has no database, rather than because the database does not answer."""
    return _NO_ACCOUNTING in complaint.lower()


def parse_message_timeout(text: str) -> int | None:
    """MessageTimeout of the answer to scontrol_config(), in seconds: how long a request may be under way."""
    found = _MESSAGE_TIMEOUT.search(text)
    return int(found[1]) if found else None


def _put(found: dict[str, tuple[int, ...]], run_ids: Collection[str], line: str) -> None:
    job_id, state, nodes, folder = [*line.split(FIELD, 3), "", "", ""][:4]
    run_id = folder.rstrip("/").rpartition("/")[2]
    # A submission that was refused for its size burns an id and stays as a FAILED job without nodes: it is no job.
    refused = state == "FAILED" and nodes in _NO_NODES
    if run_id in run_ids and _ID.fullmatch(job_id) and not refused:
        found[run_id] = (*found.get(run_id, ()), int(job_id))
