"""What we know of a job: how its submission went, what Slurm says, how fresh that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .edits import Edit
from .states import COUNTING_STATES, OVER_STATES, REVERSIBLE_STATES

Submission = Literal["DRAFT", "STAGING", "STAGED", "SUBMITTING", "SUBMITTED", "REJECTED", "SUBMIT_UNKNOWN", "GIVEN_UP"]
Seen = Literal["never", "fresh", "stale", "vanished"]

#: How far Slurm's count of whole seconds and ours may differ before an answer counts as a new one, in seconds.
_SAME_S = 1.0


@dataclass(frozen=True)
class JobStatus:
    """Slurm's view of one job.

    `state` is Slurm's own word, or ENDED where only the script's mark tells of an end from outside. `exit_code` is
    Slurm's CODE:SIGNAL text, "" while there is none. `reason` is Slurm's reason word. Times are seconds since the
    epoch, None while unknown; `elapsed_s` and `time_limit_s` are seconds. `restarts` counts how often the job was put
    back into the queue after a start, as far as is known. `provisional` says of a word for an end that it is not the
    last: the queue may still start the job again, or it is what the script's mark tells and the accounting has not
    confirmed.
    """

    state: str
    reason: str = ""
    exit_code: str = ""
    elapsed_s: int | None = None
    time_limit_s: int | None = None
    start: float | None = None
    end: float | None = None
    nodes: str = ""
    restarts: int = 0
    provisional: bool = False

    @property
    def terminal(self) -> bool:
        """Whether the job has ended for good."""
        return self.state in OVER_STATES and not self.provisional

    @property
    def unconfirmed(self) -> bool:
        """Whether only the script's mark tells of the end, where the accounting may still say something else."""
        return self.provisional and self.state in OVER_STATES - REVERSIBLE_STATES

    def says_nothing_new(self, later: JobStatus, seconds: float) -> bool:
        """Whether an answer that came `seconds` later only tells that the clock has moved on."""
        if replace(later, elapsed_s=self.elapsed_s) != self:
            return False
        counted = seconds if self.state in COUNTING_STATES else 0.0
        return abs((later.elapsed_s or 0) - (self.elapsed_s or 0) - counted) <= _SAME_S


@dataclass(frozen=True)
class Partner:
    """The other run of a pair, a job and its smoke test: run id, name, Slurm's number once there is one."""

    id: str
    name: str
    job_id: int | None = None


