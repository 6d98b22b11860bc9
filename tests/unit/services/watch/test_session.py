"""The session's looks: one budget for two windows, a cluster out of reach, the journal for who did not look."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeJob, FakeSlurm

from llmtui.domain.record import JobStatus
from llmtui.errors import UnreachableError
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.queries import Asked


class Unreachable(FakeSlurm):
    """Nothing gets through while `away`."""

    away = False
    closed = False

    @property
    def alive(self) -> bool:
        """Nobody has logged in yet; the first question does."""
        return not self.closed

    def run(self, *words: object, **values: object):  # type: ignore[no-untyped-def]
        if self.away:
            raise UnreachableError("lumi is not connected")
        return super().run(*words, **values)  # type: ignore[arg-type]


def window(folder: Path, slurm: FakeSlurm) -> Session:
    """A session whose way to LUMI is a Slurm in memory."""
    session = Session(Paths(folder / "config", folder / "state", folder / "cache"))
    session._links["lumi"] = Link(session.cluster("lumi"), slurm, session.query_log)
    return session


@pytest.fixture
def slurm() -> Unreachable:
    made = Unreachable()
    made.jobs[7] = FakeJob(7, "", "RUNNING", "None")
    return made


def running(number: int = 7):  # type: ignore[no-untyped-def]
    now = time.time()
    return record(number, cluster="lumi", created_at=now, submitted_at=now, status=JobStatus("RUNNING"), status_at=now)


def test_two_windows_look_once(tmp_path: Path, slurm: Unreachable) -> None:
    one, other = window(tmp_path, slurm), window(tmp_path, slurm)
    one.records.write(running())
    slurm.set(7, state="COMPLETING")
    for session in (one, other, one, other):
        assert session.refresh()[0].state == "COMPLETING"
    assert slurm.count("squeue") == 1
    assert one.calls_per_minute("lumi") == other.calls_per_minute("lumi") == 1
    assert 13 < other.poll_interval_s() <= 15
    (asked,) = other.asked().values()
    assert (asked.calls_per_minute, other.asked()) == (1, one.asked())
    assert asked.answered_at is not None
    assert abs(asked.answered_at - time.time()) < 5
    other.refresh(force=True)
    one.refresh(force=True)
    assert slurm.count("squeue") == 1, "the site's floor is the user's as well"


def test_a_cluster_out_of_reach_is_said_and_asked_again_at_once(tmp_path: Path, slurm: Unreachable) -> None:
    session = window(tmp_path, slurm)
    session.records.write(running())
    slurm.away = True
    for _ in range(3):
        (seen,) = session.refresh()
        assert (seen.state, seen.seen, seen.problem) == ("RUNNING", "stale", "lumi is not connected")
        assert seen.stale_since is not None
    assert session.poll_interval_s() == 15.0
    slurm.away = False
    (seen,) = session.refresh()
    assert (seen.seen, seen.stale_since, slurm.count("squeue")) == ("fresh", None, 1)


def test_an_unknown_cluster_does_not_keep_the_others_from_being_looked_at(tmp_path: Path, slurm: Unreachable) -> None:
    session = window(tmp_path, slurm)
    session.records.write(replace(running(), created_at=1.0))
    session.records.write(replace(running(8), cluster="gone"))
    seen = {found.cluster: found.seen for found in session.refresh()}
    assert seen == {"lumi": "fresh", "gone": "stale"}


def test_nothing_of_ours_is_asked_for_nothing(tmp_path: Path, slurm: Unreachable) -> None:
    session = window(tmp_path, slurm)
    session.records.write(replace(running(), status=JobStatus("COMPLETED")))
    session.refresh(force=True)
    assert (slurm.calls, session.poll_interval_s()) == ([], 60.0)


def test_what_was_asked_is_told_of_clusters_that_matter_and_of_commands_of_every_kind(
    tmp_path: Path, slurm: Unreachable
) -> None:
    one, other = window(tmp_path, slurm), window(tmp_path, slurm)
    one.records.write(running())
    one.records.write(replace(running(8), cluster="leonardo", status=JobStatus("COMPLETED")))
    for command in (["sbatch"], ["scancel", "1"], ["scontrol", "show", "config"]):
        one._links["lumi"].slurm(command)
    assert other.asked() == {"lumi": Asked(3, None)}
    one.records.write(replace(running(), status=JobStatus("COMPLETED")))
    assert other.asked() == {"lumi": Asked(3, None)}, "what was asked a moment ago matters still"


def test_a_lost_submission_on_a_hung_cluster_is_looked_for_less_and_less(tmp_path: Path, slurm: Unreachable) -> None:
    session = window(tmp_path, slurm)
    lost = replace(running(), submission="SUBMIT_UNKNOWN", job_id=None, status=None, run_dir="/nowhere")
    session.records.write(lost)
    slurm.faults["squeue"] = "hang"
    session.refresh()
    entry = session._budget._ledger.read("lumi")
    assert (entry.strain, entry.answered, slurm.count("squeue")) == (1, 0.0, 1)
    assert entry.hold > entry.last + 7


def test_a_lost_submission_is_reason_enough_to_log_in(tmp_path: Path, slurm: Unreachable) -> None:
    session = window(tmp_path, slurm)
    lost = replace(running(), submission="SUBMIT_UNKNOWN", job_id=None, status=None, run_dir="/runs/7")
    session.records.write(lost)
    slurm.contents["/runs/7/jobid"] = b"77\n"
    slurm.closed = True
    (found,) = session.refresh()
    assert found.job_id == 77


def test_whose_a_number_is_is_asked_after_an_absence_and_not_of_an_old_record(
    tmp_path: Path, slurm: Unreachable
) -> None:
    session = window(tmp_path, slurm)
    begun = time.time() - 30 * 86400
    old = replace(running(), created_at=begun, submitted_at=begun, status_at=begun)
    slurm.set(7, work_dir=old.run_dir)
    session.records.write(old)
    session.refresh()
    assert slurm.count("squeue") == 2
    session.records.write(old)
    session._budget._ledger.change("lumi", lambda entry: (replace(entry, last=0.0, calls=()), None))
    assert session.refresh()[0].seen == "fresh"
    assert slurm.count("squeue") == 3
    session._budget._ledger.change("lumi", lambda entry: (replace(entry, last=0.0, calls=(), answered=begun), None))
    session.records.write(old)
    slurm.set(7, work_dir="/home/alice/other")
    assert session.refresh()[0].seen == "vanished"


def test_a_job_that_was_looked_for_long_enough_costs_nothing_until_the_user_asks(
    tmp_path: Path, slurm: Unreachable
) -> None:
    session = window(tmp_path, slurm)
    session.records.write(replace(running(), seen="vanished", unseen_since=time.time() - 9000, unwatched=True))
    session.refresh()
    assert (slurm.calls, session.poll_interval_s(), session.asked()) == ([], 60.0, {})
    slurm.set(7, work_dir=running().run_dir)
    (found,) = session.refresh(force=True)
    assert (found.state, found.seen, found.watched) == ("RUNNING", "fresh", True)


@pytest.mark.parametrize("error", [errno.EACCES, errno.ESTALE])
def test_a_lock_that_cannot_be_read_is_told_and_keeps_nothing_from_being_looked_at(
    tmp_path: Path, slurm: Unreachable, error: int
) -> None:
    session = window(tmp_path, slurm)
    session.records.write(running())
    for number, submission in ((8, "SUBMITTING"), (9, "STAGING"), (10, "SUBMITTING")):
        session.records.write(replace(running(number), submission=submission, job_id=None, status=None))

    def refuse(descriptor: int, operation: int) -> None:
        if os.readlink(f"/proc/self/fd/{descriptor}").endswith((f"{8:032x}.lock", f"{9:032x}.lock")):
            raise OSError(error, os.strerror(error))
        fcntl.flock(descriptor, operation)

    for number in (8, 9, 10):
        (session.records.folder / f"{number:032x}.lock").touch()
    session.records = Records(session.records.folder, flock=refuse)
    seen = {found.id[-2:]: found.submission for found in session.refresh()}
    assert seen == {"07": "SUBMITTED", "08": "SUBMITTING", "09": "STAGING", "0a": "SUBMIT_UNKNOWN"}
    assert slurm.count("squeue") >= 1
    problems = session.problems()
    assert len(problems) == 2
    assert all(os.strerror(error) in problem and "is being submitted is not known" in problem for problem in problems)
