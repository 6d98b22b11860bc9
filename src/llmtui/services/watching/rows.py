"""One job as a flat row: what `jobs --json` prints and the tables show."""

from __future__ import annotations

import time

from ...domain.record import JobRecord, JobStatus, Partner
from ...domain.remotetext import safe_line
from ...domain.states import ENDED
from ...slurm.words import ended_text, reason_text, state_text

_NEVER = JobStatus(state="")
_LEFT = "this is what its script left, and the accounting"
_WAITED, _SILENT = f"{_LEFT} is waited for", f"{_LEFT} did not say anything else"


def row(record: JobRecord, now: float | None = None) -> dict[str, object]:
    """Plain values as of `now`; times in seconds since the epoch, durations in seconds, None where unknown."""
    at = time.time() if now is None else now
    status = record.status or _NEVER
    elapsed = record.elapsed_at(at)
    return {
        "id": record.id,
        "job_id": record.job_id,
        "former": list(record.former),
        "cluster": record.cluster,
        "name": record.name,
        "submission": record.submission,
        "state": record.state,
        "state_text": f"{state_text(record.state)}, being cancelled" if record.cancelling else state_text(record.state),
        "provisional": status.provisional,
        "seen": record.seen,
        "freshness": freshness(record, at),
        "reason": status.reason,
        "reason_text": "; ".join(filter(None, (cancelling_words(record, at) or why(record), others_words(record)))),
        "exit_code": status.exit_code,
        "others": list(record.others),
        "task": record.task,
        "model": record.model,
        "partition": record.partition,
        "nodes": status.nodes,
        "created_at": record.created_at,
        "submitted_at": record.submitted_at,
        "start": status.start,
        "end": status.end,
        "elapsed_s": None if elapsed is None else int(elapsed),
        "time_limit_s": status.time_limit_s or record.time_limit_s,
        "restarts": status.restarts,
        "status_at": record.status_at,
        "stale_since": record.stale_since,
        "unseen_since": record.unseen_since,
        "cancel_asked": record.cancelling_at if record.cancelling else None,
        "smoke_of": record.smoke_of.id if record.smoke_of else "",
        "after": record.after.id if record.after else "",
        "problem": safe_line(record.problem),
        "run_dir": record.run_dir,
        "log_path": record.log_path,
        "output_path": record.output_path,
        "events_path": record.events_path,
        "fetched_to": record.fetched_to,
        "deleted_at": record.deleted_at,
    }


def freshness(record: JobRecord, now: float) -> str:
    """How long the state has not been confirmed, and why not; "" while it is fresh."""
    text = age(record, now)
    return f"{text}: {safe_line(record.problem)}" if text else ""


def age(record: JobRecord, now: float) -> str:
    """How long the state has not been confirmed: "stale 3 min", "unseen 2 h"; "" while it is fresh."""
    if record.seen not in {"stale", "vanished"}:
        return ""
    word, since = ("stale", record.stale_since) if record.seen == "stale" else ("unseen", record.unseen_since)
    return word if since is None else f"{word} {_age(now - since)}"


def _age(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(0, int(seconds))} s"


def cancelling_words(record: JobRecord, now: float) -> str:
    """Since when Slurm is asked to cancel the job and what it said last; "" where it is not."""
    if record.cancelling_at is None or not record.cancelling:
        return ""
    return f"Slurm was asked {_age(now - record.cancelling_at)} ago to cancel it; {last_word(record)}"


def last_word(record: JobRecord) -> str:
    """What Slurm said last of the job."""
    return "it has not said anything yet" if record.status is None else f"its last word was {record.state}"


def why(record: JobRecord) -> str:
    """Why the job waits, failed or is not known, in words, and what it has to do with a smoke test.

    The run's own error comes before Slurm's exit code.
    """
    text = _of_its_own(record)
    if record.former:
        text = f"continued as job {record.job_id} after {record.former[-1]}" + (f": {text}" if text else "")
    if record.smoke_of is not None:
        return safe_line(f"smoke test of {record.smoke_of.name}" + (f": {text}" if text else ""))
    return _after_smoke(record, record.after) or text if record.after is not None else text


def others_words(record: JobRecord) -> str:
    """That Slurm holds more than one job of the run; "" where it does not."""
    if not record.others:
        return ""
    numbers = ", ".join(str(job_id) for job_id in record.others)
    return f"Slurm holds job{'s' if len(record.others) > 1 else ''} {numbers} of this run as well"


def how_it_ended(record: JobRecord) -> str:
    """The end of a job in words, whatever it has to do with other jobs."""
    return _of_its_own(record) or state_text(record.state)


def _after_smoke(record: JobRecord, smoke: Partner) -> str:
    """What a job says that waits, or waited in vain, for its smoke test; "" where that is not the point."""
    name = f"smoke test {smoke.job_id}"
    reason = record.status.reason if record.status is not None else ""
    never = reason.startswith("DependencyNeverSatisfied")
    if record.state == "CANCELLED":
        return safe_line(record.problem) or (f"cancelled because its {name} did not pass" if never else "")
    if never and record.state == "PENDING":
        return f"its {name} did not pass, so it never starts"
    if record.status is None:
        return f"waits for {name}" if record.submission == "SUBMITTED" else ""
    # Accounting keeps the reason that a job waited for, also once it runs.
    return f"waits for {name}" if record.state == "PENDING" and reason.startswith("Dependency") else ""


def _of_its_own(record: JobRecord) -> str:
    if record.status is None:
        return safe_line(record.problem)
    status = record.status
    limit = status.time_limit_s or record.time_limit_s
    if status.state == "FAILED" and record.seen == "fresh" and record.problem:
        text = record.problem
    elif status.state == ENDED:
        text = ended_text(status.exit_code, status.elapsed_s, limit)
    else:
        text = reason_text(status.state, status.reason, status.exit_code, limit)
    if not status.unconfirmed:
        return safe_line(text)
    return safe_line(f"{text}; {_SILENT if record.unwatched else _WAITED}")
