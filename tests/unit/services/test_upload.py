"""Inputs of a remote cluster: looked for where they are said to be, copied with figures, a model only once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.fakes.slurm import FakeSlurm

from llmtui.domain.bundle import InputFile
from llmtui.errors import RequestError, UnreachableError
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import FileStat, LinkLostError, Moved
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.submission.submit import submit
from llmtui.services.submission.upload import check_there, digest, put_inputs, telling
from llmtui.services.watching.budget import QueryLog


class Far(LocalTransport):
    """Another machine whose files happen to be here; `copied` counts what went over."""

    def __init__(self) -> None:
        super().__init__()
        self.copied: list[str] = []

    @property
    def on_this_machine(self) -> bool:
        return False

    def copy_in(self, source: Path, path: str, moved: Moved | None = None) -> None:
        self.copied.append(source.name)
        super().copy_in(source, path, moved)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "my-model"
    (folder / "sub").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"w" * 5000)
    (folder / "sub" / "x.txt").write_text("x")
    return folder


def _inputs(model: Path) -> tuple[InputFile, ...]:
    return (InputFile("model", str(model), "inputs/model/my-model"),)


def test_a_model_goes_over_once(model: Path, tmp_path: Path) -> None:
    far, told = Far(), [""]
    for run in ("run1", "run2"):
        (tmp_path / "root" / run).mkdir(parents=True)
        names = put_inputs(far, str(tmp_path / "root" / run), _inputs(model), told.append)
        assert names == ["inputs/model/my-model"]
        assert (tmp_path / "root" / run / names[0] / "sub" / "x.txt").read_text() == "x"
    assert far.copied == ["my-model"]
    assert told[-1] == f"{model} is on the cluster already"
    assert len(list((tmp_path / "root" / "models").iterdir())) == 1, "no half copy is left"
    (model / "config.json").write_text("[]")
    (tmp_path / "root" / "run3").mkdir()
    put_inputs(far, str(tmp_path / "root" / "run3"), _inputs(model), told.append)
    assert far.copied == ["my-model"] * 2, "other contents are another model"


def test_a_copy_that_lost_files_is_not_used(model: Path, tmp_path: Path) -> None:
    far = Far()
    for run in ("run1", "run2"):
        (tmp_path / "root" / run).mkdir(parents=True)
    put_inputs(far, str(tmp_path / "root" / "run1"), _inputs(model), lambda text: None)
    (kept,) = (tmp_path / "root" / "models").iterdir()
    (kept / "model.safetensors").unlink()
    put_inputs(far, str(tmp_path / "root" / "run2"), _inputs(model), lambda text: None)
    assert (tmp_path / "root" / "run2" / "inputs" / "model" / "my-model" / "model.safetensors").stat().st_size == 5000


def test_on_this_machine_everything_is_copied_as_before(model: Path, tmp_path: Path) -> None:
    put_inputs(LocalTransport(), str(tmp_path / "root" / "run"), _inputs(model), lambda text: None)
    assert not (tmp_path / "root" / "models").exists()
    assert not (tmp_path / "root" / "run" / "inputs" / "model" / "my-model").is_symlink()


def test_the_same_files_give_the_same_digest(model: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.symlink_to(model)
    first = digest(model, lambda done, whole: None)
    assert digest(again, lambda done, whole: None) == first
    (model / "sub" / "x.txt").rename(model / "x.txt")
    assert digest(model, lambda done, whole: None) != first


def test_progress_is_told_now_and_then() -> None:
    now = [0.0]
    told: list[str] = []
    moved = telling(told.append, "copying x", lambda: now[0])
    for done in range(0, 11 * 1024**2, 1024**2):
        now[0] += 0.25
        moved(done, 10 * 1024**2)
    assert told[:2] == ["copying x", "copying x: 1.0 MiB of 10.0 MiB"]
    assert len(told) == 6


def _check(transport: LocalTransport, path: str) -> None:
    mine = InputFile("training.dataset", "/mine/rows.jsonl", "/mine/rows.jsonl")
    check_there(transport, "lumi", (mine, InputFile("training.eval_dataset", path, path, on_cluster=True)))


def test_what_is_said_to_be_on_the_cluster_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "eval.jsonl").write_text("{}")
    _check(Far(), f"{tmp_path}/eval.jsonl")
    with pytest.raises(RequestError, match=r"there is no /data/none\.jsonl on lumi") as caught:
        _check(Far(), "/data/none.jsonl")
    assert caught.value.field == "training.eval_dataset"


@pytest.mark.parametrize(
    ("error", "kind"),
    [(PermissionError(13, "Permission denied"), RequestError), (LinkLostError("gone"), UnreachableError)],
)
def test_what_cannot_be_looked_at(error: OSError, kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: object, path: str) -> FileStat | None:
        raise error

    monkeypatch.setattr(Far, "stat", fails)
    with pytest.raises(kind):
        _check(Far(), "/x")


def test_a_submission_looks_before_it_writes_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    session = Session()
    draft = quick_draft(session.cluster("local"), session.models()[0], tmp_path)
    there = InputFile("training.dataset", "/data/none.jsonl", "/data/none.jsonl", on_cluster=True)
    draft = replace(draft, bundle=replace(draft.bundle, inputs=(there,)))
    slurm = FakeSlurm()
    with pytest.raises(RequestError, match="there is no /data/none"):
        submit(Link(draft.plan.cluster, slurm, QueryLog()), session.records, draft, lambda text: None)
    assert (session.jobs(), slurm.contents) == ((), {})
