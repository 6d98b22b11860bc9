"""One job as it is kept in the state folder."""

from __future__ import annotations

import signal
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from .arrays import Array
from .dependency import Dependency

#: State words and squeue's short forms (squeue manual, JOB STATE CODES).
SHORT_STATES = {
    "PENDING": "PD",
    "RUNNING": "R",
    "COMPLETING": "CG",
    "COMPLETED": "CD",
    "CANCELLED": "CA",
    "FAILED": "F",
    "TIMEOUT": "TO",
    "NODE_FAIL": "NF",
    "OUT_OF_MEMORY": "OOM",
    "REQUEUED": "RQ",
}
#: What Slurm puts into an exit code's signal half after the kernel's out-of-memory killer (SIG_OOM).
SIG_OOM = 125
#: A time limit that is none, in seconds: more than any partition allows.
UNLIMITED = 1 << 31


@dataclass
class Request:
    """What a submission asks for; sizes in bytes, time in seconds, 0 or "" where nothing was asked.

    `gpu_option` is the option that named GPUs per node (gres or gpus-per-node); `time_limit` None is no limit.
    """

    partition: str
    min_nodes: int = 1
    max_nodes: int = 0
    ntasks: int = 0
    ntasks_per_node: int = 0
    cpus_per_task: int = 0
    mem_per_node: int = 0
    mem_per_cpu: int = 0
    mem_per_gpu: int = 0
    gpus_per_node: int = 0
    gpus_per_task: int = 0
    gpus: int = 0
    gpu_type: str = ""
    gpu_option: str = ""
    exclusive: bool = False
    nodelist: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    time_limit: int | None = None


@dataclass
class Share:
    """What a job holds on one node: GPUs by index, memory in bytes."""

    node: str
    cpus: int
    tasks: int
    gpus: list[int] = field(default_factory=list)
    memory: int = 0


@dataclass
class Owner:
    """A process that cannot be mistaken for a later one with the same number (start time in clock ticks)."""

    pid: int
    start: int
    boot: str


@dataclass
class Step:
    """One srun inside the job; `pid` is srun's own."""

    id: int
    name: str
    nodes: list[str]
    tasks: int
    cpus: int
    start_time: float
    end_time: float | None = None
    state: str = "RUNNING"
    exit_code: int = 0
    exit_signal: int = 0
    max_rss: int = 0
    pid: int = 0


@dataclass
class TimeSignal:
    """A signal some seconds before the time limit (sbatch --signal): to the batch shell alone, or to the steps."""

    signal: int
    seconds: int = 60
    batch: bool = False


@dataclass
class Job:
    """`state` is Slurm's word for how it ended or stands; `completing` while processes of an ended job still go.

    PENDING and completing at once is a run that was requeued and is being ended. `held` is the reason of a hold, ""
    without one; `begin_time` the earliest start, in seconds since the epoch.
    """

    id: int
    name: str
    user: str
    uid: int
    group: str
    gid: int
    request: Request
    token: str
    work_dir: str
    output: str
    error: str
    command: str
    submit_time: float
    submit_host: str = ""
    submit_sid: int = 0
    submit_line: str = ""
    arguments: list[str] = field(default_factory=list)
    append: bool = False
    umask: int = 0o022
    export: str = "ALL"
    account: str = ""
    qos: str = "normal"
    comment: str = ""
    state: str = "PENDING"
    reason: str = "None"
    waited_for: str = "None"
    completing: bool = False
    cancelled_by: int | None = None
    start_time: float | None = None
    end_time: float | None = None
    exit_code: int = 0
    exit_signal: int = 0
    shares: list[Share] = field(default_factory=list)
    owner: Owner | None = None
    steps: list[Step] = field(default_factory=list)
    batch_end: float | None = None
    batch_state: str = ""
    max_rss: int = 0
    array: Array | None = None
    dependencies: list[Dependency] = field(default_factory=list)
    kill_on_invalid_dep: bool = False
    held: str = ""
    begin_time: float | None = None
    requeue: bool = False
    restarts: int = 0
    time_signal: TimeSignal | None = None

    @property
    def base_id(self) -> int:
        """The array's id, or its own."""
        return self.array.id if self.array else self.id

    @property
    def shown_id(self) -> str:
        """The id that squeue, sacct and scancel use: 12, 12_4 or 12_[5-9%2]."""
        if self.array is None:
            return str(self.id)
        text = self.array.text
        return f"{self.array.id}_{text if self.array.task is not None else f'[{text}]'}"

    @property
    def waiting(self) -> bool:
        """In the queue, with nothing of it running."""
        return self.state == "PENDING" and not self.completing

    @property
    def holds_nodes(self) -> bool:
        """Running, or with processes that are still being ended."""
        return self.state == "RUNNING" or self.completing

    @property
    def active(self) -> bool:
        """Waiting, running, or with processes that are still being ended."""
        return self.state in ("PENDING", "RUNNING") or self.completing

    @property
    def shown_state(self) -> str:
        """The state that squeue and scontrol print."""
        return "COMPLETING" if self.completing else self.state

    @property
    def nodes(self) -> list[str]:
        """Names of the nodes it holds or held."""
        return [share.node for share in self.shares]

    @property
    def priority(self) -> int:
        """First come, first served, in the numbers of Slurm's priority/basic plugin; 0 while it is held."""
        return 0 if self.held else 4294901760 - self.base_id

    @property
    def tasks(self) -> int:
        """Tasks of the whole job."""
        if self.shares:
            return sum(share.tasks for share in self.shares)
        request = self.request
        return request.ntasks or max(1, request.ntasks_per_node) * request.min_nodes

    @property
    def cpus(self) -> int:
        """CPUs that it holds, or would need."""
        return sum(share.cpus for share in self.shares) or self.tasks * max(1, self.request.cpus_per_task)

    def elapsed(self, now: float) -> float:
        """Seconds that it has run."""
        return 0.0 if self.start_time is None else max(0.0, (self.end_time or now) - self.start_time)


def job_to_dict(job: Job) -> dict[str, Any]:
    """Plain values, for JSON."""
    return asdict(job)


def job_from_dict(data: dict[str, Any]) -> Job:
    """Read what job_to_dict wrote; keys of a later version are left out. Raises KeyError, TypeError."""
    values = _known(Job, data)
    values["request"] = Request(**_known(Request, data["request"]))
    values["shares"] = [Share(**_known(Share, item)) for item in data["shares"]]
    values["steps"] = [Step(**_known(Step, item)) for item in data["steps"]]
    values["owner"] = Owner(**_known(Owner, data["owner"])) if data["owner"] else None
    # Records of a version without arrays, dependencies and signals lack these keys.
    values["dependencies"] = [Dependency(**_known(Dependency, item)) for item in data.get("dependencies", [])]
    values["array"] = Array(**_known(Array, data["array"])) if data.get("array") else None
    values["time_signal"] = TimeSignal(**_known(TimeSignal, data["time_signal"])) if data.get("time_signal") else None
    return Job(**values)


def _known(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    names = {item.name for item in fields(kind)}
    return {key: value for key, value in data.items() if key in names}


def signal_reason(number: int) -> str:
    """The reason of a job whose script died of a signal (seen in 24.11)."""
    name = signal.strsignal(number) or f"Unknown signal {number}"
    return f"RaisedSignal:{number}({name})"
