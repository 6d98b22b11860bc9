"""Models beside the run folders: listed with their users, deleted only when no run can need them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.runs import FaultyTransport, ended, link

from llmtui.domain.bundle import InputFile
from llmtui.domain.record import JobRecord, JobStatus
from llmtui.errors import CannotTellError, LlmtuiError, RequestError
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.runs.folders import Folders
from llmtui.services.runs.sharedmodels import Shared, is_shared_name
from llmtui.services.submission.upload import put_inputs

OLD_S = 7 * 86400.0


class Far(FaultyTransport):
    """Another machine whose files happen to be here."""

    @property
    def on_this_machine(self) -> bool:
        return False


class Desk:
    """Two ended runs that share a model, one with a model of its own, and a copy that broke off a week ago."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a 'root' $(touch x)"
        self.transport = Far()
        self.records = Records(folder / "records")
        self.folders = Folders(self.records, lambda name: link(self.root, self.transport))
        self.runs = [self.records.write(ended(self.root, number)) for number in (1, 2, 3)]
        for run, name in zip(self.runs, ("shared", "shared", "own"), strict=True):
            self.upload(folder / name, run)
        self.broken = self.root / "models" / f"{'ab' * 16}.0123abcd.part"
        self.left = self.root / "models" / f".{'cd' * 16}.0123abcd.part.0123456789abcdef.tmp"
        for left in (self.broken, self.left):
            left.mkdir()
            (left / "model.safetensors").write_bytes(b"w" * 200_000)
        (self.root / "models" / "mine").mkdir()
        self.age(OLD_S)

    def upload(self, source: Path, run: JobRecord) -> None:
        source.mkdir(exist_ok=True)
        (source / "model.safetensors").write_bytes(source.name.encode() * 100_000)
        Path(run.run_dir).mkdir(parents=True)
        put_inputs(self.transport, run.run_dir, [InputFile("model", str(source), "inputs/model/m")], lambda text: None)

    def age(self, seconds: float) -> None:
        moment = time.time() - seconds
        for path in [*self.root.rglob("*"), self.root]:
            os.utime(path, (moment, moment), follow_symlinks=False)

    def listed(self) -> tuple[Shared, ...]:
        return self.folders.models("lumi")

    def of(self, number: int) -> Shared:
        """The model of the n-th run."""
        target = os.readlink(Path(self.runs[number - 1].run_dir) / "inputs/model/m")
        return next(model for model in self.listed() if model.path == target)

    def left_over(self, path: Path) -> Shared:
        return next(model for model in self.listed() if model.path == str(path))

    def change(self, number: int, **changes: object) -> None:
        run = self.runs[number - 1]
        self.runs[number - 1] = self.records.write(replace(run, **changes))  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_there_and_who_uses_it(desk: Desk) -> None:
    scripts = desk.transport.scripts
    shared, own, *left = desk.listed()
    assert desk.transport.scripts == scripts + 1
    assert (shared.users, own.users) == ((desk.runs[0].id, desk.runs[1].id), (desk.runs[2].id,))
    assert shared.whole
    assert 550_000 < shared.size.bytes < 700_000
    assert 6.9 * 86400 < shared.age_s < 7.1 * 86400
    assert {model.path for model in left} == {str(desk.broken), str(desk.left)}
    assert not any(model.whole or model.users or model.kept for model in left)
    assert [model.kept for model in (shared, own)] == ["", ""]
    assert not (Path.cwd() / "x").exists()


def test_it_is_deleted_and_nothing_else(desk: Desk) -> None:
    delete = desk.folders.models_deletion()
    before = {path.name for path in (desk.root / "models").iterdir()}
    going = [desk.of(1), desk.left_over(desk.broken), desk.left_over(desk.left)]
    for model in going:
        delete(model)
    assert {path.name for path in (desk.root / "models").iterdir()} == before - {model.name for model in going}
    assert all(Path(run.run_dir).is_dir() for run in desk.runs)
    assert (Path(desk.runs[2].run_dir) / "inputs/model/m/model.safetensors").exists()
    assert desk.transport.asked == 1, "one squeue for all"


def _runs(desk: Desk) -> None:
    desk.change(2, status=JobStatus("RUNNING"))


def _vanished(desk: Desk) -> None:
    desk.change(2, seen="vanished")


def _names_it(desk: Desk) -> None:
    path = os.readlink(Path(desk.runs[0].run_dir) / "inputs/model/m")
    desk.records.write(ended(desk.root, 9, status=JobStatus("PENDING"), job_file=f"model: cluster:{path}\n"))


def _is_submitted(desk: Desk) -> None:
    desk.records.write(record(9, cluster="lumi", submission="STAGING", job_id=None))


def _runs_and_was_forgotten(desk: Desk) -> None:
    _runs(desk)
    desk.records.forget(desk.runs[1].id)


def _another_llmtui(desk: Desk) -> None:
    """From another machine, whose journal is not ours."""
    run = ended(desk.root, 77)
    (Path(run.run_dir) / "inputs/model").mkdir(parents=True)
    (Path(run.run_dir) / "inputs/model/m").symlink_to(os.readlink(Path(desk.runs[0].run_dir) / "inputs/model/m"))


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (_runs, r"job job-2 \(00000000\) reads it"),
        (_vanished, "job job-2 .* reads it"),
        (_names_it, "job job-9 .* reads it"),
        (_is_submitted, "job-9 .* is being submitted"),
        (_runs_and_was_forgotten, "job job-2 .* reads it"),
        (_another_llmtui, "run 0{8} reads it, which another llmtui made a moment ago"),
    ],
)
def test_a_model_that_a_run_needs_stays(desk: Desk, happens: Callable[[Desk], None], why: str) -> None:
    before = desk.of(1)
    happens(desk)
    with pytest.raises(RequestError, match=r"stays: |a moment ago|does not tell of"):
        desk.folders.models_deletion()(before)
    with pytest.raises(RequestError, match=f"stays: {why}"):
        desk.folders.models_deletion()(desk.of(1))
    assert Path(before.path).is_dir()
    assert desk.of(3).kept == "" or happens is _is_submitted


