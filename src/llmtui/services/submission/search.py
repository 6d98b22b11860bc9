"""The search of squeue and sacct for jobs by their run folder, after an sbatch that ended without a clear answer."""

from __future__ import annotations

import errno
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from ...domain.bundle import CLAIM
from ...domain.record import JobRecord
from ...remote.transport import Result
from ...slurm import lookup
from ...slurm.parse import parse_job_id
from ..journal.records import Records
from ..reach.link import Link
from ..watching.answers import QUERY_S, complaint, strict_complaint
from ..watching.budget import EVERYTHING, SLOW_S, Leave
from .attempts import taken
from .runfolder import JOB_ID_FILE

#: Seconds from one search for the same run to the next, and the least time over which it has to be in vain.
SEARCH_S = 60.0
_RESTING_S = 600.0
_DAY_S = 86400.0

Found = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Search:
    """What one search brought for a run.

    `asked` tells whether the database was asked, `whole` whether it answered as well: only then absence says something.
    `settle_s` is how long a request may still be under way to the queue, in seconds.
    """

    ids: tuple[int, ...]
    claim: int | None
    asked: bool
    whole: bool
    settle_s: float | None = None


@dataclass(frozen=True)
class Searched:
    """What a search cost and left open.

    `left` is what may still be asked. `problem` says why the cluster did not answer, "" when it did or had nothing to
    be asked; `queue` whether squeue was asked, `accounting` whether sacct answered (None: not asked). `owed` counts the
    commands that there was no leave for, `slow` says that one took long. `min_job_age_s` is the controller's MinJobAge
    where its settings were read.
    """

    left: Leave
    problem: str = ""
    queue: bool = False
    accounting: bool | None = None
    owed: int = 0
    slow: bool = False
    min_job_age_s: int | None = None


def search_by_folder(
    link: Link, records: Records, unclear: Sequence[JobRecord], now: float, leave: Leave = EVERYTHING
) -> Searched:
    """Adopt the jobs of these runs, or note that there was none: one squeue for all of them, one sacct a minute.

    `leave` holds how many commands may be run in all.
    """
    if not unclear:
        return Searched(leave)
    if not leave.calls:
        return Searched(leave, owed=1)
    asking = _Asking(link, leave)
    run_ids = {record.id for record in unclear}
    listed = asking.slurm(lookup.squeue_folders())
    queue = None if strict_complaint(listed) else lookup.parse_squeue_folders(listed.out.raw, run_ids)
    if queue is None:
        problem = complaint(listed)
        return replace(asking.searched(), problem=f"squeue: {problem}" if problem else "")
    due = [record for record in unclear if _is_due(record, now)]
    database, settle_s = asking.accounting(run_ids, due, now) if due else (None, None)
    asked = asking.database is not None
    changes = {}
    for record in unclear:
        ids = {*queue.get(record.id, ()), *(database or {}).get(record.id, ())}
        ours = asked and record in due
        search = Search(tuple(sorted(ids)), claim_of(link, record), ours, ours and database is not None, settle_s)
        changes[record.id] = partial(_searched, attempt=record.attempt, search=search, now=now)
    for found in records.update_many(changes).values():
        if found.submission == "SUBMITTED":
            _note(link, found)
    return asking.searched()


