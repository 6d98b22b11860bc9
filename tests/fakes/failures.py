"""The list of query failures in tests/data, and a Slurm in memory that gives one of them for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from llmtui.remote.transport import Result
from llmtui.slurm.commands import FIELD, RECORD, program

from .slurm import FakeSlurm

DATA = Path(__file__).resolve().parents[1] / "data" / "query-failures.yaml"


@dataclass(frozen=True)
class Failure:
    """One entry of the list."""

    name: str
    command: str
    source: str
    exit: int | None
    out: str = ""
    err: str = ""
    truncated: bool = False

    def result(self) -> Result:
        out = self.out.replace("{US}", FIELD).replace("{RS}", RECORD)
        outcome = "unknown" if self.exit is None else "failed" if self.exit else "ok"
        return Result.said(outcome, self.exit, out, self.err, self.truncated)  # type: ignore[arg-type]


def failures() -> list[Failure]:
    return [Failure(**entry) for entry in yaml.safe_load(DATA.read_text(encoding="utf-8"))]


class FailingSlurm(FakeSlurm):
    """Answers of `failure`'s command are `failure`; sacct is away as well when scontrol is what fails."""

    failure: Failure | None = None

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        """Folders without files need no shell to be read."""
        return (
            super().script(text, values=values, timeout_s=timeout_s) if self.contents else Result.said("ok", 0, "", "")
        )

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        assert timeout_s <= 15.0 or program(argv) == "sbatch", "every query has a time limit of its own"
        result = super().run(argv, cwd=cwd, stdin=stdin, timeout_s=timeout_s)
        if self.failure is None:
            return result
        if program(argv) == "sacct" and self.failure.command == "scontrol":
            return Result.said("failed", 1, "", "sacct: error: Problem talking to the database: Connection refused")
        return self.failure.result() if program(argv) == self.failure.command else result
