"""One attempt to submit a run: the script that calls sbatch at most once, and what its answer means for the journal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from ...domain.record import JobRecord
from ...slurm.submitting import SUBMIT, WAIT_S, Answer, Mode, read_answer, values
from ..journal.records import Records
from ..reach.link import Link
from ..watching.budget import Query
from .pace import sbatch_turn
from .runfolder import adopt

#: What the transport waits longer than the script does, in seconds.
_MARGIN_S = 15.0
#: A submission this old can be given up by the user once the queue was searched at all, in seconds.
_OLD_S = 3600.0
_NOT_YET = "it can be given up once the queue was searched for it, or after an hour"
OTHERS_FIRST = "another submission to this cluster comes first"


def begin(link: Link, records: Records, record: JobRecord) -> Answer:
    """Run sbatch for this attempt unless that was done already; waits for its turn and for the answer."""
    with sbatch_turn(records.folder, link.cluster) as ours:
        return ask(link, record, "submit", WAIT_S) if ours else Answer("waiting", text=OTHERS_FIRST)


def ask(link: Link, record: JobRecord, mode: Mode, wait_s: int) -> Answer:
    """What the run folder says of the attempt, after at most `wait_s` seconds; nothing is ever repeated."""
    given = values(record.run_dir, record.script_sha256, record.attempt, mode, wait_s)
    result = link.transport.script(SUBMIT, values=given, timeout_s=wait_s + _MARGIN_S)
    answer = read_answer(result.exit_code, result.out.raw, result.err.raw)
    if mode == "submit":
        link.log.add(Query(link.cluster.name, "sbatch", time.time(), result.seconds, answer.kind == "submitted"))
    return answer


def after(record: JobRecord, answer: Answer, now: float) -> JobRecord:
    """The record once the run folder has answered; `now` is seconds since the epoch."""
    if answer.kind == "submitted":
        return taken(record, answer.ids, now)
    if answer.outcome is not None and answer.outcome.kind == "refused":
        return replace(record, submission="REJECTED", problem=answer.text)
    if answer.kind == "nothing":
        return replace(record, submission="STAGED", problem=answer.text)
    # What a search of the queue found out says more than that there is no answer.
    problem = record.problem if record.missed_at is not None else answer.text
    return replace(record, submission="SUBMIT_UNKNOWN", problem=problem)


def taken(record: JobRecord, ids: Sequence[int], now: float) -> JobRecord:
    """The record of a run whose jobs are these; the first one is the run's own."""
    return replace(adopt(record, ids[0], now), others=tuple(ids[1:]), missed_at=None, resubmittable=False).found()


def claimed(record: JobRecord, ids: Sequence[int], now: float) -> JobRecord:
    """The same where the first one claimed the run folder from the run's job so far, whose state is not its own."""
    return replace(taken(record, ids, now), status=None, status_at=None, seen="never")


def given_up(record: JobRecord, answer: Answer, now: float) -> JobRecord:
    """The record of a submission that the user gives up; as it was while a job may still be found, or sbatch runs."""
    searched = record.resubmittable or record.unwatched
    old = record.looked_at is not None and now - (record.submitting_at or record.created_at) > _OLD_S
    running = answer.kind == "waiting" and not answer.dead
    if record.submission != "SUBMIT_UNKNOWN" or running or not answer.heard:
        return record
    if not searched and not old:
        return record if _NOT_YET in record.problem else replace(record, problem=f"{record.problem}; {_NOT_YET}")
    if record.resubmittable:
        problem = "given up: Slurm had no job of this run"
    else:
        problem = f"given up; it is not known whether Slurm took it, so look with squeue for a job in {record.run_dir}"
    return replace(record, submission="GIVEN_UP", problem=problem).found()
