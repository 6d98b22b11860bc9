"""A llmtui of its own, as a process: it submits or takes up what the journal holds, and may be killed at a step.

Run as a program. It reads lines JOURNAL BIN WHAT RUN_ID AT STEP and does that at the time AT; in a child that kills
itself at the step of that number where STEP is not 0. Steps are writes of the journal, files written, scripts about to
run and scripts that have run.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.recover import find_submitted, settle_abandoned
from llmtui.services.submission.submit import submit, submit_again
from llmtui.services.watching.budget import QueryLog

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
        said = " ".join(record.submission for record in records)
        self._step(f"before the journal says {said}")
        super()._store(*records)
        self._step(f"the journal says {said}")


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


def main() -> None:
    """Do what is asked for, line by line."""
    print("ready", flush=True)
    for line in sys.stdin:
        journal, bin_folder, what, run_id, at, step = line.split()
        steps = Steps(int(step), Path(journal).with_name(f"steps-{run_id}"))
        records = StepRecords(Path(journal), steps)
        link = Link(EMBEDDED, StepTransport(Path(bin_folder), steps), QueryLog())
        while time.time() < float(at):
            time.sleep(0.0005)
        act = partial(do, what, run_id, records, link)
        print(_in_a_child(act) if int(step) else act(), flush=True)


def _in_a_child(act: Callable[[], str]) -> str:
    """The last words of a child that may be killed."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writer, act().encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(reader) as words:
        return "killed" if os.WIFSIGNALED(status) else words.read()


if __name__ == "__main__":
    main()
