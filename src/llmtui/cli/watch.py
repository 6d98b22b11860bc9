"""jobs, show, logs and cancel."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING

from ..services.journal.lookup import namesakes, submitted_on
from ..services.runs.cancelall import Cancelled
from ..services.runs.runfiles import GoneError
from ..services.session import Session
from ..services.watching.rows import age, freshness, last_word
from ..units import format_time_limit
from .output import narrate, print_facts, print_json, print_table

if TYPE_CHECKING:
    import argparse

    from ..domain.record import JobRecord

_LOG_POLL_S = 1.0
#: An answer that old is not the one that was just asked for, in seconds.
_NEWS_S = 3.0
#: Entries of a row in seconds since the epoch.
_TIMES = {
    "created_at",
    "submitted_at",
    "start",
    "end",
    "status_at",
    "stale_since",
    "unseen_since",
    "deleted_at",
    "cancel_asked",
}


def jobs(options: argparse.Namespace) -> int:
    """One row a job, newest first; states that could not be refreshed say so."""
    session = Session()
    records = _looked(session)
    if options.json:
        print_json({"jobs": [session.row(record) for record in records]})
        return 0
    if not records:
        if not session.problems():
            narrate("no jobs yet; llmtui submit JOB makes one")
        return 0
    rows = [_table_row(session, record) for record in records]
    print_table(("id", "job", "name", "state", "elapsed", "reason"), rows, right=(4,))
    return 0


def _looked(session: Session) -> tuple[JobRecord, ...]:
    """All records after a look where it was time for one; says what cannot be read, and how old an answer is."""
    records = session.refresh()
    for problem in session.problems():
        narrate(problem)
    now = time.time()
    asked = session.asked()
    for name in dict.fromkeys(record.cluster for record in records if record.active and record.seen == "fresh"):
        answered_at = asked[name].answered_at if name in asked else None
        if answered_at is not None and now - answered_at >= _NEWS_S:
            narrate(f"{name} told this {now - answered_at:.0f} s ago; it is not yet time to ask it again")
    return records


def _table_row(session: Session, record: JobRecord) -> tuple[str, ...]:
    now = time.time()
    run = record.elapsed_at(now)
    elapsed = "" if run is None else format_time_limit(int(run))
    where = f"{record.cluster}/{record.job_id}" if record.job_id is not None else record.cluster
    old = age(record, now)
    word = _word(record)
    state = f"{word} ({old})" if old else word
    reason = freshness(record, now) or str(session.row(record)["reason_text"])
    return record.id[:8], where, record.name, state, elapsed, reason


def _word(record: JobRecord) -> str:
    """Slurm's word, or ours while a job that Slurm was asked to cancel has not ended as far as is known."""
    return "CANCELLING" if record.cancelling else record.state


def found(session: Session, text: str) -> JobRecord:
    """The run that is meant; says so where Slurm gave the same number to several, or the run has another one by now.

    Raises UnknownNameError.
    """
    record = session.find(text)
    number = text.rpartition("/")[2].partition("@")[0]
    if "/" in text and str(record.job_id) != number:
        now = "" if record.job_id is None else f", whose job is {record.job_id} now"
        narrate(f"{number} was a job of run {record.id[:8]}{now}")
        return record
    others = namesakes(record, session.jobs()) if "/" in text and "@" not in text else ()
    if others:
        dates = ", ".join(f"{other.id[:8]} @{submitted_on(other)}" for other in others)
        narrate(f"{text} is {record.id[:8]}, submitted {submitted_on(record)}; the number was also that of {dates}")
    return record


def show(options: argparse.Namespace) -> int:
    """All that is known of one job."""
    session = Session()
    _looked(session)
    record = found(session, options.id)
    if record.unwatched:
        # Nobody looks for it by itself any more, and this is somebody asking.
        session.refresh(force=True)
        record = session.find(record.id)
    row = session.row(record)
    if options.json:
        print_json(row)
    else:
        print_facts([(name, _for_people(name, value)) for name, value in row.items()])
    return 0


def _for_people(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in _TIMES and isinstance(value, (int, float)):
        return datetime.fromtimestamp(value).astimezone().isoformat(" ", "seconds")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def logs(options: argparse.Namespace) -> int:
    """The job's output, from its beginning; with -f until the job has ended. Exit 1 when its folder is gone."""
    session = Session()
    record = found(session, options.id)
    follower = session.log_follower(record, from_start=True)
    lines: list[str] = []
    gone = session.folders.note(record)
    if gone:
        narrate(gone)
    while True:
        active = options.follow and session.find(record.id).active
        read = follower.poll()
        while read.text or read.skipped:
            _emit(read.text, lines, as_json=options.json)
            read = follower.poll()
        if not active:
            break
        time.sleep(_LOG_POLL_S)
        session.refresh()
    _emit(follower.finish(), lines, as_json=options.json)
    if options.json:
        print_json({"id": record.id, "log": "".join(lines), "gone": gone})
    return GoneError.exit_code if gone else 0


def _emit(text: str, lines: list[str], *, as_json: bool) -> None:
    if as_json:
        lines.append(text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def cancel(options: argparse.Namespace) -> int:
    """Ask Slurm to cancel the jobs; the answer is their states afterwards, which need not be the last ones."""
    session = Session()
    chosen = list({record.id: record for record in (found(session, text) for text in options.ids)}.values())
    if options.duplicates:
        done = Cancelled(tuple(session.cancel_others(record) for record in chosen), {})
    else:
        done = session.cancel_many(chosen)
    told = [record for record in done.records if record.id not in done.refused]
    if options.json and len(chosen) > 1:
        why = {run_id: error.message for run_id, error in done.refused.items()}
        print_json({"jobs": [session.row(record) for record in told], "refused": why})
    for record in told:
        if not options.json:
            print(_cancelled(record))
        elif len(chosen) == 1:
            print_json(session.row(record))
    errors = list(done.refused.values())
    for error in errors[:-1]:
        narrate(error.message)
    if errors:
        raise errors[-1]
    return 0


def _cancelled(record: JobRecord) -> str:
    if not record.cancelling:
        return f"{record.id[:8]} {record.state}"
    asked = "Slurm was asked to cancel it, and it goes on until Slurm has ended it"
    return f"{record.id[:8]} CANCELLING: {asked}; {last_word(record)}"
