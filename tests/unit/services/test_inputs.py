"""The user's files: found, refused with the key that names them, used in place or copied; and the form."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from llmtui.domain.bundle import InputFile, JobBundle
from llmtui.domain.edits import Edit
from llmtui.domain.job import Inference, JobSpec, Lora, Script, Training
from llmtui.errors import RequestError
from llmtui.remote.local import LocalTransport
from llmtui.services.form import FormState, load_form, save_form
from llmtui.services.paths import Paths
from llmtui.services.submission.inputs import gather, with_paths
from llmtui.services.submission.staging import put_bundle


def _spec(**training: str | None) -> JobSpec:
    return JobSpec(name="x", task="finetune", model="m", training=Training(**training))  # type: ignore[arg-type]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "train.jsonl").write_text('{"text": "a"}\n')
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "model").mkdir()
    (tmp_path / "here" / "rows").mkdir(parents=True)
    (tmp_path / "here" / "rows" / "train.jsonl").write_text('{"text": "a"}\n')
    return tmp_path


@pytest.mark.parametrize("name", ["d" * 300, "/" + "d" * 300, "d/" * 3000, "a\0b"], ids=["long", "root", "deep", "nul"])
def test_a_name_that_no_file_can_have_is_refused(base: Path, name: str) -> None:
    with pytest.raises(RequestError, match="cannot read") as caught:
        gather(_spec(dataset=name), base, None, in_place=True, check=True)
    assert caught.value.field == "training.dataset"
    script = JobSpec(name="x", task="script", model="m", script=Script("true", files=(name,)))
    with pytest.raises(RequestError, match="cannot read") as caught:
        gather(script, base, None, in_place=True, check=True)
    assert caught.value.field == "script.files"


def test_in_place_and_copied(base: Path) -> None:
    spec = _spec(dataset="train.jsonl", eval_dataset="cluster:/data/eval.jsonl")
    source, model = str(base / "train.jsonl"), str(base / "model")
    there = InputFile("training.eval_dataset", "/data/eval.jsonl", "/data/eval.jsonl", on_cluster=True)
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
        ("model", "model is empty"),
        ("rows", "cannot read rows: no such file"),
        ("here/rows", "here/rows is a name of the Hugging Face Hub, and there is one like it in {base}"),
        ("empty.jsonl", "empty.jsonl is empty"),
        (None, "no training data is named"),
    ],
)
def test_what_cannot_be_read_is_named(base: Path, dataset: str | None, message: str) -> None:
    with pytest.raises(RequestError) as caught:
        gather(_spec(dataset=dataset), base, None, in_place=True, check=True)
    assert (caught.value.message, caught.value.field) == (message.format(base=base.name), "training.dataset")
    assert caught.value.hint
    gather(_spec(dataset=dataset), base, None, in_place=True, check=False)


def test_a_folder_is_copied_and_a_data_set_of_the_hub_is_none_of_the_users_files(base: Path) -> None:
    found = gather(_spec(dataset="./here/rows", eval_dataset="imdb"), base, None, in_place=False, check=True)
    assert found == (InputFile("training.dataset", str(base / "here" / "rows"), "inputs/dataset/rows"),)
    put_bundle(LocalTransport(), str(base / "out"), JobBundle({}, found), lambda text: None)
    assert (base / "out" / "inputs" / "dataset" / "rows" / "train.jsonl").is_file()
    spec = _spec(dataset="some/rows", eval_dataset="cluster:/data/rows")
    written = with_paths(spec, gather(spec, base, None, in_place=False, check=True), lambda each: each.path)
    assert written == spec, "such names stay as they are"


@pytest.mark.parametrize("names", [("./here/rows", "here/../here/rows/"), ("train.jsonl", "./train.jsonl")])
def test_what_is_named_twice_is_copied_once_and_has_one_name_there(base: Path, names: tuple[str, str]) -> None:
    """Only under the name of the training data does `dataset_config` count for the data evaluated on."""
    spec = _spec(dataset=names[0], eval_dataset=names[1])
    found = gather(spec, base, None, in_place=False, check=True)
    there = f"inputs/dataset/{Path(names[0]).name}"
    assert [each.path for each in found] == [there, there]
    assert [each.field for each in found] == ["training.dataset", "training.eval_dataset"]
    written = with_paths(spec, found, lambda each: each.path).training
    assert (written.dataset, written.eval_dataset) == (there, there)
    copied: list[str] = []
    assert put_bundle(LocalTransport(), str(base / "out"), JobBundle({}, found), copied.append) == [there]
    assert len({line for line in copied if line.startswith("copying")}) == len(copied) == 1
    assert JobBundle({}, found).copied == found[:1]


def test_two_of_the_same_name_in_different_folders_stay_two(base: Path) -> None:
    (base / "other").mkdir()
    (base / "other" / "train.jsonl").write_text('{"text": "b"}\n')
    spec = _spec(dataset="train.jsonl", eval_dataset="other/train.jsonl")
    spec = replace(spec, training=replace(spec.training, eval_dataset="./other/train.jsonl"))
    found = gather(spec, base, None, in_place=False, check=True)
    assert [each.path for each in found] == ["inputs/dataset/train.jsonl", "inputs/eval_dataset/train.jsonl"]
    assert JobBundle({}, found).copied == found
    here = str(base / "train.jsonl")
    spec = _spec(dataset=f"cluster:{here}", eval_dataset=here)
    found = gather(spec, base, None, in_place=False, check=True)
    assert [each.path for each in found] == [here, "inputs/eval_dataset/train.jsonl"], "that is another machine's file"


def test_prompts_are_one_file(base: Path) -> None:
    spec = replace(_spec(), task="inference", inference=Inference(prompts="here/rows"))
    with pytest.raises(RequestError, match="cannot read here/rows: is a directory") as caught:
        gather(spec, base, None, in_place=True, check=True)
    assert "hub" not in (caught.value.hint or "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_a_file_of_somebody_else(base: Path) -> None:
    (base / "train.jsonl").chmod(0)
    with pytest.raises(RequestError, match="permission denied"):
        gather(_spec(dataset="train.jsonl"), base, None, in_place=True, check=True)


def test_inference_reads_prompts_and_no_data(base: Path) -> None:
    spec = replace(_spec(dataset="missing"), task="inference", inference=Inference(prompts="train.jsonl"))
    assert [found.field for found in gather(spec, base, None, in_place=True, check=True)] == ["inference.prompts"]


def test_the_form_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "state" / "form.json"
    assert load_form(path) is None
    lora = Lora(target_modules=("q_proj", "v_proj"))
    spec = replace(_spec(dataset="é\n'"), training=Training(lora=lora, learning_rate=1.0))
    form = FormState(spec, tmp_path, (Edit("job.sh", "a\n", "é\x1b[2J\r\n"),))
    save_form(path, form)
    assert load_form(path) == form
    for damage in ("", "{}", "[1]", '{"spec": {"name": 3}, "base": "/"}'):
        path.write_text(damage)
        assert load_form(path) is None


def test_a_form_of_an_older_version_has_no_edits(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    save_form(path, FormState(_spec(), tmp_path))
    plain = json.loads(path.read_text())
    del plain["edits"]
    path.write_text(json.dumps(plain))
    assert load_form(path) == FormState(_spec(), tmp_path, ())
    path.write_text(json.dumps({**plain, "edits": [{"file": "job.sh"}]}))
    assert load_form(path) is None


def test_llmtui_home_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    paths = Paths.default()
    assert paths.records == tmp_path / "home" / "state" / "records"
    assert not (tmp_path / "home").exists()
    monkeypatch.delenv("LLMTUI_HOME")
    assert "llmtui" in str(Paths.default().config)


def test_files_of_a_command_are_copied_and_its_model_is_not(base: Path) -> None:
    (base / "src").mkdir()
    (base / "src" / "train.py").write_text("print()\n")
    script = Script(command="python3 src/train.py", files=("./src/train.py", "model"))
    spec = JobSpec(name="x", task="script", model="model", script=script)
    model = str(base / "model")
    for in_place in (True, False):
        found = gather(spec, base, model, in_place=in_place, check=True)
        assert found == (
            InputFile("model", model, model),
            InputFile("script.files", str(base / "src/train.py"), "src/train.py"),
            InputFile("script.files", model, "model"),
        )
        assert [each.in_place for each in found] == [True, False, False]
        written = with_paths(spec, found, lambda each: each.source)
        assert (written.model, written.script) == (model, script)


def test_a_file_of_a_command_that_is_not_there(base: Path) -> None:
    spec = JobSpec(name="x", task="script", model="m", script=Script(command="python3 a.py", files=("a.py",)))
    with pytest.raises(RequestError, match=r"a\.py: no such file") as caught:
        gather(spec, base, None, in_place=True, check=True)
    assert caught.value.field == "script.files"
    assert gather(spec, base, None, in_place=True, check=False)[0].path == "a.py"


def test_a_program_stays_one(base: Path, tmp_path: Path) -> None:
    program = base / "run.sh"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    bundle = JobBundle({}, (InputFile("script.files", str(program), "bin/run.sh"),))
    put_bundle(LocalTransport(), str(tmp_path / "out"), bundle, lambda text: None)
    assert os.access(tmp_path / "out" / "bin" / "run.sh", os.X_OK)
