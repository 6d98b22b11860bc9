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

from .conftest import Desk
from .processes import Process, process

PAIRS = scale(6, 50)
#: From the word to the start, so that both have read it.
_LEAD_S = 0.05
#: How long sbatch takes, so that the second one comes while the first is at it.
_SBATCH_S = 0.05


def _both(first: Process, second: Process, what: str, run_id: str) -> list[str]:
    at = time.time() + _LEAD_S
    for each in (first, second):
        each.ask(what, run_id, at)
    return [first.answer(), second.answer()]


@pytest.mark.parametrize("journals", ["one journal", "two journals"])
def test_simultaneous_submissions_of_one_run(desk: Desk, journals: str) -> None:
    """With one journal the windows are of one home; with two they are of different machines."""
    desk.stubs.slow(_SBATCH_S)
    records = [desk.staged(submission="SUBMIT_UNKNOWN", created_at=time.time()) for _ in range(PAIRS)]
    other = desk.records.folder
    if journals == "two journals":
        other = Path(shutil.copytree(other, desk.folder / "another" / "records"))
    with (
        process(desk.records.folder, desk.stubs.state / "bin") as first,
        process(other, desk.stubs.state / "bin") as second,
    ):
        ends = [_both(first, second, "recover", record.id) for record in records]
    desk.stubs.quiet()
    print(f"{PAIRS} pairs with {journals}: {sum(desk.stubs.calls().values())} sbatch, answers {ends[:3]} ...")
    assert desk.stubs.calls() == {record.run_dir: 1 for record in records}
    assert all("SUBMITTED" in end for end in ends)
    ids = {folder: job_id for job_id, folder in desk.stubs.jobs().items()}
    found = [desk.records.get(record.id) for record in records]
    assert [each.job_id for each in found if each.job_id] == [ids[each.run_dir] for each in found if each.job_id]


def test_the_user_asks_twice_for_another_attempt(desk: Desk) -> None:
    records = [desk.records.write(replace(desk.staged(), submission="REJECTED")) for _ in range(PAIRS)]
    with (
        process(desk.records.folder, desk.stubs.state / "bin") as first,
        process(desk.records.folder, desk.stubs.state / "bin") as second,
    ):
        ends = [sorted(_both(first, second, "again", record.id)) for record in records]
    assert ends == [["RequestError", "SUBMITTED"]] * PAIRS
    assert desk.stubs.calls() == {record.run_dir: 1 for record in records}


def test_one_run_is_not_submitted_as_a_new_one_twice(desk: Desk) -> None:
    names = [f"{number:032x}" for number in range(PAIRS)]
    with (
        process(desk.records.folder, desk.stubs.state / "bin") as first,
        process(desk.records.folder, desk.stubs.state / "bin") as second,
    ):
        ends = [sorted(_both(first, second, "submit", run_id)) for run_id in names]
    assert ends == [["RequestError", "SUBMITTED"]] * PAIRS
    assert desk.stubs.calls() == {str(desk.folder / "runs" / run_id): 1 for run_id in names}


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
