"""A Slurm to be tested: a folder of commands, and what its partitions hold. Which Slurm it is shows nowhere here."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LIMIT_S = 20.0
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

    def run(
        self, *words: str, env: Mapping[str, str] | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one command in the work folder; text that is no UTF-8 keeps its bytes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))}
        path = os.pathsep.join([str(self.commands), kept["PATH"]])
        return subprocess.run(
            [str(self.commands / words[0]), *words[1:]],
            cwd=self.work,
            env={**kept, **self.environment, "PATH": path, **(env or {})},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=LIMIT_S,
            check=False,
        )

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
        deadline = time.monotonic() + LIMIT_S
        while (state := self.squeue(job_id)) not in (states or ENDED):
            assert time.monotonic() < deadline, f"job {job_id} is still {state}"
            time.sleep(_NAP_S)
        return state

    def wait_for(self, true: Callable[[], bool]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + LIMIT_S
        while not true():
            assert time.monotonic() < deadline
            time.sleep(_NAP_S)

    def becomes(self, job_id: int, fields: str, text: str) -> bool:
        """Wait until squeue prints that."""
        self.wait_for(lambda: self.squeue(job_id, fields) == text)
        return True

    def recorded(self, *job_ids: int) -> None:
        """Wait until sacct knows these jobs."""

    def wait_for_file(self, name: str, content: str = "") -> str:
        """Wait until a file in the work folder holds `content` and return all of it."""
        deadline = time.monotonic() + LIMIT_S
        path = self.work / name
        while not path.exists() or content not in path.read_text():
            assert time.monotonic() < deadline, f"{name} does not hold {content!r}"
            time.sleep(_NAP_S)
        return path.read_text()

    def log(self, job_id: int) -> str:
        """The job's output once it has ended."""
        self.wait(job_id)
        return (self.work / f"slurm-{job_id}.out").read_text(errors="replace")

    def variables(self, job_id: int) -> dict[str, str]:
        """The environment that a job printed with `env -0`."""
        pairs = (item.partition("=") for item in self.log(job_id).split("\0") if item)
        return {name: value for name, _, value in pairs}

    def sacct(self, job_id: int, fields: str, *words: str) -> list[list[str]]:
        """Rows of sacct for one job."""
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
        deadline = time.monotonic() + LIMIT_S
        while self.out("squeue", "-h", "--me"):
            assert time.monotonic() < deadline, "jobs do not end"
            time.sleep(_NAP_S)
