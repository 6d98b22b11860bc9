"""A Slurm in memory behind a transport: states are set by the test, faults are scripted by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from llmtui.domain.remotetext import RemoteText
from llmtui.domain.states import TERMINAL_STATES
from llmtui.remote.transport import Result
from llmtui.slurm.commands import FIELD, RECORD, program
from llmtui.slurm.submitting import SUBMIT

from . import submitting
from .files import FakeFiles

#: hang: no answer within the time limit. truncate: the answer is cut in the middle of its last record, exit 0.
#: empty: no output, exit 0. away: the controller or database cannot be contacted. accepted-but-error: sbatch takes
#: the job and then reports a time-out. refuse: sbatch says a clear no.
Fault = Literal["hang", "truncate", "empty", "away", "accepted-but-error", "refuse"]

_TEXTS = {
    "squeue": "slurm_load_jobs error: Unable to contact slurm controller (connect failure)",
    "scontrol": "slurm_load_jobs error: Unable to contact slurm controller (connect failure)",
    "sacct": "sacct: error: Problem talking to the database: Connection refused",
    "sbatch": "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
    "scancel": "scancel: error: Kill job error on job id 1: Unable to contact slurm controller (connect failure)",
}


@dataclass(frozen=True)
class FakeJob:
    """`in_queue` False: squeue and scontrol have forgotten it; `in_database` False: sacct does not know it yet.

    `recorded` is its state for sacct where that differs from the queue's.
    """

    id: int
    work_dir: str
    state: str = "PENDING"
    reason: str = "Resources"
    exit_code: str = "0:0"
    start: str = "2026-11-23T21:41:49"
    elapsed_s: int = 5
    in_queue: bool = True
    in_database: bool = True
    recorded: str = ""
    submitted: str = "Unknown"


class FakeSlurm(FakeFiles):
    """Transport and Slurm in one; `calls` holds every command that was run."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: dict[int, FakeJob] = {}
        self.calls: list[list[str]] = []
        self.faults: dict[str, Fault] = {}
        self.next_id = 41

    def count(self, command: str) -> int:
        return sum(call[0] == command for call in self.calls)

    def set(self, job_id: int, **changes: object) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], **changes)  # type: ignore[arg-type]

    def end(self, job_id: int, state: str, exit_code: str = "0:0") -> None:
        """The job has ended and squeue has forgotten it."""
        self.set(job_id, state=state, reason="None", exit_code=exit_code, in_queue=False)

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        # What stands before the command only sets its environment.
        command = program(argv)
        argv = list(argv)[list(argv).index(command) :]
        self.calls.append(argv)
        fault = self.faults.get(command)
        if fault == "away":
            return Result.said("failed", 1, "", _TEXTS[command])
        if fault == "hang":
            return Result.said("unknown", None, "", f"no answer within {timeout_s:.0f} s")
        if fault == "empty":
            return Result.said("ok", 0, "", "")
        answer = getattr(self, f"_{command}")(argv, cwd)
        assert isinstance(answer, Result)
        return replace(answer, out=RemoteText(answer.out.raw[:-9])) if fault == "truncate" else answer

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        if text != SUBMIT:
            return super().script(text, values=values, timeout_s=timeout_s)
        words = ["sbatch", "--parsable", "./job.sh"]
        return submitting.run(self, values or {}, lambda folder: self.run(words, cwd=folder))

    def _sbatch(self, argv: Sequence[str], cwd: str | None) -> Result:
        if self.faults.get("sbatch") == "refuse":
            text = "sbatch: error: invalid partition specified: nosuch\nsbatch: error: Batch job submission failed: "
            return Result.said("failed", 1, "", text + "Invalid partition name specified\n")
        self.next_id += 1
        self.jobs[self.next_id] = FakeJob(self.next_id, cwd or "")
        if self.faults.get("sbatch") == "accepted-but-error":
            return Result.said(
                "failed", 1, "", "sbatch: error: Batch job submission failed: Socket timed out on send/recv"
            )
        return Result.said("ok", 0, f"{self.next_id}\n", "")

    def _squeue(self, argv: Sequence[str], cwd: str | None) -> Result:
        fields = argv[-1].removesuffix(RECORD).split(FIELD)
        wanted = {int(text) for text in argv[argv.index("-j") + 1].split(",")} if "-j" in argv else set(self.jobs)
        lines = [self._record(job, fields) for job in self.jobs.values() if job.in_queue and job.id in wanted]
        return Result.said("ok", 0, "".join(lines), "")

    def _record(self, job: FakeJob, fields: Sequence[str]) -> str:
        values = {
            "%i": str(job.id),
            "%T": job.state,
            "%r": job.reason,
            "%M": _clock(job.elapsed_s),
            "%l": "1:00",
            "%Z": job.work_dir,
        }
        values |= {"%S": job.start, "%N": "n1"}
        return FIELD.join(values[field] for field in fields) + RECORD + "\n"

    def _sacct(self, argv: Sequence[str], cwd: str | None) -> Result:
        if "-j" not in argv:
            return self._sacct_folders()
        wanted = {int(text) for text in argv[argv.index("-j") + 1].split(",")}
        jobs = [job for job in self.jobs.values() if job.in_database and job.id in wanted]
        lines = [FIELD.join(self._recorded(job)) + "\n" for job in jobs]
        return Result.said("ok", 0, "".join(lines), "")

    def _recorded(self, job: FakeJob) -> list[str]:
        state = job.recorded or job.state
        end = "2026-11-23T21:41:54" if state in TERMINAL_STATES else "Unknown"
        times = [job.submitted, job.start, end, "00:00:05", "00:01:00"]
        return [str(job.id), state, job.exit_code, *times, job.reason, "n1"]

    def _sacct_folders(self) -> Result:
        jobs = [job for job in self.jobs.values() if job.in_database]
        lines = [FIELD.join([str(job.id), job.state, "n1", job.work_dir]) + "\n" for job in jobs]
        return Result.said("ok", 0, "".join(lines), "")

    def _scontrol(self, argv: Sequence[str], cwd: str | None) -> Result:
        if argv[-1] == "config":
            return Result.said("ok", 0, "Configuration data\nMessageTimeout          = 10 sec\n", "")
        job = self.jobs.get(int(argv[-1]))
        if job is None or not job.in_queue:
            return Result.said("failed", 1, "", "slurm_load_jobs error: Invalid job id specified")
        text = f"JobId={job.id} JobName=x\n   JobState={job.state} Reason={job.reason}\n   ExitCode={job.exit_code}\n"
        return Result.said("ok", 0, text, "")

    def _scancel(self, argv: Sequence[str], cwd: str | None) -> Result:
        for word in argv[1:]:
            if int(word) in self.jobs:
                self.end(int(word), "CANCELLED", "0:15")
        return Result.said("ok", 0, "", "")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
