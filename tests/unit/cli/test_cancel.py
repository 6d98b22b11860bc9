"""cancel on the command line: what was asked for, what is known of it, and which jobs it was not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from tests.fakes.records import record

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import LlmtuiError, RequestError
from llmtui.services.runs.cancelall import Cancelled
from llmtui.services.session import Session

from .conftest import Answer

Run = Callable[..., Answer]
NOW = 1_795_713_600.0


@pytest.fixture
def runs(llmtui: Run, monkeypatch: pytest.MonkeyPatch) -> list[JobRecord]:
    """Three runs: one goes on, one ends at once, one is another's by now."""
    session = Session()
    found = []
    for number in (1, 2, 3):
        made = replace(record(number, cluster="lumi"), id=str(number) * 32, status=JobStatus("RUNNING"), status_at=NOW)
        found.append(session.records.write(made))

    def cancel_many(self: Session, chosen: Sequence[JobRecord]) -> Cancelled:
        refused: dict[str, LlmtuiError] = {}
        after = []
        for each in chosen:
            if each.job_id == 3:
                refused[each.id] = RequestError("job lumi/3 is another job by now")
            status = JobStatus("CANCELLED") if each.job_id == 2 else each.status
            after.append(replace(each, status=status, cancelling_at=NOW if each.job_id == 1 else None))
        return Cancelled(tuple(after), refused)

    monkeypatch.setattr(Session, "cancel_many", cancel_many)
    return found


def test_it_says_that_slurm_was_asked_and_what_is_known_since(llmtui: Run, runs: list[JobRecord]) -> None:
    one = llmtui("cancel", "1111")
    words = "Slurm was asked to cancel it, and it goes on until Slurm has ended it; its last word was RUNNING"
    assert (one.code, one.out) == (0, f"11111111 CANCELLING: {words}\n")
    assert llmtui("cancel", "2222").out == "22222222 CANCELLED\n"
    row = llmtui("cancel", "1111", "--json").json
    assert (row["state"], row["state_text"], row["cancel_asked"]) == ("RUNNING", "running, being cancelled", NOW)


def test_several_are_told_of_one_by_one(llmtui: Run, runs: list[JobRecord]) -> None:
    answer = llmtui("cancel", "1111", "2222", "3333", "lumi/1")
    assert [line.split()[:2] for line in answer.out.splitlines()] == [
        ["11111111", "CANCELLING:"],
        ["22222222", "CANCELLED"],
    ]
    assert (answer.code, "job lumi/3 is another job by now" in answer.err) == (2, True)
    told = llmtui("cancel", "1111", "3333", "--json")
    assert told.code == 2
    assert '"refused"' in told.out


def test_the_list_says_so_until_it_has_ended(llmtui: Run, runs: list[JobRecord]) -> None:
    Session().records.write(replace(runs[0], cancelling_at=NOW, seen="fresh"))
    lines = {line.split()[0]: line for line in llmtui("jobs").out.splitlines()}
    assert "CANCELLING" in lines["11111111"]
    assert "RUNNING" in lines["22222222"]