class _Asking:
    """Runs Slurm commands while there is leave for them."""

    def __init__(self, link: Link, leave: Leave) -> None:
        self._link = link
        self._leave = leave
        self._calls = leave.calls
        self._owed = 0
        self._slow = False
        #: Whether sacct answered, None while it was not asked.
        self.database: bool | None = None
        self._min_job_age_s: int | None = None

    def slurm(self, argv: Sequence[str]) -> Result:
        """One command."""
        self._calls -= 1
        result = self._link.slurm(argv, timeout_s=QUERY_S)
        self._slow = self._slow or result.seconds > SLOW_S
        return result

    def accounting(self, run_ids: set[str], due: Sequence[JobRecord], now: float) -> tuple[Found | None, float | None]:
        """What the database tells, and how long a request may be under way where that decides; None for no answer."""
        decides = any(record.missed_at is not None and not record.resubmittable for record in due)
        if self._leave.accounting == "failing":
            return None, None
        if self._calls < 1 + decides or self._leave.accounting == "later":
            # Absence counts only with both, so half of it would be asked in vain.
            self._owed = 2 + decides
            return None, None
        # How long ago by our clock; the cluster subtracts it from its own.
        days = math.ceil(max(0.0, now - min(record.created_at for record in due)) / _DAY_S) + 1
        result = self.slurm(lookup.sacct_folders(days))
        none = result.outcome == "failed" and lookup.no_accounting(result.err.raw)
        self.database = none or not strict_complaint(result)
        if not self.database:
            return None, None
        found = {} if none else lookup.parse_sacct_folders(result.out.raw, run_ids)
        return found, self._settle_s() if decides and found is not None else None

    def _settle_s(self) -> float | None:
        """Twice the time-out that the controller itself has for a message; what else its settings tell is kept."""
        result = self.slurm(lookup.scontrol_config())
        if strict_complaint(result):
            return None
        self._min_job_age_s = lookup.parse_min_job_age(result.out.raw)
        found = lookup.parse_message_timeout(result.out.raw)
        return None if found is None else 2.0 * found

    def searched(self) -> Searched:
        """What all of it cost."""
        asked = self.database is not None
        known = self._leave.min_job_age_s if self._min_job_age_s is None else self._min_job_age_s
        left = Leave(self._calls, "later" if asked else self._leave.accounting, known)
        return Searched(left, "", True, self.database, self._owed, self._slow, self._min_job_age_s)


def _is_due(record: JobRecord, now: float) -> bool:
    """Whether the database may be asked of it: seldom once the user knows that there is no job."""
    wait_s = _RESTING_S if record.resubmittable else SEARCH_S
    return record.looked_at is None or abs(now - record.looked_at) >= wait_s


def claim_of(link: Link, record: JobRecord) -> int | None:
    """The job that claimed the run folder, None while there is none or that cannot be read."""
    try:
        return read_claim(link, record)
    except OSError:
        return None


def read_claim(link: Link, record: JobRecord) -> int | None:
    """The job that claimed the run folder, None while none has. Raises OSError where that cannot be told."""
    path = f"{record.run_dir}/{CLAIM}"
    try:
        data, _ = link.transport.read_at(path, 0, 64)
    except FileNotFoundError:
        return None
    job_id = parse_job_id(data.decode("ascii", errors="replace"))
    if job_id is None:
        raise OSError(errno.EIO, "no job id", path)
    return job_id


def _note(link: Link, record: JobRecord) -> None:
    """Leave the id in the run folder, where every client looks before it begins an attempt."""
    # The journal holds it as well, so that a folder which cannot be written loses nothing.
    with suppress(OSError):
        link.transport.put_atomic(f"{record.run_dir}/{JOB_ID_FILE}", f"{record.job_id}\n".encode())


def _searched(record: JobRecord, attempt: int, search: Search, now: float) -> JobRecord:
    if record.submission != "SUBMIT_UNKNOWN" or record.attempt != attempt:
        return record
    if search.claim is not None or search.ids:
        first = search.ids[0] if search.claim is None else search.claim
        return taken(record, (first, *(job_id for job_id in search.ids if job_id != first)), now)
    if search.asked:
        record = replace(record, looked_at=now)
    if not search.whole:
        return record
    if record.missed_at is None:
        text = f"{record.problem}; Slurm has no job of this run so far, which is looked at again in a minute"
        return replace(record, missed_at=now, problem=text)
    if record.resubmittable or search.settle_s is None or now - record.missed_at < max(SEARCH_S, search.settle_s):
        return record
    text = "Slurm has no job of this run, searched for twice: it can be submitted again"
    return replace(record, resubmittable=True, problem=text)