@dataclass(frozen=True)
class JobRecord:
    """The journal entry of one run; written before each step is taken.

    `id` is the run id (32 hex digits), `job_id` Slurm's number or None, `run_dir` the run folder on the cluster,
    `log_path` the job's output file. Times are seconds since the epoch. `status` is the last trusted answer and
    `status_at` when it was first given; `problem` says why a newer one is missing, or why the submission failed.
    `edits` are the files that were edited by hand. `base` is the folder on this machine that the job file's relative
    paths count from. `smoke_of` is the job whose smoke test this run is, `after` the smoke test that this run waits
    for. `stale_since` is when queries began to fail, `unseen_since` when the queue no longer listed the job and nothing
    final told how it ended; None while neither is so. `fetched_to` is the folder on this machine that results were
    fetched to last, "" for none; `deleted_at` is when llmtui deleted the run folder, None while it has not.
    `cancelling_at` is when Slurm was asked to cancel the job, None while it was not.

    GIVEN_UP is a submission that the user gave up. `sought` counts the spells in which a job was looked for in vain,
    the latest at `sought_at`; `unwatched` says that it was enough of them, so that only the user has it looked for.
    For a run whose own job has ended, `unseen_since` is since when the queue has listed no job at all.

    `script_sha256` is that of job.sh as it was shown. `attempt` counts the submissions of this run that the user asked
    for, `submitting_at` is when the latest began. While it is not known whether Slurm took it, `looked_at` is when the
    queue was last searched and `missed_at` when it was first searched in vain; `resubmittable` says that enough was
    searched for the user to submit again. `others` are jobs that Slurm holds of this run besides `job_id`,
    `past_others` those that it held; `former` are jobs of this run that stopped with a checkpoint, from which `job_id`
    goes on.
    """

    id: str
    name: str
    cluster: str
    model: str
    task: str
    run_dir: str
    created_at: float
    submission: Submission = "DRAFT"
    job_id: int | None = None
    submitted_at: float | None = None
    partition: str = ""
    time_limit_s: int | None = None
    output_path: str = ""
    log_path: str = ""
    events_path: str = ""
    estimate_bytes: int | None = None
    job_file: str = ""
    edits: tuple[Edit, ...] = ()
    base: str = ""
    smoke_of: Partner | None = None
    after: Partner | None = None
    status: JobStatus | None = None
    status_at: float | None = None
    seen: Seen = "never"
    problem: str = ""
    script_sha256: str = ""
    attempt: int = 1
    submitting_at: float | None = None
    looked_at: float | None = None
    missed_at: float | None = None
    resubmittable: bool = False
    others: tuple[int, ...] = ()
    past_others: tuple[int, ...] = ()
    former: tuple[int, ...] = ()
    stale_since: float | None = None
    unseen_since: float | None = None
    sought: int = 0
    sought_at: float | None = None
    unwatched: bool = False
    fetched_to: str = ""
    deleted_at: float | None = None
    cancelling_at: float | None = None

    @property
    def state(self) -> str:
        """Slurm's word, or the submission's own while Slurm has not said anything."""
        return self.status.state if self.status is not None else self.submission

    @property
    def unsettled(self) -> bool:
        """Whether a look may still change what is known of this job."""
        if self.submission == "SUBMITTED":
            return self.status is None or not self.status.terminal
        return self.submission in {"SUBMITTING", "SUBMIT_UNKNOWN"}

    @property
    def unconfirmed(self) -> bool:
        """Whether only the script's mark tells how the job ended."""
        return self.status is not None and self.status.unconfirmed

    @property
    def active(self) -> bool:
        """Whether the job has not ended as far as is known.

        An end that only the script's mark tells of counts once the accounting was waited for in vain for long.
        """
        return self.unsettled and not (self.unconfirmed and self.unwatched)

    @property
    def cancelling(self) -> bool:
        """Whether Slurm was asked to cancel the job, and nothing tells yet that it has ended."""
        return self.cancelling_at is not None and self.active and not self.unconfirmed

    @property
    def outlived(self) -> bool:
        """Whether the run's own job has ended, and others may do its work."""
        return self.submission == "SUBMITTED" and not self.active and bool(self.others)

    @property
    def watched(self) -> bool:
        """Whether the cluster is to be asked about this run without the user's asking."""
        return (self.active and not self.unwatched) or self.outlived

    @property
    def can_submit_again(self) -> bool:
        """Whether no job can have come of the attempts so far, so that the user may make another."""
        if self.submission in {"SUBMIT_UNKNOWN", "GIVEN_UP"}:
            return self.resubmittable
        return self.submission == "REJECTED" or (self.submission == "STAGED" and bool(self.problem))

    def without(self, *ended: int) -> JobRecord:
        """The record once other jobs of the run have ended."""
        gone = tuple(job for job in self.others if job in ended)
        if not gone:
            return self
        left = tuple(job for job in self.others if job not in ended)
        return replace(self, others=left, past_others=(*self.past_others, *gone))

    def with_status(self, status: JobStatus, at: float) -> JobRecord:
        """The record after a trusted answer; one that says nothing new changes only how fresh the record is."""
        old, old_at = self.status, self.status_at
        if old is not None and old_at is not None and old.says_nothing_new(status, at - old_at):
            return self.in_sight()
        # A job that has ended, or is put back into the queue, is not being cancelled.
        again = old is not None and status.restarts > old.restarts
        asked = None if status.terminal or again else self.cancelling_at
        return replace(self.in_sight(), status=status, status_at=at, cancelling_at=asked)

    def in_sight(self) -> JobRecord:
        """The record after a look that found the job where it was."""
        return replace(self.found(), seen="fresh", problem="", stale_since=None, unseen_since=None)

    def found(self) -> JobRecord:
        """The record of a job that need not be looked for any more."""
        return replace(self, sought=0, sought_at=None, unwatched=False)

    def elapsed_at(self, now: float) -> float | None:
        """Seconds that the job has run: Slurm's count, carried on by our clock to the last moment it was in sight.

        Neither the cluster's clock nor its time zone plays a part. None while nothing is known.
        """
        if self.status is None or self.status.elapsed_s is None or self.status_at is None:
            return None
        if self.status.state not in COUNTING_STATES:
            return float(self.status.elapsed_s)
        until = min(at for at in (now, self.stale_since, self.unseen_since) if at is not None)
        return self.status.elapsed_s + max(0.0, until - self.status_at)


@dataclass(frozen=True)
class LogChunk:
    """New output of a job: text already made safe for the screen, and how far the file was read, in bytes."""

    text: str
    offset: int
    size: int
    restarted: bool = False
    skipped: int = 0


@dataclass(frozen=True)
class MetricPoint:
    """One event of the run that carries figures: training log or evaluation at an optimizer step."""

    kind: Literal["log", "eval"]
    step: int
    epoch: float | None
    values: tuple[tuple[str, float], ...]

    def get(self, name: str) -> float | None:
        """The figure of that name, if this event has it."""
        return dict(self.values).get(name)


@dataclass(frozen=True)
class RunFacts:
    """What the run itself reported: sizes, ranks, wrapped class, phase, last error."""

    max_steps: int | None = None
    world_size: int | None = None
    wrapped: str = ""
    phase: str = ""
    device: str = ""
    peak_bytes: int | None = None
    error: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Metrics:
    """All figures of a run so far, oldest first."""

    points: tuple[MetricPoint, ...] = ()
    facts: RunFacts = RunFacts()

    def series(self, name: str, kind: Literal["log", "eval"] = "log") -> list[tuple[int, float]]:
        """(step, value) pairs of one figure."""
        found = ((point.step, point.get(name)) for point in self.points if point.kind == kind)
        return [(step, value) for step, value in found if value is not None]
