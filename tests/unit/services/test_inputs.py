"""The user's files: found, refused with the key that names them, used in place or copied; and the form."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from llmtui.domain.bundle import InputFile, JobBundle
from llmtui.domain.job import Inference, JobSpec, Lora, Training
from llmtui.errors import RequestError
from llmtui.services.form import FormState, load_form, save_form
from llmtui.services.inputs import gather, with_paths
from llmtui.services.paths import Paths
from llmtui.services.staging import write_bundle


def _spec(**training: str | None) -> JobSpec:
    return JobSpec(name="x", task="finetune", model="m", training=Training(**training))  # type: ignore[arg-type]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "train.jsonl").write_text('{"text": "a"}\n')
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "model").mkdir()
    return tmp_path


def test_in_place_and_copied(base: Path) -> None:
    spec = _spec(dataset="train.jsonl", eval_dataset="cluster:/data/eval.jsonl")
    source, model = str(base / "train.jsonl"), str(base / "model")
    there = InputFile("training.eval_dataset", "/data/eval.jsonl", "/data/eval.jsonl")
    assert gather(spec, base, model, in_place=True, check=True) == (
        InputFile("model", model, model),
        InputFile("training.dataset", source, source),
        there,
    )
    copied = gather(spec, base, model, in_place=False, check=True)
    assert [found.path for found in copied] == ["inputs/model/model", "inputs/dataset/train.jsonl", there.path]
    written = with_paths(spec, copied, lambda found: found.path)
    assert written.model == "inputs/model/model"
    assert written.training.dataset == "inputs/dataset/train.jsonl"
    assert written.training.eval_dataset == "cluster:/data/eval.jsonl"


@pytest.mark.parametrize(
    ("dataset", "message"),
    [
        ("missing.jsonl", "cannot read missing.jsonl: no such file"),
        ("imdb", "cannot read imdb: no such file"),
        ("model", "cannot read model: is a directory"),
        ("empty.jsonl", "empty.jsonl is empty"),
        (None, "no training data is named"),
    ],
)
def test_what_cannot_be_read_is_named(base: Path, dataset: str | None, message: str) -> None:
    with pytest.raises(RequestError) as caught:
        gather(_spec(dataset=dataset), base, None, in_place=True, check=True)
    assert (caught.value.message, caught.value.field) == (message, "training.dataset")
    assert caught.value.hint
    gather(_spec(dataset=dataset), base, None, in_place=True, check=False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_a_file_of_somebody_else(base: Path) -> None:
    (base / "train.jsonl").chmod(0)
    with pytest.raises(RequestError, match="permission denied"):
        gather(_spec(dataset="train.jsonl"), base, None, in_place=True, check=True)


def test_inference_reads_prompts_and_no_data(base: Path) -> None:
    spec = replace(_spec(dataset="missing"), task="inference", inference=Inference(prompts="train.jsonl"))
    assert [found.field for found in gather(spec, base, None, in_place=True, check=True)] == ["inference.prompts"]


def test_a_bundle_in_a_folder_of_the_users(base: Path, tmp_path: Path) -> None:
    source = InputFile("training.dataset", str(base / "train.jsonl"), "inputs/dataset/train.jsonl")
    bundle = JobBundle({"job.sh": b"#!/bin/bash\n", "run.json": b"{}"}, (source,))
    folder = tmp_path / "out" / "job"
    told: list[str] = []
    assert write_bundle(bundle, folder, progress=told.append) == ["inputs/dataset/train.jsonl", "job.sh", "run.json"]
    assert (folder / "inputs/dataset/train.jsonl").read_text() == '{"text": "a"}\n'
    assert os.access(folder / "job.sh", os.X_OK)
    assert told
    with pytest.raises(RequestError, match="cannot write"):
        write_bundle(bundle, base / "train.jsonl", progress=told.append)


def test_the_form_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "state" / "form.json"
    assert load_form(path) is None
    lora = Lora(target_modules=("q_proj", "v_proj"))
    form = FormState(replace(_spec(dataset="é\n'"), training=Training(lora=lora, learning_rate=1.0)), tmp_path)
    save_form(path, form)
    assert load_form(path) == form
    for damage in ("", "{}", "[1]", '{"spec": {"name": 3}, "base": "/"}'):
        path.write_text(damage)
        assert load_form(path) is None


def test_llmtui_home_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    paths = Paths.default()
    assert paths.records == tmp_path / "home" / "state" / "records"
    assert not (tmp_path / "home").exists()
    monkeypatch.delenv("LLMTUI_HOME")
    assert "llmtui" in str(Paths.default().config)
