"""One submission is one sbatch, and the journal knows how it went."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.slurm import FakeSlurm

from llmtui.domain.bundle import Finding
from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobRecord
from llmtui.errors import (
    CannotTellError,
    JournalError,
    LlmtuiError,
    RejectedError,
    RequestError,
    UnreachableError,
)
from llmtui.remote.transport import Facts, LinkLostError, Result
from llmtui.services.journal.records import Records
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.submission.recover import find_submitted, settle_abandoned
from llmtui.services.submission.runfolder import hub_folder, run_root, run_root_words
from llmtui.services.submission.staging import runtime_zip
from llmtui.services.submission.submit import submit, submit_again
from llmtui.services.watching.budget import QueryLog
from llmtui.slurm.submitting import SUBMIT

THERE = Facts("login1", "alice", "/home1/alice", {"SCRATCH": "/pscratch/me"})


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    return Session()


@pytest.fixture
def draft(session: Session, tmp_path: Path) -> Draft:
    return quick_draft(session.cluster("local"), session.models()[0], tmp_path)


class Desk:
    """Submits to a fake Slurm; `journal` is what stood on disk at each command."""

    def __init__(self, session: Session, draft: Draft) -> None:
        self.slurm = FakeSlurm()
        self.records = session.records
        self.link = Link(draft.plan.cluster, self.slurm, QueryLog())
        self.told: list[str] = []
        self._draft = draft

    def over(self, slurm: Away) -> Away:
        """From now on over that line."""
        slurm.contents, slurm.modes = self.slurm.contents, self.slurm.modes
        self.link = replace(self.link, transport=slurm)
        return slurm

    def submit(self) -> JobRecord:
        return submit(self.link, self.records, self._draft, self.told.append)

    def only(self) -> JobRecord:
        (found,) = self.records.load().records
        return found


@pytest.fixture
def desk(session: Session, draft: Draft) -> Desk:
    return Desk(session, draft)


def test_a_job_is_submitted_from_its_run_folder(desk: Desk) -> None:
    made = desk.submit()
    assert (made.submission, made.job_id, made.seen, made.active) == ("SUBMITTED", 42, "never", True)
    assert desk.only() == made
    (call,) = desk.slurm.calls
    assert call == ["sbatch", "--parsable", "./job.sh"]
    assert desk.slurm.jobs[42].work_dir == made.run_dir
    assert desk.slurm.modes[made.run_dir] == 0o700
    assert desk.slurm.contents[f"{made.run_dir}/jobid"] == b"42\n"
    assert made.log_path == f"{made.run_dir}/slurm-42.out"
    names = {path.removeprefix(made.run_dir + "/") for path in desk.slurm.contents}
    assert {name for name in names if "/" not in name} == {"job.sh", "run.json", "jobid"}
    assert made.script_sha256 == hashlib.sha256(desk.slurm.contents[f"{made.run_dir}/job.sh"]).hexdigest()
    assert len(made.id) == 32
    assert made.run_dir.endswith(made.id)


def test_the_journal_is_ahead_of_each_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noting(real: Callable[..., object]) -> Callable[..., object]:
        def step(*words: object, **named: object) -> object:
            seen.append(desk.only().submission)
            return real(*words, **named)

        return step

    monkeypatch.setattr(desk.slurm, "mkdir", noting(desk.slurm.mkdir))
    monkeypatch.setattr(desk.slurm, "run", noting(desk.slurm.run))
    desk.submit()
    # The run folder, then the attempt's; between them the files.
    assert seen == ["STAGING", "SUBMITTING", "SUBMITTING"]


def test_two_submissions_are_two_runs(desk: Desk) -> None:
    first, second = desk.submit(), desk.submit()
    assert first.id != second.id
    assert [call[0] for call in desk.slurm.calls] == ["sbatch", "sbatch"]


def test_a_clear_no(desk: Desk) -> None:
    desk.slurm.faults["sbatch"] = "refuse"
    with pytest.raises(RejectedError, match="invalid partition specified: nosuch") as caught:
        desk.submit()
    assert "placement.partition" in caught.value.hint
    assert (desk.only().submission, desk.only().active) == ("REJECTED", False)


@pytest.mark.parametrize("fault", ["hang", "empty", "away", "accepted-but-error"])
def test_an_unclear_answer_is_never_tried_again(desk: Desk, fault: str) -> None:
    desk.slurm.faults["sbatch"] = fault  # type: ignore[assignment]
    with pytest.raises(CannotTellError):
        desk.submit()
    unknown = desk.only()
    assert (unknown.submission, unknown.active, desk.slurm.count("sbatch")) == ("SUBMIT_UNKNOWN", True, 1)
    find_submitted(desk.link, desk.records, [unknown], 9.0)
    taken = fault == "accepted-but-error"
    assert desk.only().submission == ("SUBMITTED" if taken else "SUBMIT_UNKNOWN")
    assert desk.only().job_id == (42 if taken else None)
    assert desk.slurm.count("sbatch") == 1


def test_a_full_disk_submits_nothing(desk: Desk) -> None:
    desk.slurm.full = True
    with pytest.raises(LlmtuiError, match="No space left on device"):
        desk.submit()
    assert desk.slurm.calls == []
    assert desk.only().submission == "STAGING"
    assert "No space left" in desk.only().problem


class Away(FakeSlurm):
    """The line is lost before scripts of that kind: then none is sent."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error: Exception | None = error

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        if self.error is not None and text == SUBMIT:
            raise self.error
        return super().script(text, values=values, timeout_s=timeout_s)


