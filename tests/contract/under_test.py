"""A Slurm to be tested: a folder of commands, and what its partitions hold. Which Slurm it is shows nowhere here."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import eq
from pathlib import Path

from tests.realslurm.needs import without

_NAP_S = 0.05
ENDED = ("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "OUT_OF_MEMORY", "NODE_FAIL")


@dataclass(frozen=True)
class SlurmUnderTest:
    """`single` is a partition of one node with GPUs of type `gpu`, `multi` one of two nodes; nothing runs on them.

    `time_limit` is the shortest limit that the Slurm keeps to, and `cpus` the CPUs of one node.
    """

    commands: Path
    work: Path
    single: str
    multi: str
    gpu: str
    cpus: int
    time_limit: str
    environment: Mapping[str, str] = field(default_factory=dict)
    patience_s: float = 20.0
    lacks: str = ""

    def need_all(self) -> None:
        """Skip a test that needs what this Slurm `lacks`, or fail it where nothing may be left out."""
        if self.lacks:
            without(self.lacks)

    def since(self, *release: int) -> bool:
        """Whether this Slurm is of that release or newer: what differs between releases is named by the first of it."""
        text = self.out("sbatch", "--version").split()[-1]
        return tuple(int(number) for number in text.split(".")[:2]) >= release

    def run(
        self, *words: str, env: Mapping[str, str] | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one command in the work folder; text that is no UTF-8 keeps its bytes."""
        return subprocess.run(
            # getopt names a command as it was called.
            list(words),
            executable=self.commands / words[0],
            cwd=self.work,
            env={**self.variables_of_a_user(), **(env or {})},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=self.patience_s,
            check=False,
        )

    def variables_of_a_user(self) -> dict[str, str]:
        """The environment that commands run in: no variable of another Slurm's, this one's commands on PATH."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))}
        return {**kept, **self.environment, "PATH": os.pathsep.join([str(self.commands), kept["PATH"]])}

    def out(self, *words: str) -> str:
        """What a command that must succeed prints."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def submit(self, *words: str, env: Mapping[str, str] | None = None) -> int:
        """Submit with these words; the job's id."""
        done = self.run("sbatch", "--parsable", *words, env=env)
        assert done.returncode == 0, done.stderr
        return int(done.stdout)

    def wrap(self, command: str, *words: str) -> int:
        """Submit a shell command; the job's id."""
        return self.submit(*words, "--wrap", command)

    def squeue(self, job_id: int, fields: str = "%T") -> str:
        """Fields of one job in whatever state."""
        return self.out("squeue", "-h", "-t", "all", "-j", str(job_id), "-o", fields).rstrip("\n")

    def wait(self, job_id: int, *states: str) -> str:
        """Wait until the job is in one of these states (by default: ended) and return it."""
        return self._until(lambda: self.squeue(job_id), lambda state: state in (states or ENDED), f"job {job_id}")

    def becomes(self, job_id: int, fields: str, text: str) -> bool:
        """Wait until squeue prints that: reasons are found when Slurm next looks at the queue."""
        return bool(self._until(lambda: self.squeue(job_id, fields), lambda shown: shown == text, f"job {job_id}"))

    def recorded(self, *job_ids: int) -> None:
        """Wait until sacct knows what squeue knows: the database hears of a job some time after the queue."""
        for job_id in job_ids:
            state = self.squeue(job_id)
            self._until(partial(self._state_in_sacct, job_id), partial(eq, state), f"record of job {job_id}")

    def _state_in_sacct(self, job_id: int) -> str:
        # A job that ended soon can be known without its name and partition at first (seen in 22.05).
        text = self.out("sacct", "-X", "-n", "-P", "-j", str(job_id), "-o", "Partition,State")
        partition, _, state = text.partition("|")
        return state.split()[0] if partition else ""

    def _until(self, look: Callable[[], str], right: Callable[[str], bool], what: str) -> str:
        deadline = time.monotonic() + self.patience_s
        while not right(seen := look()):
            assert time.monotonic() < deadline, f"{what} is still {seen!r}"
            time.sleep(_NAP_S)
        return seen

    def wait_for(self, true: Callable[[], bool]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + self.patience_s
        while not true():
            assert time.monotonic() < deadline
            time.sleep(_NAP_S)

    def start_again(self, job_id: int) -> None:
        """Start a requeued job before its time, which is two minutes away on a cluster."""
        self.wait_for(lambda: self.squeue(job_id) != "COMPLETING")
        # A node takes what was signed in the second of the requeue for the run that it has just ended.
        time.sleep(1.2)
        if self.squeue(job_id) == "PENDING":
            self.run("scontrol", "update", f"JobId={job_id}", "StartTime=now")

    def wait_for_file(self, name: str, content: str = "") -> str:
        """Wait until a file in the work folder holds `content` and return all of it."""
        path = self.work / name
        return self._until(
            lambda: path.read_text() if path.exists() else "", lambda text: path.exists() and content in text, name
        )

    def log(self, job_id: int) -> str:
        """The job's output once it has ended."""
        self.wait(job_id)
        return (self.work / f"slurm-{job_id}.out").read_text(errors="replace")

    def variables(self, job_id: int) -> dict[str, str]:
        """The environment that a job printed with `env -0`."""
        pairs = (item.partition("=") for item in self.log(job_id).split("\0") if item)
        return {name: value for name, _, value in pairs}

    def sacct(self, job_id: int, fields: str, *words: str) -> list[list[str]]:
        """Rows of sacct for one job that squeue still knows, or for one that nobody knows."""
        if self.run("squeue", "-h", "-t", "all", "-j", str(job_id)).stdout:
            self.recorded(job_id)
        text = self.out("sacct", "-n", "-P", "-j", str(job_id), "-o", fields, *words)
        return [line.split("|") for line in text.splitlines()]

    def shown(self, job_id: int) -> dict[str, str]:
        """`scontrol show job` by key, for keys whose values hold no blanks."""
        words = self.out("scontrol", "show", "job", str(job_id)).split()
        pairs = (word.partition("=") for word in words)
        return {name: value for name, equals, value in pairs if equals}

    def clear(self) -> None:
        """Cancel whatever is left and wait until it has ended."""
        self.run("scancel", "--me")
        self._until(lambda: self.out("squeue", "-h", "--me"), lambda left: not left, "queue")
