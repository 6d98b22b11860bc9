"""submit: a draft becomes a job, once; the journal is written before each step."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from ..catalog.jobfile import dump_job
from ..domain.bundle import SCRIPT, SUBMIT_LOCK
from ..domain.record import JobRecord, Partner
from ..errors import CannotTellError, LlmtuiError, RejectedError, RequestError
from ..slurm import commands
from ..slurm.outcome import SubmitOutcome, classify
from .inputs import with_paths
from .link import Link
from .preview import Draft
from .records import Records
from .runfolder import EVENTS_FILE, JOB_ID_FILE, adopt, run_root
from .staging import put_bundle

SUBMIT_TIMEOUT_S = 95.0
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

    Raises RequestError before anything is written, RejectedError and CannotTellError after the journal says so.
    """
    refuse_errors(draft)
    record = replace(_new_record(draft, run_id or new_run_id()), smoke_of=smoke_of, after=after)
    with records.submitting(record.id):
        records.write(record)
        record = _stage(link, records, record, draft, progress)
        progress(f"submitting to {link.cluster.name}")
        record = records.write(replace(record, submission="SUBMITTING"))
        outcome = _run_sbatch(link, record)
        record = records.write(_after_sbatch(link, record, outcome))
    return _or_raise(record, outcome)


def refuse_errors(draft: Draft) -> None:
    """Raise RequestError when the linter found an error."""
    for finding in draft.errors:
        more = f" (and {len(draft.errors) - 1} more)" if len(draft.errors) > 1 else ""
        key = finding.where if finding.where.startswith(_SECTIONS) else ""
        raise RequestError(f"{finding.where}: {finding.message}{more}", hint=finding.hint, field=key)


def _new_record(draft: Draft, run_id: str) -> JobRecord:
    plan = draft.plan
    run_dir = f"{run_root(plan.cluster, plan.account)}/{run_id}"
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
    )


def _stage(link: Link, records: Records, record: JobRecord, draft: Draft, progress: Progress) -> JobRecord:
    record = records.write(replace(record, submission="STAGING"))
    progress(f"run folder {record.run_dir}")
    try:
        link.transport.mkdir(record.run_dir, 0o700)
        put_bundle(link.transport, record.run_dir, draft.bundle, progress)
        # The job script claims a folder that has this, so that a second job in it does nothing.
        link.transport.mkdir(f"{record.run_dir}/{SUBMIT_LOCK}", 0o700)
    except OSError as error:
        where = error.filename or record.run_dir
        problem = f"the job's files could not be written: {where}: {error.strerror or error}"
        records.write(replace(record, problem=problem))
        raise LlmtuiError(problem, hint="is the disk or the quota full? llmtui doctor looks") from error
    return records.write(replace(record, submission="STAGED"))


def _run_sbatch(link: Link, record: JobRecord) -> SubmitOutcome:
    argv = commands.sbatch(SCRIPT, chdir=record.run_dir)
    result = link.slurm(argv, cwd=record.run_dir, timeout_s=SUBMIT_TIMEOUT_S)
    return classify(result.exit_code, result.out.raw, result.err.raw)


def _after_sbatch(link: Link, record: JobRecord, outcome: SubmitOutcome) -> JobRecord:
    if outcome.kind == "refused":
        return replace(record, submission="REJECTED", problem=outcome.text)
    if outcome.job_id is None:
        return replace(record, submission="SUBMIT_UNKNOWN", problem=outcome.text)
    try:
        link.transport.put_atomic(f"{record.run_dir}/{JOB_ID_FILE}", f"{outcome.job_id}\n".encode())
    except OSError:
        # The journal holds the id as well; the file only helps whoever has the folder and not the journal.
        return adopt(record, outcome.job_id, time.time())
    return adopt(record, outcome.job_id, time.time())


def _or_raise(record: JobRecord, outcome: SubmitOutcome) -> JobRecord:
    if outcome.kind == "refused":
        raise RejectedError(f"Slurm refused the job: {outcome.text}", hint=_refusal_hint(outcome.text))
    if outcome.job_id is None:
        raise CannotTellError(
            f"it is not known whether Slurm took the job: {outcome.text}",
            hint=f"nothing is submitted again by itself; llmtui show {record.id[:8]} looks for it",
        )
    return record


def _refusal_hint(text: str) -> str:
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
    return "change the job and submit it again"
