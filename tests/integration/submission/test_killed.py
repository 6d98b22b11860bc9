"""kill -9 at every step of llmtui, and of the script on the cluster: one job each, and nothing for a user to remove."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.submit import submit, submit_again
from llmtui.services.watching.budget import QueryLog

from .conftest import Desk
from .faults import POINTS, FaultyTransport
from .fresh import Fresh, fresh, paths_of
from .processes import Process
from .runs import EMBEDDED, draft, settled, staged


def _again(desk: Desk, record: JobRecord) -> JobRecord:
    """What the user does about a run of which nothing was submitted."""
    if record.can_submit_again:
        return submit_again(desk.link, desk.records, record, lambda text: None)
    return submit(desk.link, desk.records, draft(desk.folder / "runs"), lambda text: None)


def _exactly_one(desk: Desk, record: JobRecord) -> None:
    jobs = {folder: job_id for job_id, folder in desk.stubs.jobs().items()}
    assert len(desk.stubs.jobs()) == len(jobs), "two jobs of one run"
    assert (record.submission, record.job_id) == ("SUBMITTED", jobs[record.run_dir])


@pytest.fixture
def later(desk: Desk) -> Iterator[Fresh]:
    """A llmtui that is started after the one that was killed; Slurm's commands are on its PATH."""
    path = f"{desk.stubs.state / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with fresh(desk.folder / "home", {"PATH": path, "LLMTUI_HOME": str(desk.folder / "home")}) as made:
        yield made


def test_llmtui_is_killed_at_every_step(desk: Desk, later: Fresh, llmtuis: tuple[Process, Process]) -> None:
    desk = replace(desk, records=Records(paths_of(later.home).records))
    ends = {}
    for step in range(1, 100):
        run_id = secrets.token_hex(16)
        before = sum(desk.stubs.calls().values())
        llmtuis[0].ask("submit", run_id, desk.records.folder, desk.stubs.state / "bin", step=step)
        if llmtuis[0].answer() != "killed":
            break
        name = desk.records.folder.with_name(f"steps-{run_id}").read_text().splitlines()[-1]
        desk.stubs.quiet()
        ends[f"{step:2} {name}"] = _after_a_kill(desk, later, run_id, before)
    print("\n".join(f"{name}: {end}" for name, end in ends.items()))
    assert len(ends) >= 14
    assert {"submitted", "nothing was submitted; submitted as a new run"} <= set(ends.values())
    assert list((desk.records.folder.with_name("runs")).glob("*/submit.lock/*.new")) == []


def _after_a_kill(desk: Desk, later: Fresh, run_id: str, before: int) -> str:
    if not any(record.id == run_id for record in desk.records.load().records):
        return "not in the journal"
    said = later.look(run_id)
    record = desk.records.get(run_id)
    assert said == f"{record.submission} {record.job_id}"
    if record.submission == "SUBMITTED":
        assert sum(desk.stubs.calls().values()) == before + 1
        _exactly_one(desk, record)
        return "submitted"
    assert record.submission in {"DRAFT", "STAGING", "STAGED"}
    assert record.problem.endswith("nothing is in the queue")
    assert sum(desk.stubs.calls().values()) == before
    made = _again(desk, record)
    assert later.look(made.id) == f"SUBMITTED {made.job_id}"
    _exactly_one(desk, made)
    return f"nothing was submitted; submitted as {'a new run' if made.id != run_id else 'another attempt'}"


def test_the_command_line_finds_out_what_a_killed_one_left(desk: Desk, later: Fresh) -> None:
    """The commands that a user gives after a kill -9 between the journal and sbatch."""
    now = time.time()
    records = Records(paths_of(later.home).records)
    record = staged(desk.folder / "runs", records, created_at=now)
    environment = {**os.environ, "LLMTUI_HOME": str(later.home)}
    environment["PATH"] = f"{desk.stubs.state / 'bin'}{os.pathsep}{environment['PATH']}"
    for words in (["jobs"], ["show", record.id[:8]]):
        done = subprocess.run(
            [sys.executable, "-m", "llmtui", *words], env=environment, capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "1001" in done.stdout
    assert (records.get(record.id).job_id, desk.stubs.calls()) == (1001, {record.run_dir: 1})


@pytest.mark.parametrize("point", POINTS)
def test_the_script_is_killed(desk: Desk, point: str) -> None:
    transport = FaultyTransport(desk.stubs.state / "bin")
    transport.fault = point
    link = Link(EMBEDDED, transport, QueryLog())
    run_id = secrets.token_hex(16)
    try:
        submit(link, desk.records, draft(desk.folder / "runs"), lambda text: None, run_id=run_id)
    except LlmtuiError as error:
        print(f"{point}: {error.message}")
    assert transport.fault == ""
    desk.stubs.quiet()
    record = settled(link, desk.records, run_id, time.time())
    print(
        f"{point}: {record.submission}, {sum(desk.stubs.calls().values())} sbatch, resubmittable {record.resubmittable}"
    )
    assert sum(desk.stubs.calls().values()) <= 1
    if record.submission != "SUBMITTED":
        assert record.resubmittable
        assert desk.stubs.jobs() == {}
        record = submit_again(link, desk.records, record, lambda text: None)
    assert sum(desk.stubs.calls().values()) == 1
    _exactly_one(desk, record)
