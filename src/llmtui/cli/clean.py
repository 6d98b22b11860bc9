"""clean: what run folders hold, deleting them, and taking jobs out of the list."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import LlmtuiError, RequestError
from ..services.journal.lookup import look_up
from ..services.runs.clean import Old, Size, ended_at
from ..services.session import Session
from ..units import format_bytes
from .output import narrate, print_json, print_table
from .watch import found

if TYPE_CHECKING:
    import argparse

    from ..domain.record import JobRecord

_DAY_S = 86400.0


def clean(options: argparse.Namespace) -> int:
    """List what would be deleted, or forgotten; only --yes does it."""
    session = Session()
    if options.restore:
        return _restore(session, options)
    _check(options)
    if options.models:
        from .cleanmodels import clean_models

        return clean_models(session, options)
    if not options.forget:
        session.refresh()
    records = _chosen(session, options)
    if options.forget:
        return _forget(session, options, records)
    runs = sorted(session.folders.sizes(records), key=lambda old: old.size.bytes, reverse=True)
    if not options.ids:
        # Unasked, only those are listed that can be deleted or whose cluster did not answer.
        runs = [old for old in runs if not old.kept or not old.asked]
    code = _delete(session, runs) if options.yes else 0
    _print(session, runs, as_json=options.json, deleted=options.yes)
    return code or (3 if any(not old.asked for old in runs) else 0)


def _check(options: argparse.Namespace) -> None:
    if options.older_than is not None and not (math.isfinite(options.older_than) and options.older_than >= 0):
        raise RequestError("--older-than takes a number of days, such as 30")
    if options.yes and not options.ids and options.older_than is None:
        raise RequestError(
            "--yes needs to know which", hint="give IDs or --older-than DAYS; without --yes all are listed"
        )
    if options.models and options.forget:
        raise RequestError("--models and --forget do not go together", hint="a model is in no list of jobs")
    if options.forget and not options.ids and options.older_than is None:
        raise RequestError("--forget needs to know which", hint="give IDs or --older-than DAYS")


def _chosen(session: Session, options: argparse.Namespace) -> list[JobRecord]:
    records = [found(session, text) for text in options.ids] if options.ids else list(session.jobs())
    if not options.ids and not options.forget:
        records = [record for record in records if record.deleted_at is None and not record.active]
    if options.older_than is not None:
        limit = time.time() - options.older_than * _DAY_S
        records = [record for record in records if not record.active and ended_at(record) <= limit]
    return list(dict.fromkeys(records))


def _delete(session: Session, runs: list[Old]) -> int:
    """Delete what can be; `runs` then tells what became of each."""
    code = 0
    delete = session.folders.deletion([old.record for old in runs if not old.kept])
    for place, old in enumerate(runs):
        runs[place], failed = _delete_one(delete, old)
        code = max(code, failed)
    return code


def _delete_one(delete: Callable[[JobRecord], JobRecord], old: Old) -> tuple[Old, int]:
    """What became of it, and the exit code."""
    try:
        if old.kept:
            raise RequestError(f"the folder of {old.record.name} stays: {old.kept}")
        return replace(old, record=delete(old.record)), 0
    except LlmtuiError as error:
        for line in error.lines():
            narrate(f"{old.record.id[:8]}: {line}")
        return old, error.exit_code


def _print(session: Session, runs: Sequence[Old], *, as_json: bool, deleted: bool) -> None:
    total = sum(old.size.bytes for old in runs if not old.kept and (not deleted or old.record.deleted_at is not None))
    if as_json:
        print_json({"runs": [_plain(old) for old in runs], "bytes": total, "dry_run": not deleted})
        return
    if not runs:
        narrate("nothing to delete")
        return
    heads = ("id", "job", "name", "state", "ended", "size", "folder")
    print_table(heads, [_row(old, deleted) for old in runs], right=(5,))
    for old in runs:
        if old.kept and not deleted:
            narrate(f"{old.record.id[:8]} stays: {old.kept}")
    narrate(f"{format_bytes(total)} " + ("deleted" if deleted else "in all; nothing was deleted, --yes deletes them"))


def _row(old: Old, deleted: bool) -> tuple[str, ...]:
    record = old.record
    job = f"{record.cluster}/{record.job_id}" if record.job_id is not None else record.cluster
    state = "deleted" if deleted and record.deleted_at is not None else record.state
    return record.id[:8], job, record.name, state, age(old.age_s), size_text(old.size), record.run_dir


def size_text(size: Size) -> str:
    """The size, or why there is none, in a word."""
    words = {"late": "not known", "gone": "gone", "no": "not known"}
    return words.get(size.presence) or format_bytes(size.bytes)


def age(seconds: float) -> str:
    """How long ago in the largest unit: 3 d, 5 h, 10 min."""
    for size, unit in ((_DAY_S, "d"), (3600.0, "h")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit} ago"
    return f"{int(seconds // 60)} min ago"


def _plain(old: Old) -> dict[str, object]:
    record = old.record
    return {
        "id": record.id,
        "cluster": record.cluster,
        "job_id": record.job_id,
        "name": record.name,
        "state": record.state,
        "run_dir": record.run_dir,
        "presence": old.size.presence,
        "bytes": old.size.bytes,
        "age_s": round(old.age_s),
        "kept": old.kept,
        "deleted_at": record.deleted_at,
    }


def _forget(session: Session, options: argparse.Namespace, records: Sequence[JobRecord]) -> int:
    def forget(record: JobRecord) -> JobRecord:
        session.records.forget(record.id)
        return record

    return _each(records, forget if options.yes else None, options, "forgotten; --restore ID puts one back")


def _restore(session: Session, options: argparse.Namespace) -> int:
    known = session.records.forgotten().records
    records = [look_up(text, known) for text in options.ids] if options.ids else list(known)
    done = (lambda record: session.records.restore(record.id)) if options.ids else None
    return _each(records, done, options, "back in the list")


def _each(
    records: Sequence[JobRecord], work: Callable[[JobRecord], JobRecord] | None, options: argparse.Namespace, word: str
) -> int:
    """Do it for each, or only list them where `work` is None."""
    done = [record if work is None else work(record) for record in records]
    if options.json:
        runs = [{"id": record.id, "name": record.name, "state": record.state} for record in done]
        print_json({"runs": runs, "dry_run": work is None})
        return 0
    for record in done:
        print(f"{record.id[:8]} {record.name} {record.state}")
        if record.active:
            narrate(f"{record.id[:8]} has not ended: it runs on, unseen")
    narrate(f"{len(done)} jobs" + (f" {word}" if work is not None else "; --yes does it" if options.forget else ""))
    return 0
