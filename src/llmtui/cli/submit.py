"""submit: once, and with --wait to the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..services.follow import follow
from ..services.session import Session
from .job_files import load_draft, placed
from .output import narrate, print_json

if TYPE_CHECKING:
    import argparse

    from ..domain.record import JobRecord


def submit(options: argparse.Namespace) -> int:
    """Submit the job file; with --wait exit 0 only when the job ended COMPLETED."""
    session = Session()
    draft = load_draft(options, session, check_inputs=True)
    for finding in draft.findings:
        if finding not in draft.errors:
            narrate(f"{finding.severity}: {finding.where}: {finding.message}")
    with placed(Path(options.job), options.overrides):
        record = session.submit(draft, progress=narrate)
    if not options.json:
        print(f"{record.id} {record.cluster}/{record.job_id} SUBMITTED", flush=True)
    if options.wait:
        record = _wait(session, record, quiet=options.json)
    if options.json:
        print_json(session.row(record))
    return 0 if not options.wait or record.state == "COMPLETED" else 1


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
