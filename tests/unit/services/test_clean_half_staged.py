"""A folder whose staging broke off, for a full disk or a lost link, can go; one with other things in it stays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.runs import FaultyTransport, ended, link, write_run

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import LlmtuiError, RequestError
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.runs.clean import delete
from llmtui.services.session import Session
from llmtui.services.submission.submit import submit
from llmtui.services.watching.queries import QueryLog

NOW = 1_800_000_000.0


class Desk:
    """A run that was never submitted, and another one beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.transport = FaultyTransport()
        self.records = Records(folder / "records")
        self.made = self.records.write(ended(self.root, 1))
        (self.root / "other").mkdir(parents=True)

    def change(self, **changes: object) -> JobRecord:
        self.made = self.records.write(replace(self.made, **changes))  # type: ignore[arg-type]
        return self.made

    def never(self, submission: str, files: tuple[str, ...]) -> Path:
        """The folder, as a submission leaves it that broke off with these files in it."""
        self.change(status=None, submission=submission, job_id=None, problem="disk quota exceeded")
        os.mkdir(self.made.run_dir)
        return write_run(self.made, dict.fromkeys(files, b"x"))

    def delete(self) -> JobRecord:
        return delete(link(self.root, self.transport), self.records, self.made, NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


#: What lies in a folder whose staging broke off: an input, then the job's files, then the manifest, was on its way.
_HALVES: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "an input": ("inputs/model/.m.0123456789abcdef.tmp/model.safetensors",),
    "another input": ("inputs/model/m/model.safetensors", "inputs/dataset/.rows.jsonl.x_1.tmp"),
    "the script": ("inputs/dataset/rows.jsonl", ".job.sh.0123456789abcdef.tmp"),
    "the runtime": ("job.sh", "accelerate.yaml", "run.json", "job.yaml", ".runtime.zip.ab_12cd.tmp"),
    "the manifest": ("job.sh", "run.json", "job.yaml", "runtime.zip", ".manifest.json.ab12.tmp"),
}


def test_a_run_that_was_refused_can_go(desk: Desk) -> None:
    desk.never("REJECTED", ("job.sh", "manifest.json", "submit.lock/attempt-1/rc"))
    assert desk.delete().deleted_at == NOW


@pytest.mark.parametrize("submission", ["STAGED", "STAGING", "DRAFT"])
@pytest.mark.parametrize("files", _HALVES.values(), ids=_HALVES)
def test_a_run_that_was_half_staged_can_go(desk: Desk, submission: str, files: tuple[str, ...]) -> None:
    desk.never(submission, files)
    assert desk.delete().deleted_at == NOW
    assert os.listdir(desk.root) == ["other"]


@pytest.mark.parametrize(
    "name", ["thesis.tex", ".hidden", "inputs job.sh", "..x", ".thesis.tex.ab12.tmp", "output/x", "a\nb", "*", ".tmp"]
)
@pytest.mark.parametrize("half", ["nothing", "the runtime"])
def test_a_half_staged_folder_with_something_else_stays(desk: Desk, name: str, half: str) -> None:
    folder = desk.never("STAGING", (*_HALVES[half], name))
    with pytest.raises(RequestError, match="neither llmtui's manifest nor a job id"):
        desk.delete()
    assert (folder / name).exists()


@pytest.mark.parametrize("submission", ["SUBMITTED", "REJECTED"])
def test_staging_is_over_for_a_job_that_was_submitted(desk: Desk, submission: str) -> None:
    folder = desk.never("STAGING", _HALVES["the runtime"])
    desk.change(submission=submission, job_id=1 if submission == "SUBMITTED" else None, status=JobStatus("FAILED"))
    with pytest.raises(RequestError, match="neither llmtui's manifest nor a job id"):
        desk.delete()
    assert (folder / "job.sh").exists()


class FullDisk(FaultyTransport):
    """The quota is used up after so many files of the job; what was on its way stays where the link was lost too."""

    def __init__(self, files: int) -> None:
        super().__init__()
        self.left = files

    def put_files(self, folder: str, files: Mapping[str, tuple[bytes, int]]) -> None:
        for name, data in files.items():
            if not self.left:
                (Path(folder) / f".{name}.ab_12.tmp").write_bytes(data[0][:10])
                raise OSError(122, "Disk quota exceeded", f"{folder}/{name}")
            self.left -= 1
            super().put_files(folder, {name: data})


@pytest.mark.parametrize("files", [0, 1])
def test_what_a_real_submission_leaves_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    session, transport = Session(), FullDisk(files)
    root, records = tmp_path / "root", Records(tmp_path / "records")
    site = replace(session.cluster("local"), run_root=str(root))
    (tmp_path / "base").mkdir()
    draft = quick_draft(site, session.models()[0], tmp_path / "base")
    reach = Link(site, transport, QueryLog())
    with pytest.raises(LlmtuiError, match="Disk quota exceeded"):
        submit(reach, records, draft, lambda text: None)
    (made,) = records.load().records
    (folder,) = root.iterdir()
    assert len(list(folder.rglob("*"))) > files, "something is left"
    assert not (folder / "manifest.json").exists()
    assert delete(reach, records, made, NOW).deleted_at == NOW
    assert list(root.iterdir()) == []
