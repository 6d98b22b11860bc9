"""One look at a cluster: a squeue for all jobs, then evidence for those that ended or are gone.

To be absent is no evidence. Evidence of an end is, best first: a terminal state from sacct, one from squeue, the mark
that the job's script left when it ended while the queue no longer lists the job, and scontrol. What a mark tells of a
failure is provisional where there is an accounting: time limits, memory and who cancelled only Slurm knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ...domain.record import JobRecord, JobStatus
from ...domain.states import QUEUED_STATES, REVERSIBLE_STATES
from ...remote.transport import Result
from ...slurm import commands
from ...slurm.parse import Answer, parse_sacct, parse_scontrol_job, parse_squeue
from ...slurm.runs import requeue_s
from ..reach.link import Link
from .answers import QUERY_S, complaint, never_recorded, strict_complaint
from .budget import EVERYTHING, SLOW_S, Leave
from .endmarks import Mark, read_marks
from .whose import whose

#: Jobs that evidence is sought for at once: their ids in one argument stay far below what a system takes.
_AT_ONCE = 1000
#: How long accounting has to say its last word before another one is taken for it, in seconds: sacct lags by some
#: seconds, and knows of time limits and memory what a script does not.
_PATIENCE_S = 60.0

_INCOMPLETE = "squeue's answer was incomplete"
UNREAD = "squeue's line for it could not be read"
_UNTOLD = "a job with its number is in squeue, and whether it is this run's is not known yet"


@dataclass(frozen=True)
class Gone:
    """Why it is not known how a job ended that the queue does not list; `looked` says that accounting was asked.

    `seen_at` is when the job was last known of, in seconds since the epoch, where that is not just before this look.
    """

    why: str
    looked: bool = False
    seen_at: float | None = None


@dataclass(frozen=True)
class Sight:
    """What one look at a cluster showed, by job id.

    `statuses` are trusted answers; `unread` jobs are in the queue in words that are not understood; `waiting` jobs have
    ended and it is not asked yet how; `gone` are unknown to all. `problem` says why the rest, if any, could not be
    told. `owed` says that something is still to be asked, `accounting` whether sacct answered (None: not asked), `slow`
    that a command took long. `listed` are those of which the queue itself says that they have not ended. `queue` says
    whether squeue's first answer told of all jobs, of part of them, or of none at all, which may be no answer.
    """

    statuses: Mapping[int, JobStatus] = field(default_factory=dict)
    waiting: Collection[int] = ()
    unread: Collection[int] = ()
    gone: Mapping[int, Gone] = field(default_factory=dict)
    problem: str = ""
    owed: bool = False
    accounting: bool | None = None
    slow: bool = False
    listed: Collection[int] = ()
    queue: Literal["part", "all", "none"] = "part"


def look(
    link: Link,
    watched: Mapping[int, JobRecord],
    now: float,
    leave: Leave = EVERYTHING,
    ended: Collection[int] = (),
    answered_at: float | None = None,
) -> Sight:
    """Ask Slurm about the jobs of these records; `ended` are ids that matter only where the queue lists them again.

    `answered_at` is when the queue last told of our jobs there, in seconds since the epoch, None where nobody knows.
    """
    result = link.slurm(commands.squeue(), timeout_s=QUERY_S)
    slow = result.seconds > SLOW_S
    problem = complaint(result)
    if problem:
        return Sight(problem=f"squeue: {problem}", slow=slow)
    answer, whole, leave = _listed(link, result, {*watched, *ended}, watched, leave)
    listed = {job_id: watched[job_id] for job_id in answer.jobs if job_id in watched}
    theirs = whose(link, listed, now, leave, answered_at)
    leave = replace(leave, calls=leave.calls - theirs.calls)
    jobs = {job_id: told for job_id, told in answer.jobs.items() if job_id not in {*theirs.others, *theirs.untold}}
    live = {job_id: status for job_id, status in jobs.items() if not status.terminal}
    over = {job_id: status for job_id, status in jobs.items() if status.terminal and job_id in watched}
    missing = set(watched) - set(jobs) - set(theirs.untold) - set(answer.unread)
    absent = missing if whole else set(theirs.others)
    search = _Search(link, watched, now, leave, over, absent, theirs.others)
    search.run()
    gone = {**search.gone, **dict.fromkeys(theirs.untold, Gone(_UNTOLD))}
    return Sight(
        {**live, **search.found},
        frozenset(search.waiting),
        frozenset(answer.unread),
        {job_id: replace(each, seen_at=theirs.seen_at.get(job_id)) for job_id, each in gone.items()},
        "" if whole else _INCOMPLETE,
        search.owed or theirs.owed,
        search.accounting,
        slow or search.slow,
        frozenset({*live, *answer.unread}),
        _told(result),
    )


def _told(result: Result) -> Literal["part", "all", "none"]:
    if strict_complaint(result) or parse_squeue(result.out.raw, ()).dropped:
        return "part"
    return "all" if result.out.raw.strip() else "none"


def _listed(
    link: Link, result: Result, wanted: Collection[int], watched: Collection[int], leave: Leave
) -> tuple[Answer, bool, Leave]:
    """What squeue tells, whether an absent job is absent, and what may still be asked.

    Where the answer was too long or mangled, it is asked once more for the jobs that it did not tell of.
    """
    answer = parse_squeue(result.out.raw, wanted)
    if not result.truncated and not answer.dropped:
        return answer, True, leave
    missing = sorted(set(watched) - set(answer.jobs) - set(answer.unread))
    if not missing or not leave.calls:
        return answer, not missing, leave
    asked = missing[:_AT_ONCE]
    again = link.slurm(commands.squeue(asked), timeout_s=QUERY_S)
    leave = replace(leave, calls=leave.calls - 1)
    more = parse_squeue(again.out.raw, asked)
    if strict_complaint(again) or more.dropped:
        return answer, False, leave
    both = Answer({**answer.jobs, **more.jobs}, 0, {*answer.unread, *more.unread})
    return both, len(asked) == len(missing), leave


class _Search:
    """The search for evidence about jobs that are over in the queue, or absent from it."""

    def __init__(
        self,
        link: Link,
        watched: Mapping[int, JobRecord],
        now: float,
        leave: Leave,
        over: Mapping[int, JobStatus],
        absent: Collection[int],
        others: Collection[int],
    ) -> None:
        self._link = link
        self._watched = watched
        self._now = now
        self._calls = leave.calls
        self._leave = leave
        self._over = over
        self._others = others
        self._marks: Mapping[int, Mark] = {}
        self._recorded: Mapping[int, JobStatus] = {}
        lost = sorted({*over, *absent}, key=lambda job_id: (self._unseen_s(job_id), job_id))
        self._open, self._later = lost[:_AT_ONCE], lost[_AT_ONCE:]
        self._why = "sacct did not answer the last times"
        self.found: dict[int, JobStatus] = {}
        self.gone: dict[int, Gone] = {}
        self.waiting: list[int] = []
        self.accounting: bool | None = None
        self.slow = False
        self._no_accounting = False
        self._confirmed = False

    @property
    def owed(self) -> bool:
        """Whether sacct is still to be asked about something."""
        unasked = self._open if self.accounting is None and self._leave.accounting != "failing" else ()
        return bool(unasked or self._later or self.waiting)

    def run(self) -> None:
        """Fill `found`, `gone` and `waiting`."""
        if not self._open:
            return
        self._marks = read_marks(self._link.transport, [self._watched[job_id] for job_id in self._open])
        self._settle(self._completed)
        if self._open and self._leave.accounting == "yes" and self._calls:
            self._ask_accounting()
        asked = self.accounting is not None or self._leave.accounting == "failing"
        if asked:
            self._settle(self._from_controller)
            self._settle(self._from_queue)
            self._settle(self._from_failed_mark)
        left = [*self._open, *self._later]
        self.waiting = [job_id for job_id in left if job_id in self._over]
        self.gone = {job_id: self._gone(job_id, asked) for job_id in left if job_id not in self._over}

    def _settle(self, judge: Callable[[int], JobStatus | None]) -> None:
        told = ((job_id, judge(job_id)) for job_id in list(self._open))
        self._found({job_id: status for job_id, status in told if status is not None})

    def _found(self, statuses: Mapping[int, JobStatus]) -> None:
        self.found |= statuses
        self._open = [job_id for job_id in self._open if job_id not in statuses]

    def _ask_accounting(self) -> None:
        asked = list(self._open)
        self._calls -= 1
        result = self._link.slurm(commands.sacct(asked), timeout_s=QUERY_S)
        problem = complaint(result)
        self.accounting = not problem
        self._no_accounting = never_recorded(result)
        self.slow = result.seconds > SLOW_S
        self._why = f"sacct: {problem}" if problem else "sacct does not say that it ended"
        if not problem:
            since = {job_id: at for job_id in asked if (at := self._watched[job_id].submitted_at) is not None}
            late_s = requeue_s(self._leave.min_job_age_s)
            answer = parse_sacct(result.out.raw, asked, since, late_s, self._others)
            self._recorded = answer.jobs
            self._settle(self._from_accounting)

    def _from_accounting(self, job_id: int) -> JobStatus | None:
        """What is recorded as the end; of a job that may start again, once it has been absent for a while."""
        recorded = self._recorded.get(job_id)
        if recorded is None or not recorded.terminal:
            return None
        early = recorded.state in REVERSIBLE_STATES and self._unseen_s(job_id) < _PATIENCE_S
        return None if early else recorded

    def _completed(self, job_id: int) -> JobStatus | None:
        """A script that ran to its end, where the queue does not contradict it."""
        mark, told = self._marks.get(job_id), self._over.get(job_id)
        if mark is None or not mark.completed(self._restarts(job_id)):
            return None
        if told is None:
            return self._from_mark(job_id, mark)
        if told.state != "COMPLETED":
            return None
        return replace(told, exit_code="0:0", end=mark.end, restarts=mark.restart)

    def _from_controller(self, job_id: int) -> JobStatus | None:
        """What the controller knows where sacct does not tell: the exit code of a job that the queue lists as over.

        And, once for one job that has just gone, whether it is gone indeed. Under a number that is another job's by
        now it knows that one.
        """
        over = job_id in self._over
        if (
            job_id in self._others
            or not self._calls
            or (self._code(job_id) if over else self._confirmed or self._unseen_s(job_id) > 0.0)
        ):
            return None
        self._confirmed = self._confirmed or not over
        self._calls -= 1
        result = self._link.slurm(commands.scontrol_show_job(job_id), timeout_s=QUERY_S)
        status = parse_scontrol_job(result.out.raw, job_id) if result.outcome == "ok" else None
        return status if status is not None and (status.terminal or not over) else None

    def _from_queue(self, job_id: int) -> JobStatus | None:
        """The queue's own word, unless its exit code can be had next time: sacct lags by seconds."""
        told = self._over.get(job_id)
        if told is None:
            return None
        code = self._code(job_id)
        patient = self.accounting is True and not self._calls and not code
        return None if patient else replace(told, exit_code=code)

    def _from_failed_mark(self, job_id: int) -> JobStatus | None:
        """A script that failed, of a job that has been absent long enough for accounting to say more.

        Accounting that does not answer, or is behind, may do so at any time: until then it is not the last word.
        """
        mark, recorded = self._marks.get(job_id), self._recorded.get(job_id)
        if mark is None or not mark.failed(self._restarts(job_id)) or self._unseen_s(job_id) < _PATIENCE_S:
            return None
        if recorded is not None and (recorded.state in QUEUED_STATES or recorded.restarts > mark.restart):
            return None
        return self._from_mark(job_id, mark, provisional=not self._no_accounting)

    def _from_mark(self, job_id: int, mark: Mark, *, provisional: bool = False) -> JobStatus:
        before = self._watched[job_id].status
        return mark.status("" if before is None else before.nodes, provisional=provisional)

    def _code(self, job_id: int) -> str:
        """The script's exit code where it fits what the queue says of the job's end."""
        mark, told = self._marks.get(job_id), self._over[job_id]
        fits = {"COMPLETED": mark is not None and mark.completed(0), "FAILED": mark is not None and mark.failed(0)}
        return mark.status().exit_code if mark is not None and fits.get(told.state, False) else ""

    def _restarts(self, job_id: int) -> int:
        status = self._watched[job_id].status
        return status.restarts if status is not None else 0

    def _unseen_s(self, job_id: int) -> float:
        since = self._watched[job_id].unseen_since
        return 0.0 if since is None else max(0.0, self._now - since)

    def _gone(self, job_id: int, asked: bool) -> Gone:
        why = self._why if asked and job_id not in self._later else "sacct is asked next"
        mark = self._marks.get(job_id)
        if mark is not None and mark.exit_code is not None:
            why += f"; its script ended with exit code {mark.exit_code}"
        elif mark is not None:
            why += "; its script did not come to its end"
        return Gone(f"no longer in squeue, and {why}", self.accounting is True and job_id not in self._later)
