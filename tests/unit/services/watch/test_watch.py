"""What a refresh may conclude: states change on evidence only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm, Fault

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.recover import settle_abandoned
from llmtui.services.watching.queries import QueryLog
from llmtui.services.watching.rows import row
from llmtui.services.watching.watch import refresh_jobs


class Desk:
    """A journal and a fake Slurm with one running job, id 7."""

    def __init__(self, folder: Path) -> None:
        self.slurm = FakeSlurm()
        self.link = Link(Cluster("local", "Local"), self.slurm, QueryLog())
        self.records = Records(folder)
        self.add(record(7), state="RUNNING", reason="None")

    def add(self, made: JobRecord, **job: str) -> None:
        self.records.write(replace(made, submitted_at=4900.0))
        if made.job_id is not None:
            self.slurm.jobs[made.job_id] = FakeJob(made.job_id, made.run_dir, **job)  # type: ignore[arg-type]

    def refresh(self) -> JobRecord:
        active = [found for found in self.records.load().records if found.active]
        refresh_jobs(self.link, self.records, active, 5000.0)
        return self.records.get(record(7).id)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_running_job_costs_one_squeue_for_all(desk: Desk) -> None:
    for number in range(20, 60):
        desk.add(record(number))
    seen = desk.refresh()
    assert (seen.state, seen.seen, seen.status_at) == ("RUNNING", "fresh", 5000.0)
    assert [call[0] for call in desk.slurm.calls] == ["squeue"]
    assert {found.seen for found in desk.records.load().records} == {"fresh"}


@pytest.mark.parametrize("state", ["COMPLETED", "FAILED", "TIMEOUT", "OUT_OF_MEMORY", "NODE_FAIL", "CANCELLED"])
def test_an_end_is_taken_from_sacct(desk: Desk, state: str) -> None:
    desk.slurm.end(7, state, "1:0")
    seen = desk.refresh()
    assert (seen.state, seen.seen, seen.active) == (state, "fresh", False)
    assert seen.status is not None
    assert seen.status.exit_code == "1:0"
    calls = len(desk.slurm.calls)
    assert desk.refresh() == seen
    assert len(desk.slurm.calls) == calls


@pytest.mark.parametrize("fault", ["hang", "empty", "away", "truncate"])
@pytest.mark.parametrize("command", ["squeue", "sacct"])
def test_trouble_changes_no_state(desk: Desk, command: str, fault: Fault) -> None:
    desk.refresh()
    if command == "sacct":
        desk.slurm.end(7, "COMPLETED")
    desk.slurm.faults[command] = fault
    for _ in range(3):
        seen = desk.refresh()
        assert (seen.state, seen.active) == ("RUNNING", True)
        assert seen.seen in {"stale", "vanished"} or (command, fault) == ("squeue", "empty")
        assert seen.status_at == 5000.0
    desk.slurm.faults.clear()
    assert desk.refresh().seen == "fresh"


def test_absence_is_no_evidence(desk: Desk) -> None:
    desk.refresh()
    desk.slurm.set(7, in_queue=False, in_database=False)
    seen = desk.refresh()
    assert (seen.state, seen.seen, seen.active) == ("RUNNING", "vanished", True)
    assert "no longer in squeue" in seen.problem
    desk.slurm.set(7, in_database=True, state="COMPLETED")
    assert desk.refresh().state == "COMPLETED"


def test_without_accounting_the_controller_tells_the_exit_code(desk: Desk) -> None:
    desk.slurm.faults["sacct"] = "away"
    desk.slurm.set(7, state="FAILED", exit_code="3:0", reason="NonZeroExitCode")
    seen = desk.refresh()
    assert seen.status is not None
    assert (seen.state, seen.status.exit_code) == ("FAILED", "3:0")
    assert row(seen)["reason_text"] == "it ended with exit code 3"


def test_squeue_alone_is_evidence_too(desk: Desk) -> None:
    desk.slurm.faults |= {"sacct": "hang", "scontrol": "away"}
    desk.slurm.set(7, state="TIMEOUT", reason="TimeLimit")
    seen = desk.refresh()
    assert seen.state == "TIMEOUT"
    assert row(seen)["reason_text"] == "it reached its time limit of 00:01:00"


def test_a_requeued_job_goes_on(desk: Desk) -> None:
    states = []
    for state in ("RUNNING", "COMPLETING", "PENDING", "RUNNING", "SOMETHING_NEW"):
        desk.slurm.set(7, state=state)
        states.append(desk.refresh().state)
    assert states == ["RUNNING", "COMPLETING", "PENDING", "RUNNING", "SOMETHING_NEW"]


def test_the_run_itself_says_why_it_failed(desk: Desk) -> None:
    event = b'{"event": "error", "message": "dataset: /x/y.jsonl does not \\u001b[31mexist"}\n'
    desk.slurm.contents[record(7).events_path] = b'{"event": "start"}\n' + event + b"not json\n"
    desk.slurm.end(7, "FAILED", "1:0")
    assert row(desk.refresh())["reason_text"] == "dataset: /x/y.jsonl does not exist"


def test_a_submission_cut_short_is_looked_up_and_not_repeated(desk: Desk) -> None:
    cut = record(9, submission="SUBMITTING", job_id=None)
    desk.records.write(cut)
    settle_abandoned(desk.records, desk.records.load().records)
    desk.refresh()
    assert desk.records.get(cut.id).submission == "SUBMIT_UNKNOWN"
    desk.slurm.jobs[90] = FakeJob(90, cut.run_dir)
    desk.slurm.jobs[91] = FakeJob(91, cut.run_dir + "x")
    desk.refresh()
    found = desk.records.get(cut.id)
    assert (found.submission, found.job_id, found.problem) == ("SUBMITTED", 90, "")
    assert found.log_path == f"{cut.run_dir}/slurm-90.out"
    assert desk.slurm.count("sbatch") == 0


def test_the_run_folder_names_the_job(desk: Desk) -> None:
    cut = record(9, submission="SUBMIT_UNKNOWN", job_id=None)
    desk.records.write(cut)
    desk.slurm.contents[f"{cut.run_dir}/jobid"] = b"77\n"
    desk.refresh()
    assert desk.records.get(cut.id).job_id == 77


def test_a_submission_that_another_window_is_making_is_left_alone(desk: Desk) -> None:
    for number, submission in ((9, "SUBMITTING"), (10, "STAGING")):
        desk.records.write(record(number, submission=submission, job_id=None))
    with desk.records.submitting(record(9).id):
        settle_abandoned(desk.records, desk.records.load().records)
    assert desk.records.get(record(9).id).submission == "SUBMITTING"
    assert "before this job was submitted" in desk.records.get(record(10).id).problem


def test_queries_are_counted(desk: Desk) -> None:
    desk.refresh()
    desk.slurm.faults["squeue"] = "away"
    desk.refresh()
    last = desk.link.log.last("squeue")
    assert last is not None
    assert (desk.link.log.total, last.ok) == (2, False)
    assert len(desk.link.log.recent(last.at)) == 2
    assert desk.link.log.recent(last.at + 1000) == ()
