"""fetch: results to this machine."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.remotetext import safe_line
from ..remote.userpath import expanded
from ..services.runs.fetch import default_folder
from ..services.session import Session
from ..units import format_bytes
from .output import narrate, print_json
from .watch import found

if TYPE_CHECKING:
    import argparse

    from ..domain.record import JobRecord
    from ..services.runs.runfiles import RunFiles, What

#: So often the line of progress changes, in seconds.
_TICK_S = 0.2


def fetch(options: argparse.Namespace) -> int:
    """Say how much there is, then bring it; ^C stops, and the same command goes on."""
    session = Session()
    record = found(session, options.id)
    what: What = "all" if options.all else "results"
    narrate(_amount(session.folders.plan_fetch(record), what))
    line = _Line()
    try:
        fetched = session.folders.fetch(record, _target(record, options.folder), line.show, what)
    finally:
        line.end()
    for left in fetched.left_out:
        narrate(f"not fetched: {left}")
    if options.json:
        print_json(
            {
                "id": record.id,
                "folder": str(fetched.folder),
                "files": fetched.files,
                "bytes": fetched.bytes,
                "kept": fetched.kept,
                "left_out": list(fetched.left_out),
            }
        )
    else:
        narrate(f"{fetched.files} files came, {fetched.kept} were here already")
        print(safe_line(str(fetched.folder)))
    return 0


def _amount(plan: RunFiles, what: What) -> str:
    text = f"{len(plan.of(what))} files, {format_bytes(plan.bytes(what))}"
    rest = plan.bytes("all") - plan.bytes(what)
    return f"{text}; --all adds {format_bytes(rest)} of checkpoints and the like" if rest else text


def _target(record: JobRecord, folder: str | None) -> Path:
    """The folder that was named, the one of the last fetch, or a new one here."""
    if folder is not None:
        return expanded(folder)
    if record.fetched_to and Path(record.fetched_to).is_dir():
        return Path(record.fetched_to)
    return Path.cwd() / default_folder(record)


class _Line:
    """One line on a terminal that tells how far it is; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._next = 0.0
        self._shown = False

    def show(self, done: int, total: int, path: str) -> None:
        """Draw it anew, now and then."""
        if time.monotonic() < self._next or not sys.stderr.isatty():
            return
        self._next, self._shown = time.monotonic() + _TICK_S, True
        share = f"{100 * done // total} %" if total else ""
        text = safe_line(f"{format_bytes(done)} of {format_bytes(total)}  {share}  {path}")[:78]
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def end(self) -> None:
        """Take it away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