def test_runs_that_only_their_run_json_ties_to_it(desk: Desk) -> None:
    path = desk.of(1).path
    (desk.root / ("9" * 32)).mkdir()
    (desk.root / ("9" * 32) / "run.json").write_text(f'{{"model": "{path}"}}')
    assert "9" * 32 in desk.of(1).users
    desk.transport.queue = [("7", "PENDING", f"{desk.root}/{'9' * 32}")]
    with pytest.raises(RequestError, match="a job of run 99999999 waits or runs"):
        desk.folders.models_deletion()(desk.of(1))


def test_an_ended_run_that_goes_on_by_hand_needs_it(desk: Desk) -> None:
    desk.transport.queue = [("7", "RUNNING", desk.runs[1].run_dir)]
    with pytest.raises(RequestError, match="a job of run 00000000 waits or runs"):
        desk.folders.models_deletion()(desk.of(1))
    desk.folders.models_deletion()(desk.of(3))


def test_without_an_answer_of_the_queue_nothing_goes(desk: Desk) -> None:
    desk.transport.squeue = Result.said("failed", 1, "", "slurm_load_jobs error: Unable to contact slurm controller")
    with pytest.raises(CannotTellError, match="whether a job still reads it cannot be told"):
        desk.folders.models_deletion()(desk.of(1))
    assert Path(desk.of(1).path).is_dir()


def test_a_copy_on_its_way_stays(desk: Desk) -> None:
    old = desk.left_over(desk.broken)
    (desk.broken / "tokenizer.json").write_text("{}")
    assert desk.left_over(desk.broken).kept == "it changed a moment ago, so it may be on its way"
    for seen in (old, desk.left_over(desk.broken)):
        with pytest.raises(RequestError, match="a moment ago"):
            desk.folders.models_deletion()(seen)
    assert (desk.broken / "tokenizer.json").exists()


def test_a_deletion_that_was_cut_off_goes_on(desk: Desk, tmp_path: Path) -> None:
    """What is left has another name, so that no run takes it for the whole model."""
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "rm").write_text("#!/bin/sh\necho 'rm: Device or resource busy' >&2\nexit 1\n")
    (fake / "rm").chmod(0o755)
    desk.transport._path_prefix = fake
    model = desk.of(1)
    with pytest.raises(CannotTellError, match="resource busy"):
        desk.folders.models_deletion()(model)
    assert not Path(model.path).exists()
    (fake / "rm").unlink()
    (left,) = [found for found in desk.listed() if found.name.endswith(".gone")]
    assert (left.whole, left.kept) == (False, "")
    desk.folders.models_deletion()(left)
    assert not Path(left.path).exists()


def _elsewhere(desk: Desk, model: Shared) -> Shared:
    return replace(model, path=f"/tmp/models/{model.name}")


def _other_name(desk: Desk, model: Shared) -> Shared:
    return replace(model, path=f"{desk.root}/models/mine")


def _a_link(desk: Desk, model: Shared) -> Shared:
    os.rename(model.path, f"{model.path}x")
    Path(model.path).symlink_to(f"{model.path}x")
    return model


def _gone(desk: Desk, model: Shared) -> Shared:
    subprocess.run(["rm", "-r", model.path], check=True)
    return model


@pytest.mark.parametrize("harm", [_elsewhere, _other_name, _a_link, _gone])
def test_what_may_not_be_ours_stays(desk: Desk, harm: Callable[[Desk, Shared], Shared]) -> None:
    model = harm(desk, desk.of(3))
    before = sorted(str(path) for path in desk.root.rglob("*"))
    with pytest.raises(LlmtuiError):
        desk.folders.models_deletion()(model)
    assert sorted(str(path) for path in desk.root.rglob("*")) == before


def test_names() -> None:
    digest = "ab" * 16
    for name in (digest, f"{digest}.01ab23cd.part", f".{digest}.01ab23cd.part.0123456789abcdef.tmp", f".{digest}.gone"):
        assert is_shared_name(name)
    for name in ("mine", digest[1:], f"{digest}x", f"{digest}.bak", "..", f"{digest}/x", f"{digest}.part.orig"):
        assert not is_shared_name(name)


def test_a_folder_with_a_strange_name_keeps_what_it_uses(desk: Desk) -> None:
    folder = desk.root / "my own\n\x1b[2J" / "inputs/model"
    folder.mkdir(parents=True)
    (folder / "m").symlink_to(desk.of(3).path)
    assert desk.of(3).users == (desk.runs[2].id,)
    with pytest.raises(RequestError, match="is used by a folder that the list does not tell of"):
        desk.folders.models_deletion()(desk.of(3))


def test_nothing_is_listed_where_no_run_was(desk: Desk, tmp_path: Path) -> None:
    empty = Folders(Records(tmp_path / "none"), lambda name: link(desk.root, desk.transport))
    assert empty.models("lumi") == ()
