"""Which run a word of the user's means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...domain.record import JobRecord
from ...errors import UnknownNameError

_FORMS = "give a run id, its first digits, CLUSTER/JOBID or a part of the name; llmtui jobs lists them"
_LISTED = 5


def look_up(text: str, records: Sequence[JobRecord]) -> JobRecord:
    """The run that `text` means, of `records`, newest first. Raises UnknownNameError.

    A run id or its first digits; CLUSTER/JOBID, the newest where Slurm gave the number twice, or CLUSTER/JOBID@DATE for
    the one submitted then (2026, 2026-11 ... 2026-11-23T21:41, local time); the name, or a part of it, of one run. A
    run is found by the numbers of its earlier jobs as well, after those whose number it is now.
    """
    if "/" in text:
        hits = _by_number(text, records)[:1]
    else:
        hits = [record for record in records if text and record.id.startswith(text.lower())]
        if len(hits) > 1:
            raise UnknownNameError(f"{text!r} is the beginning of {len(hits)} run ids", hint="give more digits")
        hits = hits or _by_name(text, records)
    if hits:
        return hits[0]
    raise UnknownNameError(f"no job {text!r}", hint=_FORMS)


def namesakes(record: JobRecord, records: Sequence[JobRecord]) -> tuple[JobRecord, ...]:
    """Other runs that were given the same number on the same cluster, newest first."""
    if record.job_id is None:
        return ()
    same = [other for other in records if other.cluster == record.cluster and record.job_id in _numbers(other)]
    return tuple(other for other in same if other.id != record.id)


def submitted_on(record: JobRecord) -> str:
    """When it was submitted, or made where it never was, as `@DATE` takes it; local time to the second."""
    moment = record.created_at if record.submitted_at is None else record.submitted_at
    return datetime.fromtimestamp(moment).isoformat(timespec="seconds")


def _by_number(text: str, records: Sequence[JobRecord]) -> list[JobRecord]:
    cluster, _, number = text.rpartition("/")
    job_id, _, date = number.partition("@")
    had = [record for record in records if record.cluster == cluster and job_id in map(str, _numbers(record))]
    hits = [record for record in had if submitted_on(record).startswith(date.replace(" ", "T"))]
    return sorted(hits, key=lambda record: str(record.job_id) != job_id)


def _numbers(record: JobRecord) -> tuple[int, ...]:
    """Slurm's numbers of its job, and of its jobs that are over."""
    return (*(() if record.job_id is None else (record.job_id,)), *record.former, *record.past_others)


def _by_name(text: str, records: Sequence[JobRecord]) -> list[JobRecord]:
    exact = [record for record in records if text and record.name == text]
    hits = exact or [record for record in records if text and text.casefold() in record.name.casefold()]
    if len(hits) > 1:
        more = f" and {len(hits) - _LISTED} more" if len(hits) > _LISTED else ""
        ids = ", ".join(record.id[:8] for record in hits[:_LISTED])
        raise UnknownNameError(f"{len(hits)} jobs have {text!r} in their name", hint=f"give one of {ids}{more}")
    return hits
