"""The fields of `sacct -o` (sacct manual, -o; widths from Slurm's sacct.c) and the lines of one job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...units import format_time_limit
from ..hostlist import compress
from ..job import UNLIMITED, Job, Step
from ..nodes import Description
from ..patterns import output_pattern
from ..times import timestamp
from ..tres import allocated, requested, sacct_text

DEFAULT_FIELDS = "jobid,jobname,partition,account,alloccpus,state,exitcode"
#: States in which the job's own line has no exit code, whatever its script ended with (seen in 24.11).
_ENDED_FROM_OUTSIDE = frozenset({"CANCELLED", "TIMEOUT", "REQUEUED"})


@dataclass(frozen=True)
class Line:
    """The job itself (`kind` "job"), its batch script ("batch") or one of its steps ("step")."""

    kind: str
    job: Job
    description: Description
    now: float
    step: Step | None = None

    @property
    def start(self) -> float | None:
        """Seconds since the epoch."""
        return self.step.start_time if self.step else self.job.start_time

    @property
    def end(self) -> float | None:
        """Seconds since the epoch, None while it runs."""
        if self.step:
            return self.step.end_time
        return self.job.batch_end if self.kind == "batch" else self.job.end_time

    @property
    def elapsed(self) -> int:
        """Whole seconds."""
        return 0 if self.start is None else max(0, int(self.end or self.now) - int(self.start))


@dataclass(frozen=True)
class Field:
    """`width` below zero justifies to the left."""

    name: str
    width: int
    value: Callable[[Line], str]


def lines_of(job: Job, description: Description, now: float) -> list[Line]:
    """The job's line, and once it has started that of its script and its steps."""
    line = Line("job", job, description, now)
    if job.start_time is None:
        return [line]
    steps = [Line("step", job, description, now, step) for step in job.steps]
    return [line, Line("batch", job, description, now), *steps]


def _job_only(value: Callable[[Job], str]) -> Callable[[Line], str]:
    return lambda line: value(line.job) if line.kind == "job" else ""


def _id(line: Line) -> str:
    return line.job.shown_id + _part(line)


def _raw_id(line: Line) -> str:
    return str(line.job.id) + _part(line)


def _part(line: Line) -> str:
    return "" if line.kind == "job" else ".batch" if line.step is None else f".{line.step.id}"


def _name(line: Line) -> str:
    return line.step.name if line.step else "batch" if line.kind == "batch" else line.job.name


def _state(line: Line) -> str:
    if line.step:
        return line.step.state
    if line.kind == "batch":
        return line.job.batch_state or "RUNNING"
    by = line.job.cancelled_by
    return line.job.state if by is None else f"{line.job.state} by {by}"


def _exit_code(line: Line) -> str:
    job = line.job
    if line.step:
        return f"{line.step.exit_code}:{line.step.exit_signal}"
    if job.state == "NODE_FAIL":
        # The job's line says 1:0, its script's nothing (seen in 24.11).
        return "1:0" if line.kind == "job" else ""
    if line.kind == "job" and job.state in _ENDED_FROM_OUTSIDE:
        return "0:0"
    return f"{job.exit_code}:{job.exit_signal}"


def _derived(job: Job) -> str:
    code, number = max([(step.exit_code, step.exit_signal) for step in job.steps], default=(0, 0))
    return f"{code}:{number}"


def _reason(job: Job) -> str:
    return job.reason if job.waiting else job.waited_for


def _start(line: Line) -> str:
    waiting = "Unknown" if line.job.state == "PENDING" else "None"
    return timestamp(line.start, waiting)


def _nodes(line: Line) -> list[str]:
    if line.step:
        return line.step.nodes
    return line.job.nodes[:1] if line.kind == "batch" else line.job.nodes


def _cpus(line: Line) -> str:
    if line.step:
        return str(line.step.cpus)
    shares = line.job.shares[:1] if line.kind == "batch" else line.job.shares
    return str(sum(share.cpus for share in shares))


