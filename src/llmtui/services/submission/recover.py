"""Submissions whose end an earlier llmtui, or a link that broke, did not see; at most one sbatch comes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ...domain.bundle import DUPLICATE
from ...domain.record import JobRecord
from ...errors import JournalError
from ...slurm.submitting import Answer
from ..journal.records import Records
from ..reach.link import Link
from ..watching.budget import EVERYTHING, Leave
from ..watching.enough import UNWATCHED, in_vain
from .attempts import OTHERS_FIRST, after, ask, claimed
from .pace import sbatch_turn
from .search import Searched, claim_of, search_by_folder

#: A submission that the user confirmed so long ago, and that never began, is not begun any more, in seconds.
RESUME_S = 3600.0
#: How long one look waits for an sbatch that is under way, in whole seconds.
_WAIT_S = 3

_STOPPED = "llmtui ended before this job was submitted; nothing is in the queue"


def settle_abandoned(records: Records, found: Sequence[JobRecord]) -> tuple[str, ...]:
    """Name what was left half-way by a process that is gone: SUBMITTING becomes SUBMIT_UNKNOWN.

    Returns one line for each record that stays as it is because its lock or its file cannot be used.
    """
    problems = []
    for record in found:
        early = record.submission in {"DRAFT", "STAGING", "STAGED"} and not record.problem
        if not early and record.submission != "SUBMITTING":
            continue
        try:
            if not records.being_submitted(record.id):
                records.update_many({record.id: _settled})
        except JournalError as error:
            problems.append(error.message)
    return tuple(problems)


def find_submitted(
    link: Link, records: Records, unknown: Sequence[JobRecord], now: float, leave: Leave = EVERYTHING
) -> Searched:
    """Find out what became of SUBMIT_UNKNOWN records: the run folder is asked, then squeue and sacct are searched.

    A submission that never began is begun, once, as the user asked for. The first record opens the connection where
    there is none. `now` is seconds since the epoch; `leave` holds how many Slurm commands the search may run in all.
    Raises UnreachableError, JournalError.
    """
    unclear = []
    for record in unknown:
        answer = _ask(link, records, record, now)
        change = partial(_answered, attempt=record.attempt, answer=answer, now=now)
        left = records.update_many({record.id: change}).get(record.id)
        if not answer.heard:
            return Searched(leave, problem=answer.text)
        if left is not None and left.submission == "SUBMIT_UNKNOWN" and _ended(answer):
            unclear.append(left)
    return search_by_folder(link, records, unclear, now, leave)


def was_second(record: JobRecord) -> bool:
    """Whether the run's job ended because another one of the same run had claimed the folder."""
    return record.job_id is not None and record.status is not None and record.status.exit_code == f"{DUPLICATE}:0"


def follow_claims(link: Link, records: Records, found: Sequence[JobRecord], now: float) -> None:
    """Where our job ended because another one of the same run had claimed the folder, that one is the run's job."""
    for record in found:
        if not was_second(record) or record.job_id is None:
            continue
        first = claim_of(link, record)
        if first is not None and first != record.job_id:
            records.update_many({record.id: partial(goes_to, ours=record.job_id, job_id=first, now=now)})


def _ask(link: Link, records: Records, record: JobRecord, now: float) -> Answer:
    answer = ask(link, record, "look", 0)
    if answer.kind != "not_begun" or not record.script_sha256:
        return answer
    if now - (record.submitting_at or record.created_at) > RESUME_S:
        return ask(link, record, "close", 0)
    with sbatch_turn(records.folder, link.cluster, wait_s=0.0) as ours:
        return _begun(link, records, record, now) if ours else Answer("waiting", text=OTHERS_FIRST)


def _begun(link: Link, records: Records, record: JobRecord, now: float) -> Answer:
    """Begin the attempt where it is still the journal's; called in the turn of submissions to this cluster.

    What came of it is written before the turn ends: who comes next reads it there.
    """
    left = records.update_many({record.id: _as_it_is}).get(record.id)
    if left is None or not _still(left, record.attempt):
        return Answer("waiting", text=OTHERS_FIRST)
    answer = ask(link, record, "submit", _WAIT_S)
    records.update_many({record.id: partial(_answered, attempt=record.attempt, answer=answer, now=now)})
    return answer


def _as_it_is(record: JobRecord) -> JobRecord:
    return record


def _ended(answer: Answer) -> bool:
    """Whether sbatch has ended and did not leave an id, or the folder that would tell is not there."""
    return answer.kind in {"ended", "no_folder", "not_begun"} or (answer.kind == "waiting" and answer.dead)


def _answered(record: JobRecord, attempt: int, answer: Answer, now: float) -> JobRecord:
    if not _still(record, attempt):
        return record
    told = after(record, answer, now)
    if told.submission != "SUBMIT_UNKNOWN" or not answer.heard:
        return told
    # That the queue was searched in vain twice is known to be all that there is to know.
    sought = in_vain(told, now, answered=told.resubmittable)
    newly = sought.unwatched and not told.unwatched
    return replace(sought, problem=f"{sought.problem}; {UNWATCHED}") if newly else sought


def _still(record: JobRecord, attempt: int) -> bool:
    """Whether it is not known yet what came of that attempt, and no other one was made since."""
    return record.submission == "SUBMIT_UNKNOWN" and record.attempt == attempt


def goes_to(record: JobRecord, ours: int, job_id: int, now: float) -> JobRecord:
    """The record once another job of the run does its work, if its own is still `ours`, which has ended."""
    if record.job_id != ours:
        return record
    others = tuple(other for other in record.others if other != job_id)
    return replace(claimed(record, (job_id, *others), now), past_others=(*record.past_others, ours))


def _settled(record: JobRecord) -> JobRecord:
    if record.submission == "SUBMITTING":
        return replace(
            record, submission="SUBMIT_UNKNOWN", problem="llmtui ended while sbatch was running; looking for the job"
        )
    if record.submission in {"DRAFT", "STAGING", "STAGED"}:
        return replace(record, problem=_STOPPED)
    return record
