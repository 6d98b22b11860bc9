"""What was made of each line of a job script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...catalog.jobfile import dump_job
from ...domain.job import JobSpec
from ...domain.remotetext import safe_line

_SHOWN = 100
#: NAME=value with a name that secrets have, or a token of the Hub's own shape.
_SECRET = re.compile(
    r"""(\b\w*(?:TOKEN|SECRET|PASSWORD|PASSWD|KEY)=)(?:"[^"]*"?|'[^']*'?|[^\s;&|"'])+|\bhf_\w{6,}""", re.IGNORECASE
)


def without_secrets(text: str) -> str:
    """The text with ... for what looks like a secret."""
    return _SECRET.sub(lambda match: f"{match[1] or ''}...", text)


@dataclass(frozen=True)
class Line:
    """A line of the script (0: none of its own), what stands there, and what became of it."""

    number: int
    text: str
    words: str

    @property
    def shown(self) -> str:
        """One line of text, safe to print."""
        text = self.text if len(self.text) <= _SHOWN else f"{self.text[: _SHOWN - 3]}..."
        place = f"line {self.number}: " if self.number else ""
        return safe_line(f"{place}{text}  ->  {self.words}" if text else f"{place}{self.words}")


@dataclass
class Report:
    """Collects lines while a script is read."""

    understood: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, number: int, text: str, words: str) -> None:
        """Something became part of the job file."""
        self.understood.append(Line(number, text, words))

    def leave(self, number: int, text: str, why: str) -> None:
        """Something did not."""
        self.left.append(Line(number, without_secrets(text), why))


@dataclass(frozen=True)
class Imported:
    """The job file of a script, and both lists in the script's order; `notes` are offers and what is still open."""

    spec: JobSpec
    understood: tuple[Line, ...]
    left: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def job_file(self, name: str) -> str:
        """The job file's text; what was left stands in comments at its top, so that it does not get lost."""
        head = [f"# Read from {safe_line(name)}."]
        if self.left:
            head += ["# Left as it was there, and not part of this job:", *[f"#   {line.shown}" for line in self.left]]
        return "\n".join([*head, dump_job(self.spec)])


def imported(spec: JobSpec, report: Report) -> Imported:
    """Both lists in the order of the script's lines."""

    def ordered(lines: list[Line]) -> tuple[Line, ...]:
        return tuple(sorted(dict.fromkeys(lines), key=lambda line: line.number))

    return Imported(spec, ordered(report.understood), ordered(report.left), tuple(report.notes))
