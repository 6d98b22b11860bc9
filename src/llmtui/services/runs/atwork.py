"""Which jobs may still work in a run folder, whatever the journal knows of them: asked before anything is deleted.

A run that stopped with a checkpoint is continued with `sbatch job.sh` in its folder, and an ended job can be put back
into the queue. The marks in the folder show such a job once it has begun; before that only the queue does.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...domain.bundle import CLAIM, STATUS
from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, RequestError
from ...slurm import lookup
from ..reach.link import Link
from ..watching.answers import QUERY_S, strict_complaint

#: What stands in `claim` while a folder is deleted: no job takes it then.
DELETING = "deleted"
#: How long an answer of the queue counts while one folder after the other is deleted, in seconds.
_FRESH_S = 60.0
_MARKS_S = 60.0
#: $1 is the folder, $2 the record's job, $3 how often that is known to have been put back, $4 all numbers of the run.
#: Prints the ids of jobs that began and left no end. A job that was killed leaves none either.
AT_WORK = f"""
at_work() {{
  for mark in "$1/{STATUS}"/*.start; do
    [ -f "$mark" ] && [ ! -f "${{mark%.start}}.end" ] || continue
    name=${{mark##*/}}; name=${{name%.start}}; id=${{name%.*}}; run=${{name##*.}}
    case $id$run in *[!0-9]*) continue;; esac
    if [ "$id" = "$2" ] && [ "$run" -le "$3" ]; then continue; fi
    printf '%s\\n' "$id"
  done
  holder=
  if [ -f "$1/{CLAIM}" ]; then read -r holder < "$1/{CLAIM}" || true; fi
  case $holder in ''|*[!0-9]*) return 0;; esac
  case " $4 " in *" $holder "*) return 0;; esac
  for mark in "$1/{STATUS}/$holder".*.end; do [ ! -f "$mark" ] || return 0; done
  printf '%s\\n' "$holder"
}}
"""
_ANSWER = re.compile(r"(\d{1,6}) ([1-9]\d{0,9})", re.ASCII)


def numbers(record: JobRecord) -> str:
    """All ids that Slurm has given to this run."""
    # A run that claimed its folder under another number than sbatch gave is one run all the same.
    ids = (record.job_id, *record.others, *record.past_others, *record.former)
    return " ".join(str(number) for number in ids if number is not None)


def arguments(record: JobRecord) -> tuple[str, str, str, str]:
    """The arguments of at_work."""
    job = "" if record.job_id is None else str(record.job_id)
    restarts = record.status.restarts if record.status is not None else 0
    return record.run_dir, job, str(restarts), numbers(record)


@dataclass(frozen=True)
class _Seen:
    """`begun` are ids by run id that left a start and no end; `live` the ids that the queue holds, by run id."""

    at: float
    begun: dict[str, frozenset[str]]
    live: dict[str, tuple[str, ...]]


class AtWork:
    """Jobs at work in the folders of `records`, which are of one cluster: one script and one squeue for all of them."""

    def __init__(self, link: Link, records: Sequence[JobRecord], clock: Callable[[], float] = time.monotonic) -> None:
        self._link = link
        self._records = records
        self._clock = clock
        self._seen: _Seen | None = None

    def over(self, record: JobRecord) -> frozenset[str]:
        """Ids of jobs that left no end in the folder, and that the queue does not hold any more.

        Raises RequestError where a job waits or works there, CannotTellError where that is not known.
        """
        if self._seen is None or self._clock() - self._seen.at > _FRESH_S:
            self._seen = self._look()
        begun = self._seen.begun.get(record.id, frozenset())
        queued = {job_id for ids in self._seen.live.values() for job_id in ids}
        # By its number as well: a job may be submitted from another folder, and then go to this one.
        here = sorted({*self._seen.live.get(record.id, ()), *(begun & queued)})
        if here:
            raise still_there(record, here)
        return begun

    def _look(self) -> _Seen:
        # The queue is asked last: what it does not hold and has begun before, has ended.
        begun = self._begun()
        listed = self._link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
        at = self._clock()
        live = lookup.parse_squeue_live(listed.out.raw)
        problem = strict_complaint(listed) or ("its answer is incomplete" if live is None else "")
        if problem or live is None:
            raise CannotTellError(
                f"whether a job still works there cannot be told: squeue: {safe_line(problem)}",
                hint="nothing was deleted; try again when Slurm answers",
            )
        return _Seen(at, begun, live)

    def _begun(self) -> dict[str, frozenset[str]]:
        calls: list[str] = []
        given: dict[str, str] = {}
        for number, record in enumerate(self._records):
            names = [f"W{number}_{place}" for place in range(4)]
            given.update(zip(names, arguments(record), strict=True))
            words = " ".join(f'"${name}"' for name in names)
            calls.append(f"at_work {words} | sed 's/^/{number} /'\n")
        result = self._link.transport.script(AT_WORK + "".join(calls), values=given, timeout_s=_MARKS_S)
        if result.outcome != "ok":
            raise CannotTellError(
                f"the marks of jobs on {self._link.cluster.name} cannot be read: {result.complaint}",
                hint="nothing was deleted; try again",
            )
        found: dict[str, set[str]] = {record.id: set() for record in self._records}
        for line in result.out.raw.splitlines():
            match = _ANSWER.fullmatch(line)
            if match is not None and int(match[1]) < len(self._records):
                found[self._records[int(match[1])].id].add(match[2])
        return {run_id: frozenset(ids) for run_id, ids in found.items()}


def still_there(record: JobRecord, ids: Sequence[str]) -> RequestError:
    """The error for a folder that a job needs."""
    jobs = ", ".join(f"{record.cluster}/{safe_line(job_id)}" for job_id in ids[:3]) + (" ..." if len(ids) > 3 else "")
    what = "job" if len(ids) == 1 else "jobs"
    return RequestError(
        f"the folder of {record.name} stays: {what} {jobs} waits or works in it",
        hint="nothing was deleted; scancel it, or wait for its end",
    )
