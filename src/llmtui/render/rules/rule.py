"""What a rule is, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...domain.bundle import Severity
from .subject import Subject

#: "job" is the plan itself, which has keys instead of lines.
File = Literal["script", "config", "job"]


@dataclass(frozen=True)
class Hit:
    """One place where a rule is broken: what, in which file, on which line (or at which job-file key).

    `fix` and `severity` stand for the rule's own where they differ in this case.
    """

    what: str
    line: int | None = None
    file: File = "script"
    key: str = ""
    fix: str | None = None
    severity: Severity | None = None

    @property
    def where(self) -> str:
        """ "line 3", a job-file key, or "file"."""
        return self.key or (f"line {self.line}" if self.line is not None else "file")


@dataclass(frozen=True)
class Rule:
    """`severity` is "error" only where the job will not run or is refused; `says` is what is looked for and why."""

    code: str
    severity: Severity
    says: str
    fix: str
    check: Callable[[Subject], Iterator[Hit]]
