"""Two llmtui processes submit one run at the same moment: there is exactly one sbatch."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh.scale import scale

from llmtui.domain.record import JobRecord
from llmtui.services.journal.records import Records

from .conftest import Desk
from .processes import Process

Two = tuple[Process, Process]

PAIRS = scale(6, 50)
#: From the word to the start, so that both have read it.
_LEAD_S = 0.05
#: How long sbatch takes, so that the second one comes while the first is at it.
_SBATCH_S = 0.05


def _both(llmtuis: Two, what: str, run_id: str, desk: Desk, other: Path | None = None) -> list[str]:
    """What came of it in either process; the second one may have a journal of its own."""
    at = time.time() + _LEAD_S
    for each, journal in zip(llmtuis, (desk.records.folder, other or desk.records.folder), strict=True):
        each.ask(what, run_id, journal, desk.stubs.state / "bin", at=at)
    return [each.answer() for each in llmtuis]


@pytest.mark.parametrize("journals", ["one journal", "two journals"])
def test_simultaneous_submissions_of_one_run(desk: Desk, llmtuis: Two, journals: str) -> None:
    """With one journal the windows are of one home; with two they are of different machines."""
    desk.stubs.slow(_SBATCH_S)
    records = [desk.staged(submission="SUBMIT_UNKNOWN", created_at=time.time()) for _ in range(PAIRS)]
    other = desk.records.folder
    if journals == "two journals":
        other = Path(shutil.copytree(other, desk.folder / "another" / "records"))
    ends = [_both(llmtuis, "recover", record.id, desk, other) for record in records]
    desk.stubs.quiet()
    print(f"{PAIRS} pairs with {journals}: {sum(desk.stubs.calls().values())} sbatch, answers {ends[:3]} ...")
    assert desk.stubs.calls() == {record.run_dir: 1 for record in records}
    assert all("SUBMITTED" in end for end in ends)
    ids = {folder: job_id for job_id, folder in desk.stubs.jobs().items()}
    found = [desk.records.get(record.id) for record in records]
    assert [each.job_id for each in found if each.job_id] == [ids[each.run_dir] for each in found if each.job_id]


def test_the_user_asks_twice_for_another_attempt(desk: Desk, llmtuis: Two) -> None:
    records = [desk.records.write(replace(desk.staged(), submission="REJECTED")) for _ in range(PAIRS)]
    ends = [sorted(_both(llmtuis, "again", record.id, desk)) for record in records]
    assert ends == [["RequestError", "SUBMITTED"]] * PAIRS
    assert desk.stubs.calls() == {record.run_dir: 1 for record in records}


def test_one_run_is_not_submitted_as_a_new_one_twice(desk: Desk, llmtuis: Two) -> None:
    names = [f"{number:032x}" for number in range(PAIRS)]
    ends = [sorted(_both(llmtuis, "submit", run_id, desk)) for run_id in names]
    assert ends == [["RequestError", "SUBMITTED"]] * PAIRS
    assert desk.stubs.calls() == {str(desk.folder / "runs" / run_id): 1 for run_id in names}


@pytest.mark.parametrize("later", [2, 4])
def test_another_home_asks_for_a_later_attempt_while_the_first_begins(desk: Desk, llmtuis: Two, later: int) -> None:
    """The other journal is an old copy, in which the run seems to have been left before it was submitted."""
    desk.stubs.slow(_SBATCH_S)
    records = [desk.staged(submission="SUBMIT_UNKNOWN", created_at=time.time()) for _ in range(PAIRS)]
    other = Records(desk.folder / "another" / "records")
    for record in records:
        other.write(replace(record, submission="STAGED", problem="left", attempt=later - 1))
    first, second = llmtuis
    for number, record in enumerate(records):
        at = time.time() + _LEAD_S
        first.ask("recover", record.id, desk.records.folder, desk.stubs.state / "bin", at=at)
        # From a little before to a little after: each order of the two comes up.
        second.ask("again", record.id, other.folder, desk.stubs.state / "bin", at=at + 0.002 * (number - PAIRS // 2))
        first.answer()
        second.answer()
    desk.stubs.quiet()
    assert desk.stubs.calls() == {record.run_dir: 1 for record in records}


def test_without_the_lock_there_are_two(desk: Desk) -> None:
    """The planted fault: the count that found one above finds two where two clients simply call sbatch."""
    record: JobRecord = desk.staged()
    path = f"{desk.stubs.state / 'bin'}:/usr/bin:/bin"
    both = [
        subprocess.Popen(["sh", "-c", "sbatch --parsable ./job.sh"], cwd=record.run_dir, env={"PATH": path})
        for _ in range(2)
    ]
    assert [each.wait(10) for each in both] == [0, 0]
    assert desk.stubs.calls() == {record.run_dir: 2}