@pytest.mark.parametrize("error", [UnreachableError("lost it", hint="connect"), LinkLostError("lost it")])
def test_a_line_that_is_lost_at_sbatch_is_written_down(desk: Desk, error: Exception) -> None:
    away = desk.over(Away(error))
    with pytest.raises(CannotTellError, match="not known whether Slurm took the job: lost it") as caught:
        desk.submit()
    left = desk.only()
    assert "never submitted twice" in caught.value.hint
    assert (left.submission, left.problem, left.active) == ("SUBMIT_UNKNOWN", "lost it", True)
    assert not desk.records.being_submitted(left.id)
    settle_abandoned(desk.records, [left])
    assert desk.only() == left, "that llmtui ended would not be true"
    away.error = None
    find_submitted(desk.link, desk.records, [left], left.created_at + 1)
    assert (desk.only().submission, away.count("sbatch")) == ("SUBMITTED", 1)


def test_a_line_that_is_lost_at_another_attempt_is_written_down(desk: Desk) -> None:
    staged = desk.records.write(
        replace(desk.submit(), submission="STAGED", job_id=None, problem="nothing was submitted")
    )
    desk.over(Away(UnreachableError("lost it")))
    with pytest.raises(CannotTellError, match="lost it"):
        submit_again(desk.link, desk.records, staged, desk.told.append)
    assert (desk.only().submission, desk.only().attempt, desk.only().problem) == ("SUBMIT_UNKNOWN", 2, "lost it")


def test_a_line_that_is_lost_while_files_are_copied_is_written_down(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*words: object) -> None:
        raise UnreachableError("lost it")

    monkeypatch.setattr("llmtui.services.submission.staging.put_inputs", lost)
    with pytest.raises(LlmtuiError, match=r"could not be written: .*: lost it") as caught:
        desk.submit()
    left = desk.only()
    assert caught.value.hint == "nothing was submitted; connect again"
    assert (left.submission, left.active, left.problem) == ("STAGING", False, caught.value.message)
    assert desk.slurm.calls == []


def test_without_a_turn_nothing_is_submitted(desk: Desk) -> None:
    (desk.records.folder / f".sbatch-{desk.link.cluster.name}.lock").mkdir(parents=True)
    with pytest.raises(JournalError, match="whose turn it is to submit cannot be written down") as caught:
        desk.submit()
    left = desk.only()
    assert (left.submission, left.can_submit_again, left.problem) == ("STAGED", True, caught.value.message)
    assert desk.slurm.calls == []


