"""A run that stopped with a checkpoint and goes on by hand is seen, and asks nothing of Slurm."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.records import record
from tests.fakes.runs import FaultyTransport, ended, link

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import RequestError
from llmtui.render.record import claim, ending
from llmtui.services.journal.records import Records
from llmtui.services.session import Session
from llmtui.services.watching.continued import EVERY_S, Continuations, follow_continued, may_go_on
from llmtui.services.watching.follow import follow
from llmtui.services.watching.rows import row

NOW = 5000.0
STOPPED = JobStatus("FAILED", exit_code="85:0", end=2000.0)
#: What a job of llmtui's does, with a training that stops early the first time.
BODY = """
if [ -e second ]; then sleep 1; exit 0; fi
touch second
rm -f claim
exit 85
"""


class Desk:
    def __init__(self, folder: Path) -> None:
        self.transport = FaultyTransport()
        self.link = link(folder, self.transport)
        self.records = Records(folder / "records")
        self.run = self.records.write(ended(folder, status=STOPPED, status_at=2000.0))
        self.marks = Path(self.run.run_dir) / "status"
        self.marks.mkdir(parents=True)
        self.mark("1.0.start", 1000)
        self.mark("1.0.end", 2000)

    def mark(self, name: str, at: object) -> None:
        (self.marks / name).write_text(f"0 {at}\n")

    def see(self) -> JobRecord:
        stopped = [found for found in self.records.load().records if may_go_on(found, NOW)]
        follow_continued(self.link, self.records, stopped, NOW)
        assert self.transport.asked == 0, "no Slurm command"
        return self.records.get(self.run.id)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_run_that_stopped_stays_as_it_is(desk: Desk) -> None:
    assert desk.see() == desk.run


def test_the_job_that_goes_on_is_the_runs_job(desk: Desk) -> None:
    desk.mark("101.0.start", 3000)
    seen = desk.see()
    assert (seen.job_id, seen.former, seen.active, seen.status) == (101, (1,), True, None)
    assert seen.log_path == f"{seen.run_dir}/slurm-101.out"
    running = replace(seen, status=JobStatus("RUNNING"))
    assert row(running)["reason_text"] == "continued as job 101 after 1"
    assert row(running)["former"] == [1]
    failed = replace(seen, status=JobStatus("FAILED", exit_code="127:0"))
    assert row(failed)["reason_text"] == (
        "continued as job 101 after 1: it ended with exit code 127: a program was not found"
    )


def test_a_mark_is_one_line(desk: Desk) -> None:
    desk.mark("101.0.start", "3000\n0 102.0.start 0 4000")
    assert desk.see().job_id == 101


def test_the_last_one_counts(desk: Desk) -> None:
    """It was continued twice while nobody looked; numbers may begin anew."""
    desk.mark("101.0.start", 3000)
    desk.mark("7.0.start", 3500)
    desk.mark("7.1.start", 3600)
    assert (desk.see().job_id, desk.see().former) == (7, (1,))


def test_a_continuation_may_stop_and_be_continued_as_well(desk: Desk) -> None:
    desk.mark("101.0.start", 3000)
    seen = desk.see()
    desk.records.write(replace(seen, status=STOPPED, status_at=3200.0))
    assert desk.see().job_id == 101
    desk.mark("102.0.start", 3500)
    assert (desk.see().job_id, desk.see().former) == (102, (1, 101))


@pytest.mark.parametrize(
    "name", ["101.0.start.tmp", "x.0.start", "0.0.start", "101.start", "101.0.end", "99999999999.0.start"]
)
def test_what_is_no_mark_of_a_start_tells_nothing(desk: Desk, name: str) -> None:
    desk.mark(name, 3000)
    assert desk.see() == desk.run


@pytest.mark.parametrize("text", ["", "x", "-5", "9" * 30])
def test_a_mark_that_is_damaged_tells_nothing(desk: Desk, text: str) -> None:
    desk.mark("101.0.start", text)
    assert desk.see() == desk.run


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"status": JobStatus("FAILED", exit_code="1:0")}, False),
        ({"status": JobStatus("COMPLETED", exit_code="0:0")}, False),
        ({"status": JobStatus("RUNNING")}, False),
        ({"status": None}, False),
        ({"deleted_at": 3000.0}, False),
        ({"status_at": NOW - 91 * 86400.0}, False),
    ],
)
def test_who_is_looked_at(desk: Desk, changes: dict[str, object], expected: bool) -> None:
    assert may_go_on(replace(desk.run, **changes), NOW) is expected  # type: ignore[arg-type]


def test_a_cluster_is_looked_at_once_a_minute() -> None:
    now = [0.0]
    looks = Continuations(lambda: now[0])
    runs = [record(number, cluster="lumi", status=STOPPED, status_at=NOW) for number in range(60)]
    assert len(looks.due(runs, NOW)["lumi"]) == 50
    assert looks.due(runs, NOW) == {}
    assert "lumi" in looks.due(runs, NOW, force=True)
    now[0] = EVERY_S
    assert "lumi" in looks.due(runs, NOW)


def test_by_hand_on_the_embedded_slurm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the stop to the end of the job that went on, which the same run is followed through; then it can go."""
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    session = Session()
    plan = quick_draft(session.cluster("local"), session.models()[0], tmp_path).plan
    body = "\n".join([*claim(), *ending(plan), BODY])
    made = session.submit(quick_draft(session.cluster("local"), session.models()[0], tmp_path, body))
    stopped = follow(session, made)
    assert stopped.status is not None
    assert (stopped.state, stopped.status.exit_code) == ("FAILED", "85:0")
    transport = session._link(session.cluster("local")).transport
    answer = transport.run(["sbatch", "--parsable", "job.sh"], cwd=made.run_dir)
    job_id = int(answer.out.raw)
    with pytest.raises(RequestError, match=rf"job local/{job_id} waits or works in it"):
        session.folders.deletion([stopped])(stopped)
    deadline = time.monotonic() + 20
    while session.find(made.id).job_id != job_id and time.monotonic() < deadline:
        session.refresh(force=True)
        time.sleep(0.1)
    done = follow(session, session.find(made.id))
    assert (done.job_id, done.former, done.state) == (job_id, (made.job_id,), "COMPLETED")
    assert session.folders.deletion([done])(done).deleted_at is not None
    assert not Path(made.run_dir).exists()
