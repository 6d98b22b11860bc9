"""One status out of several: the runs of a job that was put back into the queue, the parts of an array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.record import JobStatus
from ..domain.states import COUNTING_STATES

#: How much a cluster's clock and ours may differ, in seconds.
_SKEW_S = 2 * 86400.0
#: How late an ended job may be put back into the queue where it is not known how long the controller remembers it:
#: MinJobAge is 300 s where a site sets nothing (slurm.conf), and our look at the end may be hours late.
REQUEUE_S = 86400.0
#: A database may have lost a job's earlier runs, but no job is put back into the queue so long after its submission.
_FAR_S = 90 * 86400.0


def requeue_s(min_job_age_s: int | None) -> float:
    """How long after its end a job may be put back into the queue, in seconds: only one that is remembered can be.

    `min_job_age_s` is the controller's MinJobAge: 0 is for ever, None not known.
    """
    if min_job_age_s == 0:
        return _FAR_S
    return REQUEUE_S + (min_job_age_s or 0)


@dataclass(frozen=True)
class Run:
    """One run of a job or of a part of it; `submit` is when it entered the queue, in seconds since the epoch."""

    status: JobStatus
    submit: float | None = None


def of_runs(
    runs: Sequence[Run], since: float | None = None, late_s: float = REQUEUE_S, reused: bool = False
) -> JobStatus | None:
    """The last run's status, with how many of the same job came before it; None when none can be this job's.

    A job enters the queue again when its earlier run ends. A run that ended long before belongs to a job that had the
    same number before a site began to count anew, as does one from before `since`, when this job was submitted. With
    that known, a run long after the end of this job's, or after all that it may have waited, is another job's as well;
    where the number was `reused`, the first run has to have entered the queue when this job did.
    `late_s` is how long after an end a job may be put back, see requeue_s.
    """
    ours = [run for run in runs if since is None or run.submit is None or run.submit >= since - _SKEW_S]
    if not ours:
        return None
    ordered = sorted(ours, key=lambda run: run.submit or 0.0)
    if since is not None:
        ordered = _first_jobs(ordered, since + (_SKEW_S if reused else _FAR_S), late_s)
        if not ordered:
            return None
    restarts = 0
    for earlier, later in zip(reversed(ordered[:-1]), reversed(ordered[1:]), strict=True):
        if not _follows(earlier, later, late_s):
            break
        restarts += 1
    return replace(ordered[-1].status, restarts=restarts)


def _first_jobs(ordered: Sequence[Run], latest: float, late_s: float) -> list[Run]:
    """The runs until the number was given to another job; `latest` is when the first of them was at the latest."""
    found: list[Run] = []
    for run in ordered:
        before = found[-1].status.end if found else latest
        if run.submit is not None and before is not None and run.submit - before > late_s:
            break
        found.append(run)
    return found


def _follows(earlier: Run, later: Run, late_s: float) -> bool:
    if earlier.status.end is None or later.submit is None:
        return False
    return -60.0 <= later.submit - earlier.status.end <= late_s


def of_parts(parts: Sequence[JobStatus]) -> JobStatus:
    """Array tasks or parts of a heterogeneous job as one: it lives while one of them does, and failed if one did."""
    live = [part for part in parts if not part.terminal]
    if live:
        chosen = next((part for part in live if part.state in COUNTING_STATES), live[0])
    else:
        chosen = next((part for part in parts if part.state != "COMPLETED"), parts[-1])
    return chosen if len(parts) == 1 else replace(chosen, restarts=max(part.restarts for part in parts))
