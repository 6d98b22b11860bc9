"""What widgets tell their screen, screens tell the app, and threads tell both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ..domain.cluster import Cluster
    from ..domain.edits import Applied, Edit
    from ..domain.job import JobSpec
    from ..domain.memory.types import MemoryEstimate
    from ..domain.plan import Plan
    from ..domain.record import JobRecord
    from ..services.advice import Advised
    from ..services.importing.report import Imported
    from ..services.preview import Draft
    from ..services.reach.connections import Connection
    from ..services.reach.login import LoginSettings
    from ..services.watching.queries import Asked
    from .form.choices import Choice
    from .form.outcome import Outcome


@dataclass
class DemoAsked(Message):
    """The demo job is wanted in the form."""


@dataclass
class FileAsked(Message):
    """That job file is wanted in the form."""

    path: Path


@dataclass
class AdviceReady(Message):
    """Advice on the job in the form."""

    advised: Advised


@dataclass
class TraceMoved(Message):
    """A trace says in words how far it is."""

    text: str


@dataclass
class TraceDone(Message):
    """A trace of that plan has ended; `estimate` has its figures."""

    plan: Plan
    estimate: MemoryEstimate


@dataclass
class JobLoaded(Message):
    """A job is ready for the form, with its files that were edited by hand; `where` says in words what it is, `script`
    what became of a script's lines.
    """

    spec: JobSpec
    base: Path
    where: str
    edits: tuple[Edit, ...] = ()
    script: Imported | None = None


@dataclass
class RunOpened(Message):
    """A job is wanted on the Job screen."""

    run_id: str


@dataclass
class RefreshAsked(Message):
    """Slurm should be asked now."""


@dataclass
class CancelAsked(Message):
    """These jobs should be cancelled, together, once the user has said yes."""

    records: tuple[JobRecord, ...]


@dataclass
class AgainAsked(Message):
    """A run should be submitted once more with the same files, once the user has said yes."""

    record: JobRecord


@dataclass
class ResubmitAsked(Message):
    """A job is wanted in the form again."""

    record: JobRecord


@dataclass
class Submitted(Message):
    """A job was submitted."""

    record: JobRecord


@dataclass
class JournalRead(Message):
    """All records as they were left, newest first; `damaged` as in RecordsRead."""

    records: tuple[JobRecord, ...]
    damaged: tuple[str, ...] = ()


@dataclass
class RecordsRead(Message):
    """All records, newest first; `problem` says why they could not be read anew, `next_s` when to ask again.

    `asked` is how all windows asked each cluster, `damaged` one line for each file of the journal that cannot be read.
    """

    records: tuple[JobRecord, ...]
    problem: str
    next_s: float
    asked: Mapping[str, Asked] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()


@dataclass
class LinkMoved(Message):
    """The connection to a cluster changed; `renew` is how its site renews a certificate."""

    state: Connection
    renew: str


@dataclass
class LoginReady(Message):
    """Everything for the dialog that logs in to a cluster."""

    cluster: Cluster
    settings: LoginSettings


@dataclass
class FormRead(Message):
    """The form as it was left."""

    spec: JobSpec
    base: Path
    edits: tuple[Edit, ...] = ()


@dataclass
class Edited(Message):
    """A field has a new value."""

    key: str
    value: str


@dataclass
class ListAsked(Message):
    """The list behind a field was asked for; `typed` is what was typed to get there."""

    key: str
    typed: str


@dataclass
class ListRead(Message):
    """The entries of a field's list."""

    key: str
    choices: tuple[Choice, ...]


@dataclass
class Previewed(Message):
    """A preview of the form is ready; `revision` is the form's when it began."""

    outcome: Outcome
    revision: int


@dataclass
class DraftReady(Message):
    """What would be submitted now, the folder that its run folder would be made in, and the smoke test before it."""

    draft: Draft
    folder: str
    smoke: Draft | None = None


@dataclass
class EditReady(Message):
    """A file can be edited: its present edit, or one without changes, on the text that is generated now."""

    applied: Applied


@dataclass
class Exported(Message):
    """The files of a job were written."""

    folder: Path
    count: int
