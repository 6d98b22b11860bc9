"""Files that were edited by hand: in the draft, in the manifest, linted, submitted and kept with the record."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.slurm import FakeSlurm

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.bundle import ACCELERATE, MANIFEST, RUN, SCRIPT
from llmtui.domain.edits import Edit
from llmtui.domain.job import JobSpec
from llmtui.errors import RequestError
from llmtui.services.paths import Paths
from llmtui.services.preview import Draft
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.submission.submit import submit
from llmtui.services.watching.budget import QueryLog

DEMO = data_root() / "assets" / "demo"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))


@pytest.fixture
def spec() -> JobSpec:
    return load_job(DEMO / "job.yaml")


def edit_of(draft: Draft, file: str, old: str, new: str) -> Edit:
    text = draft.bundle.text(file)
    assert old in text
    return Edit(file, text, text.replace(old, new, 1))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_edit_is_in_the_files_and_the_manifest_says_so(session: Session, spec: JobSpec) -> None:
    plain = session.preview(spec, DEMO)
    assert "edited" not in json.loads(plain.bundle.text(MANIFEST))
    edit = edit_of(plain, SCRIPT, "set -eo pipefail", "set -exo pipefail")
    draft = session.preview(spec, DEMO, edits=[edit])
    assert draft.bundle.text(SCRIPT) == edit.text
    listed = json.loads(draft.bundle.text(MANIFEST))
    assert listed["files"][SCRIPT] == sha(edit.text)
    assert listed["edited"] == {SCRIPT: sha(edit.base_text)}
    assert set(listed["files"]) == set(plain.bundle.files) - {MANIFEST}
    assert draft.estimate == plain.estimate
    assert draft.errors == ()
    assert [finding.code for finding in draft.findings if finding.where == SCRIPT] == ["edited"]


def test_an_edit_outlives_a_change_of_the_form(session: Session, spec: JobSpec) -> None:
    edit = edit_of(session.preview(spec, DEMO), SCRIPT, "set -eo pipefail", "set -exo pipefail")
    later = replace(spec, placement=replace(spec.placement, time="00:42:00"))
    draft = session.preview(later, DEMO, edits=[edit])
    assert "set -exo pipefail" in draft.bundle.text(SCRIPT)
    assert "--time=00:42:00" in draft.bundle.text(SCRIPT)
    assert not [finding for finding in draft.findings if finding.code == "moved"]


def test_a_line_that_moved_under_an_edit_is_told(session: Session, spec: JobSpec) -> None:
    first = session.preview(spec, DEMO)
    line = next(line for line in first.bundle.text(SCRIPT).split("\n") if "--time=" in line)
    edit = edit_of(first, SCRIPT, line, "#SBATCH --time=03:00:00")
    later = replace(spec, placement=replace(spec.placement, time="00:42:00"))
    draft = session.preview(later, DEMO, edits=[edit])
    assert "--time=03:00:00" in draft.bundle.text(SCRIPT)
    (moved,) = [finding for finding in draft.findings if finding.code == "moved"]
    number = draft.edited[0].generated.split("\n").index("#SBATCH --time=00:42:00") + 1
    expected = f"generated line {number} of job.sh has changed since you edited: #SBATCH --time=00:42:00"
    assert (moved.severity, moved.message) == ("warning", expected)


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    [
        (SCRIPT, "#SBATCH --nodes=1", "#SBATCH --nodes=$N", "job.sh, line", "is $N to Slurm, to the letter"),
        (SCRIPT, "set -eo pipefail", "set -eo pipefail # \u202e", "job.sh, line", "U+202E"),
        (ACCELERATE, "use_cpu: true", "use_cpu: true: x", "accelerate.yaml, line", "not YAML"),
        (ACCELERATE, "use_cpu: true", "used_cpu: true", "accelerate.yaml", "accelerate refuses the key used_cpu"),
        (RUN, '"seed": 42', '"seed": 42,,', "run.json, line", "not JSON"),
        (RUN, '"seed": 42', '"sead": 42', "run.json, line", "unknown argument 'sead'; did you mean 'seed'?"),
        (RUN, '"seed": 42', '"seed": "x"', "run.json, line", "'seed' must be a whole number"),
        (RUN, '"task": "train"', '"task": "infer"', "run.json, line 2", "but job.sh starts train"),
        (RUN, '"about"', '"aboot"', "run.json, line", "unknown key 'aboot'"),
    ],
)
def test_errors_in_edited_files_name_file_and_line_and_stop_the_job(
    session: Session, spec: JobSpec, file: str, old: str, new: str, where: str, message: str
) -> None:
    edit = edit_of(session.preview(spec, DEMO), file, old, new)
    draft = session.preview(spec, DEMO, edits=[edit])
    assert any(found.where.startswith(where) and message in found.message for found in draft.errors), draft.errors
    number = edit.text[: edit.text.index(new)].count("\n") + 1
    assert not where.endswith("line") or any(found.where == f"{where} {number}" for found in draft.errors), draft.errors
    with pytest.raises(RequestError):
        session.submit(draft)
    assert session.jobs() == ()


@pytest.mark.parametrize("text", ["", "[]", "3", "null", '{"task": "train"}', "[" * 100_000, "\ud800", "{" * 9])
def test_any_text_may_stand_in_an_edited_file(session: Session, spec: JobSpec, text: str) -> None:
    plain = session.preview(spec, DEMO)
    for file in (SCRIPT, ACCELERATE, RUN):
        draft = session.preview(spec, DEMO, edits=[Edit(file, plain.bundle.text(file), text)])
        assert draft.errors
        session.save_form(spec, DEMO, [draft.edited[0].edit])
        assert session.form() is not None


def test_files_that_are_made_from_others_cannot_be_edited(session: Session, spec: JobSpec) -> None:
    draft = session.preview(spec, DEMO, edits=[Edit(MANIFEST, "", "{}"), Edit("../up", "", "x")])
    assert draft.edited == ()
    assert "../up" not in draft.bundle.files
    assert [found.code for found in draft.findings if found.code == "no-file"] == ["no-file", "no-file"]


def test_the_bytes_shown_are_submitted_and_kept_with_the_record(session: Session, spec: JobSpec) -> None:
    edit = edit_of(session.preview(spec, DEMO), SCRIPT, "set -eo pipefail", "set -exo pipefail")
    draft = session.preview(spec, DEMO, edits=[edit])
    slurm = FakeSlurm()
    record = submit(Link(draft.plan.cluster, slurm, QueryLog()), session.records, draft, lambda text: None)
    assert slurm.contents[f"{record.run_dir}/{SCRIPT}"] == draft.bundle.files[SCRIPT] == edit.text.encode()
    (kept,) = session.jobs()
    assert kept.edits == (edit,)
    again, base = session.resubmit(kept)
    assert session.preview(again, base, edits=kept.edits).bundle.text(SCRIPT) == edit.text
