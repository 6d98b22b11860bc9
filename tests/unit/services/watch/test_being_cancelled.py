"""Until when a job counts as being cancelled, and whose word is called Slurm's."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.slurm import FakeSlurm
from tests.fakes.watchdesk import NOW, WatchDesk
from tests.unit.services.watch.test_session import running, window

from llmtui.domain.record import JobStatus
from llmtui.services.watching.rows import cancelling_words, row


@pytest.fixture
def desk() -> WatchDesk:
    """Its job runs, and Slurm was asked to cancel it a moment ago."""
    made = WatchDesk()
    made.records.write(replace(made.look(), cancelling_at=made.now))
    assert made.look().cancelling
    return made


@pytest.mark.parametrize("between", ["PENDING", "RUNNING"])
def test_a_job_that_began_anew_is_not_being_cancelled(desk: WatchDesk, between: str) -> None:
    """Somebody put it back into the queue, and its end was not seen."""
    start = "N/A" if between == "PENDING" else str(int(desk.now + 30))
    desk.slurm.set(7, state=between, reason="BeginTime", start=start, elapsed_s=0)
    seen = desk.look(60)
    assert (row(seen)["restarts"], seen.cancelling, seen.cancelling_at) == (1, False, None)


def test_a_job_that_only_waits_is_being_cancelled_still(desk: WatchDesk) -> None:
    desk.records.write(replace(desk.job, status=JobStatus("PENDING", reason="Priority"), status_at=desk.now))
    desk.slurm.set(7, state="PENDING", reason="Resources", start="N/A", elapsed_s=0)
    assert desk.look(60).cancelling


def test_an_end_that_only_the_script_tells_of_is_one(desk: WatchDesk) -> None:
    desk.mark("start", 0, at=NOW - 60)
    desk.mark("end", 143, at=NOW + 20)
    desk.vanish()
    desk.no_database()
    for _ in range(2):
        seen = desk.look(70)
    assert (seen.state, seen.active, seen.cancelling, row(seen, desk.now)["cancel_asked"]) == (
        "ENDED",
        True,
        False,
        None,
    )
    assert "being cancelled" not in str(row(seen, desk.now)["state_text"])
    assert "its last word was" not in str(row(seen, desk.now)["reason_text"])
    desk.slurm.faults.clear()
    desk.slurm.set(7, in_queue=True, state="PENDING", start="N/A")
    assert (row(desk.look())["restarts"], desk.job.cancelling) == (1, False), "it was put back"


def test_where_slurm_has_said_nothing_no_word_is_called_its_own(desk: WatchDesk) -> None:
    silent = replace(desk.job, status=None)
    words = cancelling_words(silent, (silent.cancelling_at or 0.0) + 60)
    assert words == "Slurm was asked 1 min ago to cancel it; it has not said anything yet"
    assert cancelling_words(desk.job, desk.now).endswith("its last word was RUNNING")


def test_an_end_that_counts_is_looked_at_where_the_user_asks(tmp_path: Path) -> None:
    slurm = FakeSlurm()
    session = window(tmp_path, slurm)
    silent = JobStatus("FAILED", exit_code="1:0", provisional=True)
    session.records.write(replace(running(), status=silent, status_at=time.time() - 9000, unwatched=True))
    session.refresh()
    assert slurm.calls == []
    session.refresh(force=True)
    assert slurm.count("squeue") == 1
