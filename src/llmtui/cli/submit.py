"""submit and again: once, and with --wait to the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..services.session import Session
from ..services.watching.follow import follow
from .job_files import load_draft, placed
from .output import narrate, print_json
from .watch import found

if TYPE_CHECKING:
    import argparse

    from ..domain.record import JobRecord
    from ..services.preview import Draft


def submit(options: argparse.Namespace) -> int:
    """Submit the job file, with --smoke after its smoke test; with --wait exit 0 only when it ended COMPLETED."""
    session = Session()
    draft = load_draft(options, session, check_inputs=True)
    for finding in draft.findings:
        if finding not in draft.errors:
            narrate(f"{finding.severity}: {finding.where}: {finding.message}")
    with placed(Path(options.job), options.overrides):
        _ask_first(session, draft)
        made = _submitted(session, draft, smoke=options.smoke)
    record = made[-1]
    if not options.json:
        for each in made:
            why = f"  {session.row(each)['reason_text']}" if options.smoke else ""
            print(f"{each.id} {each.cluster}/{each.job_id} SUBMITTED{why}", flush=True)
    if options.wait:
        record = _wait(session, record, quiet=options.json)
    if options.json:
        smoke = {"smoke": session.row(session.find(made[0].id))} if options.smoke else {}
        print_json({**session.row(record), **smoke})
    return 0 if not options.wait or record.state == "COMPLETED" else 1


def again(options: argparse.Namespace) -> int:
    """Another attempt of a run of which no job can have come; what is in its folder is what is submitted."""
    session = Session()
    record = session.submit_again(found(session, options.id), progress=narrate)
    if not options.json:
        print(f"{record.id} {record.cluster}/{record.job_id} SUBMITTED", flush=True)
    if options.wait:
        record = _wait(session, record, quiet=options.json)
    if options.json:
        print_json(session.row(record))
    return 0 if not options.wait or record.state == "COMPLETED" else 1


def _ask_first(session: Session, draft: Draft) -> None:
    """Have Slurm judge the job before anything is written.

    Raises RequestError for what the linter refuses, RejectedError with Slurm's words, UnreachableError.
    """
    from ..services.submission.preflight import refuse
    from ..services.submission.submit import refuse_errors

    refuse_errors(draft)
    verdict = session.test_only(draft)
    refuse(verdict)
    narrate(f"{draft.plan.cluster.name}: {verdict.text}")


def _submitted(session: Session, draft: Draft, *, smoke: bool) -> tuple[JobRecord, ...]:
    """The job's record, after its smoke test's where there is one."""
    if not smoke:
        return (session.submit(draft, progress=narrate),)
    return session.submit_pair(session.smoke_pair(draft), progress=narrate)


def _wait(session: Session, record: JobRecord, *, quiet: bool) -> JobRecord:
    def show(changed: JobRecord) -> None:
        reason = str(session.row(changed)["reason_text"])
        line = f"{changed.state}  {reason}" if reason else changed.state
        if quiet:
            narrate(line)
        else:
            print(line, flush=True)

    try:
        return follow(session, record, on_change=show)
    except KeyboardInterrupt:
        narrate(f"no longer following; the job goes on: llmtui show {record.id[:8]}")
        raise
