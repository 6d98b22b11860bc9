"""Every known failure of squeue, sacct and scontrol while a job is searched for: absence is concluded from none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.failures import FailingSlurm, Failure, failures
from tests.fakes.memory import MemoryRecords
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob

from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord
from llmtui.services.reach.link import Link
from llmtui.services.submission.search import search_by_folder
from llmtui.services.watching.queries import QueryLog

T0 = 100_000.0
#: What Slurm answers just so when there is no such job; the other command has to know it then.
_SILENT = {"nothing with exit code 0", "nothing", "no accounting"}
FAILURES = [
    *failures(),
    Failure("complaint without the word error", "sacct", "", 0, err="Problem talking to the database\n"),
    Failure("complaint without the word error", "squeue", "", 0, err="Unable to contact slurm controller\n"),
    Failure("complaint after an answer", "squeue", "", 0, "1{US}RUNNING{US}n1{US}/r/1{RS}\n", "Socket timed out\n"),
    Failure("complaint after an answer", "sacct", "", 0, "1{US}RUNNING{US}n1{US}/r/1\n", "Connection refused\n"),
]


def searched(failure: Failure | None, *, known: bool = False) -> JobRecord:
    """The record after ten minutes of looks that fail so; `known`: the command that works knows the job."""
    slurm, records = FailingSlurm(), MemoryRecords()
    lost = replace(record(7), submission="SUBMIT_UNKNOWN", job_id=None, created_at=T0 - 10)
    records.write(lost)
    slurm.failure = failure
    if known and failure is not None:
        slurm.jobs[7] = FakeJob(
            7, lost.run_dir, in_queue=failure.command != "squeue", in_database=failure.command == "squeue"
        )
    link = Link(Cluster("lumi", "LUMI"), slurm, QueryLog())
    for minute in range(10):
        found = records.by_id[lost.id]
        if found.submission == "SUBMIT_UNKNOWN":
            search_by_folder(link, records, [found], T0 + 61 * minute)
    return records.by_id[lost.id]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: f"{failure.command}: {failure.name}")
def test_it_is_never_said_that_the_job_can_be_submitted_again(failure: Failure) -> None:
    found = searched(failure, known=failure.name in _SILENT and failure.command != "scontrol")
    assert not found.resubmittable
    assert found.submission == ("SUBMITTED" if failure.name in _SILENT and found.job_id == 7 else "SUBMIT_UNKNOWN")


def test_whole_answers_that_do_not_hold_it_say_so() -> None:
    assert searched(None).resubmittable


def test_a_search_that_trusts_the_exit_code_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "llmtui.services.submission.search.strict_complaint", lambda result: "" if result.outcome == "ok" else "no"
    )
    fooled = [failure for failure in FAILURES if failure.exit == 0 and searched(failure).resubmittable]
    print(f"of {len(FAILURES)} failures, who trusts the exit code takes {len(fooled)} for an answer")
    assert {failure.name for failure in fooled} >= {"error with exit code 0", "complaint without the word error"}