def _alloc_tres(line: Line) -> str:
    shares = [share for share in line.job.shares if share.node in _nodes(line)]
    if not shares:
        return ""
    return sacct_text(allocated(shares, line.description), billing=line.kind == "job")


def _max_rss(line: Line) -> str:
    if line.kind == "job":
        return ""
    size = line.step.max_rss if line.step else line.job.max_rss
    return f"{size // 1024}K" if size else ""


def _time_limit(job: Job) -> str:
    limit = job.request.time_limit or 0
    return "UNLIMITED" if limit >= UNLIMITED else format_time_limit(limit)


def _stdout(job: Job) -> str:
    """The pattern, a default one with its folder (seen in 24.11)."""
    return job.output or f"{job.work_dir}/{output_pattern(job)}"


def _tasks(line: Line) -> str:
    return str(line.step.tasks) if line.step else "1" if line.kind == "batch" else ""


_ALL = (
    Field("Account", 10, lambda line: line.job.account),
    Field("AllocCPUS", 10, _cpus),
    Field("AllocNodes", 10, lambda line: str(len(_nodes(line)))),
    Field("AllocTRES", 10, _alloc_tres),
    Field("Cluster", 10, lambda line: line.description.cluster),
    Field("Comment", 14, _job_only(lambda job: job.comment)),
    Field("DerivedExitCode", 15, _job_only(_derived)),
    Field("Elapsed", 10, lambda line: format_time_limit(line.elapsed)),
    Field("ElapsedRaw", 10, lambda line: str(line.elapsed)),
    Field("Eligible", 19, _job_only(lambda job: timestamp(job.submit_time))),
    Field("End", 19, lambda line: timestamp(line.end, "Unknown")),
    Field("ExitCode", 8, _exit_code),
    Field("GID", 6, _job_only(lambda job: str(job.gid))),
    Field("Group", 9, _job_only(lambda job: job.group)),
    Field("JobID", -12, _id),
    Field("JobIDRaw", -12, _raw_id),
    Field("JobName", 10, _name),
    Field("MaxRSS", 10, _max_rss),
    Field("NCPUS", 10, _cpus),
    Field("NNodes", 8, lambda line: str(len(_nodes(line)) or line.job.request.min_nodes)),
    Field("NodeList", 15, lambda line: compress(_nodes(line)) or "None assigned"),
    Field("NTasks", 8, _tasks),
    Field("Partition", 10, _job_only(lambda job: job.request.partition)),
    Field("Priority", 10, _job_only(lambda job: str(job.priority))),
    Field("QOS", 10, _job_only(lambda job: job.qos)),
    Field("Reason", 22, _job_only(_reason)),
    Field("ReqCPUS", 8, lambda line: str(line.job.cpus)),
    Field("ReqMem", 10, _job_only(lambda job: requested(job).get("mem", "0"))),
    Field("ReqTRES", 10, _job_only(lambda job: sacct_text(requested(job)))),
    Field("Restarts", 8, _job_only(lambda job: str(job.restarts))),
    Field("Start", 19, _start),
    Field("State", 10, _state),
    Field("StdErr", 20, _job_only(lambda job: job.error)),
    Field("StdOut", 20, _job_only(_stdout)),
    Field("Submit", 19, lambda line: timestamp(line.job.submit_time if line.kind == "job" else line.start)),
    Field("SubmitLine", 20, _job_only(lambda job: job.submit_line)),
    Field("Timelimit", 10, _job_only(_time_limit)),
    Field("TimelimitRaw", 10, _job_only(lambda job: str((job.request.time_limit or 0) // 60))),
    Field("UID", 6, _job_only(lambda job: str(job.uid))),
    Field("User", 9, _job_only(lambda job: job.user)),
    Field("WorkDir", 20, _job_only(lambda job: job.work_dir)),
)
FIELDS: dict[str, Field] = {field.name.lower(): field for field in _ALL}