def test_a_journal_without_room_after_sbatch_does_not_hide_the_job(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Records.write

    def full(records: Records, record: JobRecord) -> JobRecord:
        if record.submission == "SUBMITTED":
            raise JournalError("the list of jobs cannot be written: Disk quota exceeded")
        return write(records, record)

    monkeypatch.setattr(Records, "write", full)
    with pytest.raises(CannotTellError, match=r"job 42 is in the queue, but the list .* quota exceeded") as caught:
        desk.submit()
    assert "do not submit it anew" in caught.value.hint
    monkeypatch.undo()
    settle_abandoned(desk.records, desk.records.load().records)
    find_submitted(desk.link, desk.records, [desk.only()], 1.0)
    assert (desk.only().submission, desk.only().job_id) == ("SUBMITTED", 42)


def test_a_refusal_is_told_also_when_the_journal_has_no_room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Records.write

    def full(records: Records, record: JobRecord) -> JobRecord:
        if record.submission == "REJECTED":
            raise JournalError("the list of jobs cannot be written: Disk quota exceeded")
        return write(records, record)

    monkeypatch.setattr(Records, "write", full)
    desk.slurm.faults["sbatch"] = "refuse"
    with pytest.raises(RejectedError, match="nosuch"):
        desk.submit()


def test_errors_of_the_linter_are_refused_before_anything_is_written(session: Session, draft: Draft) -> None:
    finding = Finding("error", "x1", "job", "it cannot run", "change it")
    with pytest.raises(RequestError, match="it cannot run"):
        session.submit(replace(draft, findings=(finding, finding)))
    assert session.jobs() == ()


def test_a_run_can_be_submitted_again(session: Session, desk: Desk, draft: Draft, tmp_path: Path) -> None:
    spec, _ = session.resubmit(desk.submit())
    assert spec.training.dataset == str(tmp_path / "train.jsonl")
    assert replace(spec, training=draft.spec.training) == draft.spec


def _site(session: Session, template: str) -> Cluster:
    return replace(session.cluster("snellius"), run_root=template)


def test_run_folders_of_a_site(session: Session) -> None:
    assert run_root(_site(session, "/scratch/{account}/x"), "p1", THERE) == "/scratch/p1/x"
    assert run_root(_site(session, "/users/{user}"), None, THERE) == "/users/alice"
    assert run_root(_site(session, "~/llmtui"), None, THERE) == "/home1/alice/llmtui"
    assert run_root(_site(session, "$HOME/llmtui"), None, THERE) == "/home1/alice/llmtui"
    with pytest.raises(RequestError, match="account"):
        run_root(_site(session, "/scratch/{account}"), None, THERE)
    hostile = replace(THERE, environment={"SCRATCH": "/scratch/a\nb"})
    with pytest.raises(RequestError, match="'/scratch/a b' cannot be a folder on snellius"):
        run_root(_site(session, "$SCRATCH"), None, hostile)


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\x9b2Jb", "a\u202eb", "a\x85b", "a\u200bb"])
def test_a_folder_that_cannot_be_shown_is_refused(session: Session, text: str) -> None:
    hostile = replace(THERE, environment={"SCRATCH": f"/scratch/{text}", "HF_HOME": f"/scratch/{text}"})
    with pytest.raises(RequestError, match="cannot be a folder on snellius") as caught:
        run_root(_site(session, "$SCRATCH/runs"), None, hostile)
    assert caught.value.message.isprintable()
    with pytest.raises(RequestError, match="cannot be a folder on snellius"):
        hub_folder(replace(session.cluster("snellius"), hf_home=""), None, hostile)
    shown = replace(THERE, environment={"SCRATCH": "/scratch/jørgen x"})
    assert run_root(_site(session, "$SCRATCH/runs"), None, shown) == "/scratch/jørgen x/runs"


def test_without_a_login_run_folders_are_told_as_far_as_they_are_known(session: Session) -> None:
    assert run_root_words(_site(session, "/scratch/{account}/x"), "p1", None) == "/scratch/p1/x"
    later = "/scratch/p1/{user} (known after login)"
    assert run_root_words(_site(session, "/scratch/{account}/{user}"), "p1", None) == later
    assert run_root_words(_site(session, "$SCRATCH/x"), None, None) == "$SCRATCH/x (known after login)"
    assert run_root_words(_site(session, "$SCRATCH/x"), None, THERE) == "/pscratch/me/x"
    with pytest.raises(RequestError, match="account"):
        run_root_words(_site(session, "/scratch/{account}"), None, None)


def test_a_sites_own_variable_is_filled_in_where_it_is_set(session: Session) -> None:
    site = _site(session, "$SCRATCH/llmtui")
    assert run_root(site, None, THERE) == "/pscratch/me/llmtui"
    with pytest.raises(RequestError, match=r"under \$SCRATCH, which is not set there") as raised:
        run_root(site, None, replace(THERE, environment={}))
    assert "in the login files of snellius" in raised.value.hint


def test_where_no_run_folder_is_known_the_file_and_the_key_are_named(session: Session, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="where run folders belong on snellius is not known") as raised:
        run_root(session.cluster("snellius"), "p1", THERE)
    assert str(tmp_path / "home" / "config" / "clusters" / "snellius.yaml") in raised.value.hint
    assert "extends: snellius and run_root: /" in raised.value.hint


def test_the_runtime_is_the_same_zip_each_time() -> None:
    runtime_zip.cache_clear()
    first = runtime_zip()
    runtime_zip.cache_clear()
    assert runtime_zip() == first
    names = zipfile.ZipFile(BytesIO(first)).namelist()
    assert "llmtui_runtime/__main__.py" in names
    assert all(name.startswith("llmtui_runtime/") and name.endswith(".py") for name in names)
