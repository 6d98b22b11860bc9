"""A journal in memory and a Slurm in memory with one running job, id 7, on a clock of its own."""

from __future__ import annotations

from dataclasses import replace

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import EVERYTHING, Leave, Outcome
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.watch import refresh_jobs

from .memory import MemoryRecords
from .records import record
from .slurm import FakeJob, FakeSlurm

NOW = 1_795_713_600.0


class WatchDesk:
    """`look` is one refresh, `step_s` after the one before."""

    def __init__(self, slurm: FakeSlurm | None = None) -> None:
        self.slurm = slurm or FakeSlurm()
        self.link = Link(Cluster("lumi", "LUMI"), self.slurm, QueryLog())
        self.records = MemoryRecords()
        self.now = NOW
        self.outcome = Outcome(ok=True)
        self._answered_at: float | None = None
        self.records.write(record(7, submitted_at=NOW - 100))
        self.slurm.jobs[7] = FakeJob(7, "", "RUNNING", "None", start=str(int(NOW - 60)), elapsed_s=60)

    @property
    def job(self) -> JobRecord:
        return self.records.by_id[record(7).id]

    def look(self, step_s: float = 15.0, leave: Leave = EVERYTHING) -> JobRecord:
        self.now += step_s
        self.slurm.calls.clear()
        ours = list(self.records.by_id.values())
        self.outcome = refresh_jobs(self.link, self.records, ours, self.now, leave, self._answered_at)
        if self.outcome.ok:
            self._answered_at = self.now
        return self.job

    @property
    def calls(self) -> list[str]:
        """The Slurm commands of the last look."""
        return [call[0] for call in self.slurm.calls]

    def mark(self, kind: str, code: int, restart: int = 0, at: float = NOW) -> None:
        """What the job's script leaves in its run folder."""
        path = f"{self.job.run_dir}/status/7.{restart}.{kind}"
        self.slurm.contents[path] = f"{code} {int(at)}\n".encode()

    def vanish(self) -> None:
        """Neither the queue nor the database knows the job."""
        self.slurm.jobs[7] = replace(self.slurm.jobs[7], in_queue=False, in_database=False)

    def no_database(self) -> None:
        self.slurm.faults["sacct"] = "away"
