"""kill -9 at every step of llmtui, and of the script on the cluster: one job each, and nothing for a user to remove."""

from __future__ import annotations

import secrets
import time

import pytest

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.services.budget import QueryLog
from llmtui.services.link import Link
from llmtui.services.submit import submit, submit_again

from .conftest import Desk
from .faults import POINTS, FaultyTransport
from .processes import Process
from .runs import EMBEDDED, draft, settled


def _again(desk: Desk, record: JobRecord) -> JobRecord:
    """What the user does about a run of which nothing was submitted."""
    if record.can_submit_again:
        return submit_again(desk.link, desk.records, record, lambda text: None)
    return submit(desk.link, desk.records, draft(desk.folder / "runs"), lambda text: None)


def _exactly_one(desk: Desk, record: JobRecord) -> None:
    jobs = {folder: job_id for job_id, folder in desk.stubs.jobs().items()}
    assert len(desk.stubs.jobs()) == len(jobs), "two jobs of one run"
    assert (record.submission, record.job_id) == ("SUBMITTED", jobs[record.run_dir])


def test_llmtui_is_killed_at_every_step(desk: Desk, llmtuis: tuple[Process, Process]) -> None:
    ends = {}
    for step in range(1, 100):
        run_id = secrets.token_hex(16)
        before = sum(desk.stubs.calls().values())
        llmtuis[0].ask("submit", run_id, desk.records.folder, desk.stubs.state / "bin", step=step)
        if llmtuis[0].answer() != "killed":
            break
        name = (desk.folder / f"steps-{run_id}").read_text().splitlines()[-1]
        desk.stubs.quiet()
        ends[f"{step:2} {name}"] = _after_a_kill(desk, run_id, before)
    print("\n".join(f"{name}: {end}" for name, end in ends.items()))
    assert len(ends) >= 14
    assert {"submitted", "nothing was submitted; submitted as a new run"} <= set(ends.values())
    assert list((desk.folder / "runs").glob("*/submit.lock/*.new")) == []


def _after_a_kill(desk: Desk, run_id: str, before: int) -> str:
    if not any(record.id == run_id for record in desk.records.load().records):
        return "not in the journal"
    record = settled(desk.link, desk.records, run_id, time.time())
    if record.submission == "SUBMITTED":
        assert sum(desk.stubs.calls().values()) == before + 1
        _exactly_one(desk, record)
        return "submitted"
    assert record.submission in {"DRAFT", "STAGING", "STAGED"}
    assert record.problem.endswith("nothing is in the queue")
    assert sum(desk.stubs.calls().values()) == before
    made = _again(desk, record)
    _exactly_one(desk, made)
    return f"nothing was submitted; submitted as {'a new run' if made.id != run_id else 'another attempt'}"


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
