"""The job services on the embedded Slurm, with a script in place of the training."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft

from llmtui.domain.record import JobRecord
from llmtui.errors import RejectedError, RequestError, UnreachableError
from llmtui.services.preview import Draft
from llmtui.services.session import Session
from llmtui.services.watching.follow import follow


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    return Session()


def _draft(session: Session, folder: Path, body: str, time_limit: str = "00:05:00") -> Draft:
    return quick_draft(session.cluster("local"), session.models()[0], folder, body, time_limit)


def _follow(session: Session, record: JobRecord) -> tuple[JobRecord, list[str]]:
    states: list[str] = []
    ended = follow(session, record, on_change=lambda changed: states.append(changed.state))
    return ended, states


def test_a_job_from_submission_to_its_end(session: Session, tmp_path: Path) -> None:
    body = """echo '{"event": "log", "step": 1, "loss": 2.5}' >> events.jsonl; echo in $PWD; sleep 2; printf last"""
    record = session.submit(_draft(session, tmp_path, body))
    ended, states = _follow(session, record)
    assert states[-1] == "COMPLETED"
    assert "RUNNING" in states
    assert ended.status is not None
    assert ended.status.exit_code == "0:0"
    follower = session.log_follower(ended)
    assert follower.poll().text == f"in {record.run_dir}\n"
    assert follower.finish() == "last"
    assert session.metrics_follower(ended).poll().series("loss") == [(1, 2.5)]
    assert session.find(record.id[:8]) == ended
    assert session.find(f"local/{ended.job_id}") == ended
    with pytest.raises(RequestError, match="already ended COMPLETED"):
        session.cancel(ended)


def test_a_run_is_fetched_and_its_folder_deleted(session: Session, tmp_path: Path) -> None:
    body = "mkdir -p output/checkpoint-1; echo w > output/model.safetensors; echo o > output/checkpoint-1/optimizer.pt"
    record = session.submit(_draft(session, tmp_path, body))
    with pytest.raises(RequestError, match="has not ended"):
        session.folders.deletion([record])(record)
    ended, _ = _follow(session, record)
    fetched = session.folders.fetch(ended, tmp_path / "mine", lambda done, total, path: None)
    here = {str(path.relative_to(tmp_path / "mine")) for path in (tmp_path / "mine").rglob("*") if path.is_file()}
    assert {"output/model.safetensors", "job.sh", f"slurm-{ended.job_id}.out"} <= here
    assert not any("checkpoint" in name for name in here)
    assert session.find(ended.id).fetched_to == str(fetched.folder)
    (old,) = session.folders.sizes([ended])
    assert (old.size.presence, old.kept) == ("there", "")
    assert session.folders.note(ended) == ""
    deleted = session.folders.deletion([ended])(ended)
    assert not Path(record.run_dir).exists()
    assert session.folders.note(deleted).startswith("the run's folder is gone from local: you deleted it")
    assert session.log_follower(deleted).poll().text == ""


def test_a_script_that_fails(session: Session, tmp_path: Path) -> None:
    ended, _ = _follow(session, session.submit(_draft(session, tmp_path, "exit 3")))
    row = session.row(ended)
    assert (row["state"], row["exit_code"], row["reason_text"]) == ("FAILED", "3:0", "it ended with exit code 3")


def test_a_run_that_says_why_it_fails(session: Session, tmp_path: Path) -> None:
    body = """echo '{"event": "error", "message": "dataset: /x.jsonl does not exist"}' >> events.jsonl; exit 1"""
    ended, _ = _follow(session, session.submit(_draft(session, tmp_path, body)))
    assert session.row(ended)["reason_text"] == "dataset: /x.jsonl does not exist"


def test_a_job_out_of_time(session: Session, tmp_path: Path) -> None:
    ended, _ = _follow(session, session.submit(_draft(session, tmp_path, "sleep 60", "00:00:02")))
    row = session.row(ended)
    assert (row["state"], row["reason_text"]) == ("TIMEOUT", "it reached its time limit of 00:00:02")


def test_a_job_that_is_cancelled(session: Session, tmp_path: Path) -> None:
    record = session.submit(_draft(session, tmp_path, "echo begun; sleep 60"))
    deadline = time.monotonic() + 20
    while session.find(record.id).state != "RUNNING" and time.monotonic() < deadline:
        session.refresh(force=True)
        time.sleep(0.1)
    cancelled = session.cancel(record)
    assert (cancelled.state, cancelled.active) == ("CANCELLED", False)
    assert session.row(cancelled)["reason_text"] == "cancelled by the user (scancel)"


def test_a_later_llmtui_takes_up_where_the_first_one_stopped(session: Session, tmp_path: Path) -> None:
    record = session.submit(_draft(session, tmp_path, "sleep 1"))
    later = Session()
    assert later.jobs() == (record,)
    assert _follow(later, record)[0].state == "COMPLETED"
    assert session.jobs()[0].state == "COMPLETED"


def test_slurm_says_no(session: Session, tmp_path: Path) -> None:
    draft = _draft(session, tmp_path, "#SBATCH --partition=nosuch\ntrue")
    with pytest.raises(RejectedError, match="nosuch"):
        session.submit(draft)
    (record,) = session.jobs()
    assert (record.submission, record.active) == ("REJECTED", False)
    assert "nosuch" in str(session.row(record)["reason_text"])


def test_refreshes_keep_to_the_floor(session: Session, tmp_path: Path) -> None:
    record = session.submit(_draft(session, tmp_path, "sleep 60"))
    before = session.query_log.total
    for _ in range(20):
        session.refresh()
    assert session.query_log.total - before <= 2
    assert session.poll_interval_s() == 1.0
    session.cancel(record)
    assert session.poll_interval_s() == 60.0


def test_a_cluster_that_cannot_be_reached_is_exit_3(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    draft = _draft(session, tmp_path, "true")
    lumi = replace(session.cluster("lumi"), login_host=None, login_hosts=())
    with pytest.raises(UnreachableError, match="no login host of lumi is known") as caught:
        session.submit(replace(draft, plan=replace(draft.plan, cluster=lumi)))
    assert (caught.value.exit_code, bool(caught.value.hint)) == (3, True)
    assert session.jobs() == ()
    checks = {check.name: check for check in session.doctor(lumi)}
    assert (checks["login"].ok, checks["login"].text) == (None, caught.value.message)


def test_doctor_of_this_machine(session: Session) -> None:
    checks = {check.name: check for check in session.doctor(session.cluster("local"))}
    assert {"Slurm", "queue", "accounting", "python", "torch", "run folders", "journal"} <= set(checks)
    assert checks["queue"].ok
    assert checks["accounting"].ok
    assert checks["journal"].ok
