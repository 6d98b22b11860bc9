"""Jobs on a real Slurm, as llmtui submits and watches them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.fakes.memory import MemoryRecords
from tests.fakes.records import record
from tests.realslurm.cluster import RealSlurm
from tests.realslurm.site import Node, Partition, Site

from llmtui.domain.cluster import Cluster
from llmtui.domain.plan import Plan
from llmtui.domain.record import JobRecord
from llmtui.remote.local import LocalTransport
from llmtui.render.record import ending
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import Outcome
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.watch import refresh_jobs

#: The controller forgets a job soon after its end, so being away for seconds is being away for long.
FORGETS = ("SelectTypeParameters=CR_Core", "MinJobAge=2")


def site(name: str, accounts: tuple[str, ...] = (), options: tuple[str, ...] = FORGETS) -> Site:
    return Site(name, [Node(f"{name[0]}1", 16, 4096)], [Partition("all", [f"{name[0]}1"])], options, accounts)


class Watched:
    """One Slurm and the records of its jobs."""

    def __init__(self, slurm: RealSlurm, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slurm = slurm
        self.folder = folder
        self.records = MemoryRecords()
        self._patch = monkeypatch
        self._ids: dict[str, str] = {}

    def submit(self, name: str, body: str, *options: str) -> int:
        """Submit a script that leaves our marks; its number."""
        run_dir = self.folder / self.slurm.site.name / name
        run_dir.mkdir(parents=True)
        marks = "\n".join(ending(cast("Plan", SimpleNamespace(sig_time=0))))
        (run_dir / "job.sh").write_text(f"#!/bin/bash\nset -e\n{marks}\ntouch begun\n{body}\n")
        job_id = int(self.slurm.out("sbatch", "--parsable", *options, "job.sh", cwd=run_dir).strip())
        made = record(
            job_id, name=name, run_dir=str(run_dir), created_at=time.time(), submitted_at=time.time(), events_path=""
        )
        self._ids[name] = self.records.write(made).id
        return job_id

    def look(self, now: float | None = None, environment: Mapping[str, str] | None = None) -> Outcome:
        """One refresh with an environment as a user's may be; `now` may lie ahead."""
        with self._patch.context() as patch:
            for variable, value in {**self.slurm.environment, **(environment or {})}.items():
                patch.setenv(variable, value)
            patch.setenv("PATH", f"{self.slurm.commands}{os.pathsep}{os.environ['PATH']}")
            link = Link(Cluster("real", "Real"), LocalTransport(), QueryLog())
            at = time.time() if now is None else now
            return refresh_jobs(link, self.records, list(self.records.by_id.values()), at)

    def bare(self, *words: str, environment: Mapping[str, str]) -> str:
        """What a command prints in an environment that nobody has cleaned."""
        everything = {**os.environ, **self.slurm.environment, **environment}
        found = str(self.slurm.commands / words[0])
        return subprocess.run([found, *words[1:]], env=everything, capture_output=True, text=True, check=False).stdout

    def of(self, name: str) -> JobRecord:
        return self.records.by_id[self._ids[name]]

    def told(self, name: str) -> tuple[str, str, str]:
        """State, exit code and how well it is seen."""
        found = self.of(name)
        return found.state, found.status.exit_code if found.status else "", found.seen

    def until(self, what: str, state: str, *names: str, limit_s: float = 30.0) -> None:
        """Look until all these jobs are in a state."""
        self.slurm.daemons.until(
            what, lambda: self.look().ok and {self.of(name).state for name in names} == {state}, limit_s
        )

    def until_begun(self) -> None:
        """A job runs for Slurm before its script has set its traps."""
        folders = [Path(found.run_dir) for found in self.records.by_id.values()]
        self.slurm.daemons.until(
            "the scripts' beginning", lambda: all((each / "begun").exists() for each in folders), 30
        )

    def until_forgotten(self, limit_s: float = 90.0) -> None:
        """Wait until the controller knows no job any more."""
        words = ("squeue", "--me", "--states=all", "-h")
        self.slurm.daemons.until("the jobs' being forgotten", lambda: not self.slurm.out(*words).strip(), limit_s)
