"""submit: a draft becomes a job, once; the journal is written before each step."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from ...catalog.jobfile import dump_job
from ...domain.bundle import SCRIPT
from ...domain.record import JobRecord, Partner
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, JournalError, LlmtuiError, RejectedError, RequestError, UnreachableError
from ...remote.transport import LinkLostError
from ...slurm.submitting import Answer
from ..journal.records import Records
from ..preview import Draft
from ..reach.link import Link
from .attempts import after as after_answer
from .attempts import begin
from .hubcache import check_staged
from .inputs import with_paths
from .runfolder import EVENTS_FILE, facts_of, run_root
from .staging import put_bundle
from .upload import check_there

#: How a finding's `where` begins when it is a key of the job file.
_SECTIONS = ("placement.", "training.", "inference.", "script.")

Progress = Callable[[str], None]


def new_run_id() -> str:
    """32 hex digits that no other run has."""
    return secrets.token_hex(16)


def submit(
    link: Link,
    records: Records,
    draft: Draft,
    progress: Progress,
    *,
    run_id: str | None = None,
    smoke_of: Partner | None = None,
    after: Partner | None = None,
) -> JobRecord:
    """Stage the bundle and run sbatch once; the other run of a pair, a job and its smoke test, goes into the journal.

    Raises RequestError before anything is written; LlmtuiError when nothing was submitted, RejectedError and
    CannotTellError after the journal says so.
    """
    refuse_errors(draft)
    check_there(link.transport, link.cluster.name, draft.bundle.inputs)
    check_staged(link, draft.plan)
    record = replace(_new_record(link, draft, run_id or new_run_id()), smoke_of=smoke_of, after=after)
    with records.submitting(record.id):
        records.create(record)
        record = _stage(link, records, record, draft, progress)
        progress(f"submitting to {link.cluster.name}")
        record = records.write(replace(record, submission="SUBMITTING", submitting_at=time.time()))
        return _run(link, records, record)


def submit_again(link: Link, records: Records, record: JobRecord, progress: Progress) -> JobRecord:
    """Another attempt of the same run, with the bytes that are in its folder; for the user alone to ask for.

    Raises RequestError where the former attempt may have made a job, and what `submit` raises.
    """
    with records.submitting(record.id):
        record = records.update(record.id, _next_attempt)
        progress(f"submitting to {link.cluster.name}, attempt {record.attempt}")
        return _run(link, records, record)


def _next_attempt(record: JobRecord) -> JobRecord:
    if not record.can_submit_again:
        raise RequestError(
            f"run {record.id[:8]} cannot be submitted again: {record.submission}",
            hint=f"llmtui show {record.id[:8]} tells of its job" if record.active else "llmtui submit makes a new run",
        )
    return replace(
        record.found(),
        submission="SUBMITTING",
        attempt=record.attempt + 1,
        submitting_at=time.time(),
        looked_at=None,
        missed_at=None,
        resubmittable=False,
        problem="",
    )


def refuse_errors(draft: Draft) -> None:
    """Raise RequestError when the linter found an error."""
    for finding in draft.errors:
        more = f" (and {len(draft.errors) - 1} more)" if len(draft.errors) > 1 else ""
        key = finding.where if finding.where.startswith(_SECTIONS) else ""
        raise RequestError(f"{finding.where}: {finding.message}{more}", hint=finding.hint, field=key)


def _new_record(link: Link, draft: Draft, run_id: str) -> JobRecord:
    plan = draft.plan
    run_dir = f"{run_root(plan.cluster, plan.account, facts_of(link.transport, plan.cluster))}/{run_id}"
    task = draft.spec.task
    # Where a command of the user's own writes, and whether it tells of its steps, only that command knows.
    outputs = {"finetune": f"/{draft.spec.training.output_dir}", "inference": f"/{draft.spec.inference.output}"}
    return JobRecord(
        id=run_id,
        name=draft.spec.name,
        cluster=plan.cluster.name,
        model=draft.spec.model,
        task=task,
        run_dir=run_dir,
        created_at=time.time(),
        partition=plan.partition.name,
        time_limit_s=plan.time_s,
        output_path=run_dir + outputs.get(task, ""),
        events_path="" if task == "script" else f"{run_dir}/{EVENTS_FILE}",
        estimate_bytes=draft.estimate.total,
        job_file=dump_job(with_paths(draft.spec, draft.bundle.inputs, lambda found: found.source)),
        edits=tuple(applied.edit for applied in draft.edited),
        base=str(draft.base),
        script_sha256=hashlib.sha256(draft.bundle.files[SCRIPT]).hexdigest(),
    )


def _stage(link: Link, records: Records, record: JobRecord, draft: Draft, progress: Progress) -> JobRecord:
    record = records.write(replace(record, submission="STAGING"))
    progress(f"run folder {record.run_dir}")
    try:
        # A folder of somebody else's, or a link, cannot be there: it must not exist yet.
        link.transport.mkdir(record.run_dir, 0o700)
        put_bundle(link.transport, record.run_dir, draft.bundle, progress)
    except (OSError, LlmtuiError) as error:
        problem, hint = _unwritten(error, record.run_dir)
        records.write(replace(record, problem=problem))
        raise LlmtuiError(problem, hint=hint) from error
    return records.write(replace(record, submission="STAGED"))


def _unwritten(error: OSError | LlmtuiError, run_dir: str) -> tuple[str, str]:
    """Why the run folder could not be filled, and what to do about it."""
    if isinstance(error, OSError):
        where, why = error.filename or run_dir, error.strerror or str(error)
    else:
        where, why = run_dir, error.message
    lost = isinstance(error, (LinkLostError, UnreachableError))
    hint = "nothing was submitted; connect again" if lost else "is the disk or the quota full? llmtui doctor looks"
    return f"the job's files could not be written: {safe_line(where)}: {safe_line(why)}", hint


def _run(link: Link, records: Records, record: JobRecord) -> JobRecord:
    try:
        answer = begin(link, records, record)
    except JournalError as error:
        # It was not our turn yet, so nothing was asked for.
        records.write(replace(record, submission="STAGED", problem=error.message))
        raise
    except (OSError, LlmtuiError) as error:
        said = error.message if isinstance(error, LlmtuiError) else error.strerror or str(error)
        answer = Answer("lost", text=safe_line(said))
    done = after_answer(record, answer, time.time())
    if answer.kind == "no_folder":
        # The script turned round before it began, so no job can come of it.
        done = replace(done, submission="STAGED")
    return _or_raise(_written(records, done))


def _written(records: Records, record: JobRecord) -> JobRecord:
    """Raises CannotTellError when the journal cannot take what a later look will find out again by itself."""
    try:
        return records.write(record)
    except JournalError as error:
        if record.submission in {"REJECTED", "STAGED"}:
            # Nothing is in the queue, and why not matters more.
            return record
        what = f"job {record.job_id} is in the queue" if record.job_id else "sbatch was asked to take the job"
        raise CannotTellError(
            f"{what}, but {error.message}",
            hint=f"do not submit it anew: once there is room, llmtui jobs finds it by {record.run_dir}",
        ) from error


def _or_raise(record: JobRecord) -> JobRecord:
    if record.submission == "REJECTED":
        hint = f"{refusal_hint(record.problem)}; as it is: llmtui again {record.id[:8]}"
        raise RejectedError(f"Slurm refused the job: {record.problem}", hint=hint)
    if record.submission == "STAGED":
        raise LlmtuiError(record.problem, hint=f"its files are in {record.run_dir}; llmtui again {record.id[:8]}")
    if record.submission == "SUBMIT_UNKNOWN":
        raise CannotTellError(
            f"it is not known whether Slurm took the job: {record.problem}",
            hint=f"it is never submitted twice; llmtui show {record.id[:8]} looks for it",
        )
    return record


def refusal_hint(text: str) -> str:
    """What to do about Slurm's reason for a refusal."""
    lower = text.lower()
    for word, hint in (
        ("account", "see which accounts you have, then set placement.account"),
        ("partition", "llmtui clusters NAME lists the partitions; set placement.partition"),
        ("qos", "set placement.qos, or wait until fewer of your jobs are in the queue"),
        ("time", "set placement.time within the partition's limit"),
        ("node configuration", "no node of the partition has what the job asks for: nodes, GPUs, CPUs or memory"),
    ):
        if word in lower:
            return hint
    return "change the job"
