"""A llmtui of its own, as a process: it submits or takes up what the journal holds, and may be killed at a step.

Run as a program: JOURNAL BIN [STEP], where STEP is the number of the step (a write of the journal, a file written, a
script about to run or just run) at which it kills itself. It reads lines WHAT RUN_ID AT and does that at the time AT.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result
from llmtui.services.budget import QueryLog
from llmtui.services.link import Link
from llmtui.services.records import Records
from llmtui.services.recover import find_submitted, settle_abandoned
from llmtui.services.submit import submit, submit_again

from .runs import EMBEDDED, draft


class Steps:
    """Counts steps, writes their names down and kills this process, as kill -9 does, at one of them (0: at none)."""

    def __init__(self, last: int, told: Path) -> None:
        self._last = last
        self._told = told
        self._count = 0

    def __call__(self, name: str) -> None:
        self._count += 1
        with open(self._told, "a") as file:
            file.write(name + "\n")
        if self._count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


class StepRecords(Records):
    """A journal whose writes are steps: one before, one after each."""

    def __init__(self, folder: Path, step: Callable[[str], None]) -> None:
        super().__init__(folder)
        self._step = step

    def _store(self, *records: JobRecord) -> None:
        for record in records:
            self._step(f"before the journal says {record.submission}")
            super()._store(record)
            self._step(f"the journal says {record.submission}")


class StepTransport(LocalTransport):
    """A transport whose writes and scripts are steps."""

    def __init__(self, bin_folder: Path, step: Callable[[str], None]) -> None:
        super().__init__(bin_folder)
        self._step = step

    def mkdir(self, path: str, mode: int = 0o700) -> None:
        super().mkdir(path, mode)
        self._step("the run folder is made")

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        super().put_files(folder, files)
        self._step("files are written")

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        self._step("the script is about to run")
        result = super().script(text, values=values, timeout_s=timeout_s)
        self._step("the script has run")
        return result


def do(what: str, run_id: str, records: Records, link: Link) -> str:
    """Submit a new run, submit one `again`, or `recover` what is not known; what came of it, in one word."""
    try:
        if what == "submit":
            return submit(link, records, draft(records.folder.with_name("runs")), _quiet, run_id=run_id).submission
        if what == "again":
            return submit_again(link, records, records.get(run_id), _quiet).submission
        settle_abandoned(records, [records.get(run_id)])
        unknown = [found for found in [records.get(run_id)] if found.submission == "SUBMIT_UNKNOWN"]
        find_submitted(link, records, unknown, time.time())
        return records.get(run_id).submission
    except LlmtuiError as error:
        return type(error).__name__


def _quiet(text: str) -> None:
    """Nobody looks at the progress."""


def main(journal: str, bin_folder: str, step: str = "0") -> None:
    """Do what is asked for, line by line."""
    steps = Steps(int(step), Path(journal).with_name("steps"))
    records = StepRecords(Path(journal), steps)
    link = Link(EMBEDDED, StepTransport(Path(bin_folder), steps), QueryLog())
    print("ready", flush=True)
    for line in sys.stdin:
        what, run_id, at = line.split()
        while time.time() < float(at):
            time.sleep(0.0005)
        print(do(what, run_id, records, link), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
