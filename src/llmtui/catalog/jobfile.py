"""Job files: text in, JobSpec out, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..domain.job import JobSpec
from ..errors import JobFileError
from . import yamlio
from .jobdump import dump_job
from .jobkeys import nearest, sections
from .problems import Problem, dotted, report
from .textfile import read_text
from .yamlio import Document
from .yamlvalues import Path as KeyPath
from .yamlvalues import describe

__all__ = ["dump_job", "load_job", "locate", "parse_job"]

MAX_NAME = 120


def load_job(path: Path, overrides: Sequence[str] = ()) -> JobSpec:
    """The job file at `path`, with `--set` values ("training.max_steps=10") applied. Raises JobFileError."""
    return parse_job(read_text(path, JobFileError), str(path), overrides)


def parse_job(text: str, where: str, overrides: Sequence[str] = ()) -> JobSpec:
    """A job file's text; `where` names it in messages. Raises JobFileError.

    Nothing is converted on the way: a number is no text and "1" no number. The exceptions: a whole number serves
    where a fraction could stand, `placement.time: 15` means 15 minutes, and a group with nothing in it is all defaults.
    """
    draft = _read(text, where, overrides)
    # pydantic takes a moment to load and is needed only from here on.
    from .jobschema import validate

    spec, problems = validate(draft.content, nearest)
    if "version" not in draft.content:
        problems.insert(0, Problem(("version",), "is missing", "write version: 1"))
    if spec is not None and not problems and not (spec.name.strip() and len(spec.name) <= MAX_NAME):
        found = f"{len(spec.name)} characters" if spec.name.strip() else "blank"
        problems = [Problem(("name",), f"is {found}; allowed: 1 to {MAX_NAME} characters")]
    if spec is None or problems:
        raise report(problems, draft.place, JobFileError)
    return spec


def locate(path: Path, overrides: Sequence[str], key: str) -> str:
    """Where a dotted key of a readable job file has its value: "--set KEY", "FILE:LINE" of it or its group, or FILE."""
    return _read(read_text(path, JobFileError), str(path), overrides).place(tuple(key.split(".")))


def _read(text: str, where: str, overrides: Sequence[str]) -> _Draft:
    draft = _Draft(where, yamlio.load_document(text, where))
    for override in overrides:
        draft.set(override)
    draft.fill()
    return draft


@dataclass
class _Draft:
    """A job file between reading and checking: its content, and where each key came from."""

    where: str
    document: Document
    content: dict[str, object] = field(init=False)
    overridden: set[KeyPath] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.document.value, dict):
            found = "nothing" if self.document.value is None else describe(self.document.value)
            raise JobFileError(
                f"{self.where}: holds {found} where keys are expected", hint="begin with version: 1, name, task, model"
            )
        self.content = self.document.value

    def set(self, override: str) -> None:
        """Apply one KEY=VALUE. Raises JobFileError."""
        key, equals, text = override.partition("=")
        steps = tuple(key.strip().split("."))
        if not equals or not all(steps):
            raise JobFileError(f"--set {override!r} is not KEY=VALUE", hint="write --set training.max_steps=10")
        group = self.content
        for position, step in enumerate(steps[:-1], 1):
            inner = {} if group.get(step) is None else group[step]
            if not isinstance(inner, dict) or (steps[:position] not in sections() and step not in group):
                raise self._no_such_key(steps)
            group[step] = inner
            group = inner
        group[steps[-1]] = yamlio.load(text, f"--set {dotted(steps)}")
        self.overridden.add(steps)

    def _no_such_key(self, steps: tuple[str, ...]) -> JobFileError:
        wrong = next(steps[:n] for n in range(1, len(steps) + 1) if n == len(steps) or steps[:n] not in sections())
        known = wrong[-1] in sections().get(wrong[:-1], ())
        text = f"key {dotted(wrong)} {'holds no further keys' if known else 'is unknown'}"
        name = dotted(steps)
        return JobFileError(f"--set {name}: {text}", hint="" if known else nearest(wrong), field=name)

    def fill(self) -> None:
        """Empty groups become defaults, and minutes the text that Slurm reads."""
        for path in sections():
            group: object = self.content
            for step in path[:-1]:
                group = group.get(step) if isinstance(group, dict) else None
            if path and isinstance(group, dict) and path[-1] in group and group[path[-1]] is None:
                group[str(path[-1])] = {}
        placement = self.content.get("placement")
        if isinstance(placement, dict) and type(placement.get("time")) is int:
            placement["time"] = str(placement["time"])

    def place(self, path: KeyPath) -> str:
        for length in range(len(path), 0, -1):
            if path[:length] in self.overridden:
                return f"--set {dotted(path[:length])}"
        line = self.document.line(path)
        return self.where if line is None else f"{self.where}:{line}"
