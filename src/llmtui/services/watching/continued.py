"""Runs that stopped with a checkpoint and go on in another job: `sbatch job.sh` by hand, which nobody tells llmtui of.

The new job leaves its marks in the run folder. They are read without any Slurm command; once a later job has begun
there, it is the run's job and is watched as every other one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ...domain.bundle import STATUS, STOPPED
from ...domain.record import JobRecord
from ...remote.transport import Transport
from ..journal.records import Records
from ..reach.link import Link
from ..submission.runfolder import adopt

#: How often the folders of a cluster's stopped runs are looked into, in seconds, and how many of them, newest first.
EVERY_S = 60.0
_MOST = 50
#: Who has not gone on for so long is not looked at any more, in seconds.
_LONG_S = 90 * 86400.0
_TIMEOUT_S = 15.0
_MARK_BYTES = 64
_SEE = f"""see() (
  cd -- "$2" 2>/dev/null || exit 0
  for mark in {STATUS}/*.start; do
    [ -f "$mark" ] && [ ! -L "$mark" ] || continue
    printf '%s %s %s\\n' "$1" "${{mark##*/}}" "$(head -c {_MARK_BYTES} "$mark" | head -n 1)"
  done
)
"""
_LINE = re.compile(r"(\d{1,4}) ([1-9]\d{0,9})\.\d{1,6}\.start \d{1,3} (\d{1,11})", re.ASCII)


def may_go_on(record: JobRecord, now: float) -> bool:
    """Whether the run stopped with a checkpoint, so that the user may go on by hand; seconds since the epoch."""
    status = record.status
    if status is None or record.submission != "SUBMITTED" or record.deleted_at is not None:
        return False
    stopped = status.state == "FAILED" and status.exit_code == f"{STOPPED}:0"
    return stopped and now - (record.status_at or now) < _LONG_S


class Continuations:
    """Looks into the folders of stopped runs, once in EVERY_S a cluster."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked: dict[str, float] = {}

    def due(self, found: Sequence[JobRecord], now: float, *, force: bool = False) -> dict[str, list[JobRecord]]:
        """Stopped runs by the clusters that it is time to look at; those count as looked at."""
        stopped = [record for record in found if may_go_on(record, now)]
        names = dict.fromkeys(record.cluster for record in stopped)
        at = self._clock()
        due = [name for name in names if force or at - self._looked.get(name, -EVERY_S) >= EVERY_S]
        self._looked.update(dict.fromkeys(due, at))
        return {name: [record for record in stopped if record.cluster == name][:_MOST] for name in due}


def follow_continued(link: Link, records: Records, stopped: Sequence[JobRecord], now: float) -> None:
    """Make the job that goes on from a run's checkpoint the run's job; `now` is seconds since the epoch.

    Raises UnreachableError.
    """
    later = _latest(link.transport, stopped)
    changes = {
        record.id: partial(_goes_on, job_id=later[record.id], now=now)
        for record in stopped
        if later.get(record.id) not in {None, record.job_id, *record.former}
    }
    if changes:
        records.update_many(changes)


def _latest(transport: Transport, stopped: Sequence[JobRecord]) -> dict[str, int]:
    """The job that began last in each folder, by run id."""
    calls = "".join(f'see {number} "$D{number}"\n' for number in range(len(stopped)))
    folders = {f"D{number}": record.run_dir for number, record in enumerate(stopped)}
    result = transport.script(_SEE + calls, values=folders, timeout_s=_TIMEOUT_S)
    begun: dict[str, tuple[float, int]] = {}
    for line in result.out.raw.splitlines() if result.outcome == "ok" else ():
        match = _LINE.fullmatch(line)
        if match and int(match[1]) < len(stopped):
            run_id = stopped[int(match[1])].id
            begun[run_id] = max(begun.get(run_id, (0.0, 0)), (float(match[3]), int(match[2])))
    return {run_id: job_id for run_id, (_, job_id) in begun.items()}


def _goes_on(record: JobRecord, job_id: int, now: float) -> JobRecord:
    if record.job_id is None or not may_go_on(record, now):
        return record
    former = (*record.former, record.job_id)
    record = replace(record, others=tuple(other for other in record.others if other != job_id))
    return replace(adopt(record, job_id, now), former=former, status=None, status_at=None, seen="never")
