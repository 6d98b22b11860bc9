"""A job's state, times and prospects in words and marks; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.record import JobRecord, Metrics
from ..domain.remotetext import safe_line
from ..services.watching.rows import age, cancelling_words, freshness, others_words
from .glyphs import Glyphs

#: Kind of state by Slurm's word, and by the submission's own before Slurm has said anything.
_KINDS = {
    "PENDING": "waiting",
    "CONFIGURING": "waiting",
    "REQUEUED": "waiting",
    "REQUEUE_HOLD": "waiting",
    "RUNNING": "running",
    "COMPLETING": "running",
    "SUSPENDED": "waiting",
    "COMPLETED": "ended",
    "CANCELLED": "stopped",
    "CANCELLING": "stopped",
    "FAILED": "bad",
    "TIMEOUT": "bad",
    "OUT_OF_MEMORY": "bad",
    "NODE_FAIL": "bad",
    "BOOT_FAIL": "bad",
    "DEADLINE": "bad",
    "PREEMPTED": "bad",
    "REJECTED": "bad",
    "SUBMITTED": "waiting",
    "SUBMITTING": "waiting",
    "STAGING": "waiting",
    "STAGED": "waiting",
    "DRAFT": "waiting",
}
#: Jobs that are named before they are cancelled together.
_SHOWN = 8
_COLOURS = {
    "waiting": "warning",
    "running": "accent",
    "ended": "success",
    "stopped": "secondary",
    "bad": "error",
    "unclear": "warning",
}


def kind_of(record: JobRecord) -> str:
    """waiting, running, ended, stopped, bad or unclear."""
    if record.seen == "vanished":
        return "unclear"
    return _KINDS.get(state_word(record), "unclear")


def colour_of(record: JobRecord) -> str:
    """The theme variable for the state; the word says the same."""
    return _COLOURS[kind_of(record)]


def mark_of(record: JobRecord, glyphs: Glyphs) -> str:
    """The sign before the state's word."""
    kind = kind_of(record)
    return glyphs.bad if kind == "bad" else str(getattr(glyphs, kind))


def state_word(record: JobRecord) -> str:
    """Slurm's word, the submission's own, or one of two of ours for a job that has not ended as far as is known.

    VANISHED: Slurm no longer knows it. CANCELLING: Slurm was asked to end it.
    """
    if record.active and record.seen == "vanished":
        return "VANISHED"
    return "CANCELLING" if record.cancelling else record.state


def seen_words(record: JobRecord, now: float) -> str:
    """How badly the job is seen now and why, "" where it is seen well or has ended."""
    if not record.active:
        return ""
    if record.seen != "vanished":
        return freshness(record, now)
    last = f", last {record.status.state}" if record.status is not None else ""
    why = safe_line(record.problem) or "no command knows it"
    return f"{age(record, now)}{last}, not taken for ended: {why}"


def unclear_words(record: JobRecord) -> str:
    """What is done about a submission of which nobody knows how it went, "" for every other."""
    if record.submission != "SUBMIT_UNKNOWN" or record.status is not None:
        return ""
    if record.can_submit_again:
        return "a submits it again"
    if record.unwatched:
        return "c gives it up, r looks for it once more"
    return "it is looked for by its name and folder; nothing is submitted again by itself"


def told(record: JobRecord, why: str, now: float) -> str:
    """`why` with what is not known added to it."""
    seen = seen_words(record, now)
    reason = "" if seen and why == safe_line(record.problem) else why
    others = others_words(record)
    double = f"{others} (c cancels it)" if others else ""
    return "; ".join(filter(None, (double, cancelling_words(record, now) or reason, seen, unclear_words(record))))


def cancel_question(chosen: Sequence[JobRecord]) -> tuple[str, str, str]:
    """Question, text and verb of the dialog before these jobs, one or more, are cancelled."""
    if len(chosen) == 1:
        (one,) = chosen
        text = f"{one.cluster} {one.job_id or ''}  {one.state}\nWhat it has saved so far stays in its run folder."
        return f"Cancel {one.name}?", text, "cancels it"
    lines = [f"{each.cluster} {each.job_id or ''}  {each.state}  {each.name}" for each in chosen[:_SHOWN]]
    if len(chosen) > _SHOWN:
        lines.append(f"and {len(chosen) - _SHOWN} more")
    lines.append("What they have saved so far stays in their run folders.")
    return f"Cancel {len(chosen)} jobs?", "\n".join(lines), "cancels them"


def elapsed_s(record: JobRecord, now: float) -> float | None:
    """Seconds that the job has run: counted on from the last answer while it runs."""
    return record.elapsed_at(now)


def limit_s(record: JobRecord) -> int | None:
    """The time limit in seconds: Slurm's own, or what was asked for."""
    return (record.status.time_limit_s if record.status else None) or record.time_limit_s


@dataclass(frozen=True)
class Prospect:
    """When a running job will be done, at the pace so far; `in_time` False: Slurm will end it first."""

    end: float
    in_time: bool


def prospect(record: JobRecord, metrics: Metrics, now: float) -> Prospect | None:
    """None while there is too little to go by: the first steps are slow, so at least three must be done."""
    run = elapsed_s(record, now)
    step = last_step(metrics)
    most = metrics.facts.max_steps
    limit = limit_s(record)
    if state_word(record) != "RUNNING" or run is None or not most or step < 3:
        return None
    needed = run * most / min(step, most)
    return Prospect(now - run + needed, limit is None or needed <= limit)


def last_step(metrics: Metrics) -> int:
    """The last optimizer step that the run has told of, 0 before the first."""
    return max((point.step for point in metrics.points), default=0)
