"""Work on the session that more than one screen asks for; every function blocks and runs in a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.edits import Applied, Edit
from ..domain.job import JobSpec
from ..errors import RequestError, UnreachableError
from .messages import (
    AdviceReady,
    DraftReady,
    EditReady,
    FormRead,
    JobLoaded,
    JournalRead,
    LoginReady,
    RecordsRead,
    Submitted,
)

if TYPE_CHECKING:
    from ..domain.memory.types import MemoryEstimate
    from ..domain.record import JobRecord
    from ..services.session import Session

_DEMO = Path("assets", "demo", "job.yaml")
#: How job scripts are called.
_SCRIPTS = frozenset({".sh", ".bash", ".slurm", ".sbatch", ".job"})


def load_file(path: Path) -> JobLoaded:
    """A job file. Raises LlmtuiError."""
    from ..catalog.jobfile import load_job

    return JobLoaded(load_job(path), path.absolute().parent, path.name)


def open_file(session: Session, path: Path) -> JobLoaded:
    """A job file, or a job script written by hand, which becomes one. Raises LlmtuiError."""
    if path.suffix not in _SCRIPTS:
        return load_file(path)
    found = session.import_script(path)
    return JobLoaded(found.spec, path.absolute().parent, path.name, script=found)


def load_demo() -> JobLoaded:
    """The demo job that llmtui brings along. Raises LlmtuiError."""
    from ..catalog.data import data_root

    return load_file(data_root() / _DEMO)


def load_run(session: Session, record: JobRecord) -> JobLoaded:
    """The job file of an earlier run. Raises LlmtuiError."""
    spec, base = session.resubmit(record)
    return JobLoaded(spec, base, record.name, record.edits)


def read_form(session: Session) -> FormRead:
    """The form as it was left, or an empty one."""
    left = session.form()
    if left is not None:
        return FormRead(left.spec, left.base, left.edits)
    return FormRead(JobSpec(name="my-job", task="finetune", model=""), Path.cwd())


def read_journal(session: Session) -> JournalRead:
    """All records as they stand on disk; nobody is asked."""
    return JournalRead(session.jobs(), session.problems())


def read_records(session: Session, *, force: bool = False) -> RecordsRead:
    """Ask Slurm if it is time to, and read all records."""
    return _read(session, session.refresh(force))


def cancel_runs(session: Session, chosen: Sequence[JobRecord]) -> RecordsRead:
    """Cancel these jobs and read all records. Raises LlmtuiError where one was not; the others are by then."""
    refused = list(session.cancel_many(chosen).refused.values())
    if refused and len(refused) < len(chosen):
        first = refused[0]
        raise RequestError(f"{len(refused)} of {len(chosen)} were not cancelled: {first.message}", hint=first.hint)
    for error in refused:
        raise error
    return _read(session, session.jobs())


def cancel_duplicates(session: Session, record: JobRecord) -> RecordsRead:
    """Cancel what Slurm holds of a run besides its own job, and read all records. Raises LlmtuiError."""
    session.cancel_others(record)
    return _read(session, session.jobs())


def _read(session: Session, records: tuple[JobRecord, ...]) -> RecordsRead:
    return RecordsRead(records, "", session.poll_interval_s(), session.asked(), session.problems())


def submit_again(session: Session, record: JobRecord) -> Submitted:
    """Another attempt of a run. Raises LlmtuiError."""
    return Submitted(session.submit_again(record))


def read_login(session: Session, name: str) -> LoginReady:
    """What the dialog shows that logs in to that cluster. Raises RequestError where no login is needed."""
    from ..services.reach.link import is_here

    cluster = session.cluster(name)
    if is_here(cluster):
        raise RequestError(f"{name} needs no login: its Slurm commands are on this machine")
    return LoginReady(cluster, session.login(name))


def open_again(session: Session, name: str) -> None:
    """Open a lost connection that needs nobody; whoever listens hears of how that went."""
    with suppress(UnreachableError):
        session.connections.transport(session.cluster(name))


def make_edit(session: Session, spec: JobSpec, base: Path, edits: Sequence[Edit], file: str) -> EditReady:
    """What there is to edit. Raises LlmtuiError."""
    draft = session.preview(spec, base, check_inputs=False, edits=edits)
    for applied in draft.edited:
        if applied.file == file:
            return EditReady(applied)
    if file not in draft.bundle.files:
        raise RequestError(f"this job has no {file}", hint="it starts one process, which needs no launcher")
    text = draft.bundle.text(file)
    return EditReady(Applied(Edit(file, text, text), text))


def make_advice(session: Session, spec: JobSpec, base: Path, traced: Mapping[JobSpec, MemoryEstimate]) -> AdviceReady:
    """What makes the job fit, or what is left; `traced` estimates by the plan's spec go first. Raises LlmtuiError."""
    from ..services.advice import advise

    draft = session.preview(spec, base, check_inputs=False)
    return AdviceReady(advise(draft, traced.get(draft.plan.spec, draft.estimate)))


def make_draft(
    session: Session, spec: JobSpec, base: Path, edits: Sequence[Edit] = (), *, smoke: bool = False
) -> DraftReady:
    """What would be submitted, after its smoke test if asked. Raises LlmtuiError."""
    draft = session.preview(spec, base, edits=edits)
    folder = session.run_folders(draft.plan)
    return DraftReady(draft, folder, session.smoke_pair(draft).smoke if smoke else None)


def file_name(name: str) -> str:
    """A job's name as part of a path."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)[:60] or "job"
