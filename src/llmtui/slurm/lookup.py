"""Finding a job by its run folder, in the queue and in the accounting database.

The folder's last part is the run id, which no other job has. A job's name is not unique, and sites resolve symbolic
links in the path, so nothing else is compared.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..domain.states import REVERSIBLE_STATES, TERMINAL_STATES
from .commands import FIELD, RECORD
from .jobids import base_id

_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_FIELDS = 4
_MESSAGE_TIMEOUT = re.compile(r"^MessageTimeout\s*=\s*(\d+)\s*sec", re.MULTILINE)
_MIN_JOB_AGE = re.compile(r"^MinJobAge\s*=\s*(\d+)\s*sec", re.MULTILINE)
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
    """Job ids by run id; None when the answer was cut or holds something that was not asked for."""
    records = _squeue_records(text)
    return None if records is None else _by_run(records, run_ids)


def parse_sacct_folders(text: str, run_ids: Collection[str]) -> dict[str, tuple[int, ...]] | None:
    """The same from the answer to sacct_folders()."""
    lines = text.split("\n")
    if lines.pop():
        return None
    records = _records([line for line in lines if line])
    return None if records is None else _by_run(records, run_ids)


def parse_squeue_places(text: str) -> dict[int, str] | None:
    """The working directories of plain jobs by id, from the same answer to squeue_folders(); None as above."""
    records = _squeue_records(text)
    if records is None:
        return None
    return {int(job_id): folder for job_id, _, _, folder in records if _ID.fullmatch(job_id)}


def parse_squeue_live(text: str) -> dict[str, tuple[str, ...]] | None:
    """Ids of jobs that are not over, arrays and their tasks too, by the last part of their folder; None as above."""
    live = _live(text)
    if live is None:
        return None
    found: dict[str, tuple[str, ...]] = {}
    for job_id, folder in live:
        found[last_part(folder)] = (*found.get(last_part(folder), ()), job_id)
    return found


def parse_squeue_live_places(text: str) -> dict[int, str] | None:
    """The folders of plain jobs that are not over, by id; None as above."""
    live = _live(text)
    return None if live is None else {int(job_id): folder for job_id, folder in live if _ID.fullmatch(job_id)}


def _live(text: str) -> list[tuple[str, str]] | None:
    """Ids and folders of jobs that have not ended, or may start again."""
    records = _squeue_records(text)
    if records is None:
        return None
    over = TERMINAL_STATES - REVERSIBLE_STATES
    return [(job_id, folder) for job_id, state, _, folder in records if state not in over]


def no_accounting(complaint: str) -> bool:
    """Whether sacct failed because the site has no database, rather than because the database does not answer."""
    return _NO_ACCOUNTING in complaint.lower()


def parse_message_timeout(text: str) -> int | None:
    """MessageTimeout of the answer to scontrol_config(), in seconds: how long a request may be under way."""
    found = _MESSAGE_TIMEOUT.search(text)
    return int(found[1]) if found else None


def parse_min_job_age(text: str) -> int | None:
    """MinJobAge of the same answer, in seconds: how long the controller remembers a job that has ended.

    0: as long as it runs (slurm.conf, MinJobAge).
    """
    found = _MIN_JOB_AGE.search(text)
    return int(found[1]) if found else None


def _squeue_records(text: str) -> list[list[str]] | None:
    # A folder's name may hold a newline, so the end of a record is both.
    records = text.split(f"{RECORD}\n")
    return None if records.pop().strip("\n") else _records([record.lstrip("\n") for record in records])


def _records(lines: Sequence[str]) -> list[list[str]] | None:
    """Id, state, nodes and folder of each; None when one is none: then others may be missing as well."""
    records = [line.split(FIELD) for line in lines]
    whole = all(len(record) == _FIELDS and base_id(record[0]) is not None for record in records)
    return records if whole else None


def _by_run(records: Sequence[Sequence[str]], run_ids: Collection[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for job_id, state, nodes, folder in records:
        run_id = last_part(folder)
        # A submission that was refused for its size burns an id and stays as a FAILED job without nodes: it is no job.
        refused = state == "FAILED" and nodes in _NO_NODES
        if run_id in run_ids and _ID.fullmatch(job_id) and not refused:
            found[run_id] = (*found.get(run_id, ()), int(job_id))
    return found


def last_part(folder: str) -> str:
    """The last part of a path: the run id, where the folder is a run's."""
    return folder.rstrip("/").rpartition("/")[2]
