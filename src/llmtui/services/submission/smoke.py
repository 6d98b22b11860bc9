"""A job and its smoke test: both are submitted at once, and Slurm starts the job after the test has passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from ...domain.record import JobRecord, Partner
from ...errors import LlmtuiError
from ..journal.records import Records
from ..preview import Draft
from ..reach.link import Link
from .submit import Progress, new_run_id, refuse_errors, submit


@dataclass(frozen=True)
class SmokePair:
    """The two drafts; the job's script gets its dependency once the smoke test has a number."""

    smoke: Draft
    job: Draft


def submit_pair(
    link: Link, records: Records, pair: SmokePair, again: Callable[[int], Draft], progress: Progress
) -> tuple[JobRecord, JobRecord]:
    """Submit the smoke test, then the job that waits for it; returns both records in that order.

    `again` makes the job's draft for the smoke test's number. Raises RequestError before anything is written. When the
    job cannot be submitted the smoke test stays in the queue, and the error's hint says so.
    """
    refuse_errors(pair.smoke)
    refuse_errors(pair.job)
    run_id = new_run_id()
    progress("the smoke test first")
    smoke = submit(link, records, pair.smoke, progress, smoke_of=Partner(run_id, pair.job.spec.name))
    assert smoke.job_id is not None
    try:
        progress(f"the job after smoke test {smoke.job_id}")
        after = Partner(smoke.id, smoke.name, smoke.job_id)
        job = submit(link, records, again(smoke.job_id), progress, run_id=run_id, after=after)
    except LlmtuiError as error:
        stays = f"its smoke test {smoke.job_id} is in the queue and goes on"
        error.hint = f"{error.hint}; {stays}" if error.hint else stays
        raise
    return records.update(smoke.id, partial(_numbered, job_id=job.job_id)), job


def _numbered(record: JobRecord, job_id: int | None) -> JobRecord:
    return record if record.smoke_of is None else replace(record, smoke_of=replace(record.smoke_of, job_id=job_id))
