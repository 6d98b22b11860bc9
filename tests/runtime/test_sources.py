"""Texts out of folders and of the hub's cache: the right split of the right configuration, and nothing half read."""

from __future__ import annotations

import importlib.util
import json
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.hubcache import parquet, reviews, snapshot

from llmtui.domain.hubnames import hub_dataset
from llmtui.runtime.args import TrainArguments
from llmtui.runtime.errors import RunError
from llmtui.runtime.sources import Source, eval_source, is_hub_id, read_source, train_source

from .conftest import Inputs, Runtime, arguments

NAME = "some/reviews"
TEXTS = ["one", "two", "three", "four", "five"]
SOURCE = Source("dataset", NAME, "text", None, "train")
LACKING = [name for name in ("datasets", "huggingface_hub", "pyarrow") if importlib.util.find_spec(name) is None]
needs_datasets = pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)}: pip install 'llmtui[runtime]'")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """HF_HOME of this process, and a machine that can call nobody."""
    folder = tmp_path / "hf"

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a job asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    if not LACKING:
        from huggingface_hub import constants

        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder / "hub"))
    return folder


@needs_datasets
def test_a_split_is_read_shard_after_shard(home: Path) -> None:
    snapshot(home, NAME, reviews(TEXTS))
    assert read_source(SOURCE) == TEXTS
    assert read_source(SOURCE._replace(split="test")) == ["held out"]
    assert read_source(SOURCE._replace(config="short")) == ["short"]
    assert {path.name for path in home.iterdir()} == {"hub"}, "nothing is written beside it"


@needs_datasets
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"split": "validation"}, "some/reviews has no split 'validation'; it has train, test"),
        ({"config": "long"}, "some/reviews has no configuration 'long'; it has plain_text, short"),
        ({"field": "body"}, "some/reviews: no column 'body'; it has text, label; set dataset_text_field"),
        ({"field": "label"}, "some/reviews, row 1: column 'label' is not text"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(home: Path, changes: dict[str, str], message: str) -> None:
    snapshot(home, NAME, reviews(TEXTS))
    with pytest.raises(RunError) as caught:
        read_source(SOURCE._replace(**changes))
    assert str(caught.value) == message


@needs_datasets
def test_without_a_default_the_configuration_has_to_be_named(home: Path) -> None:
    card = "---\nconfigs:\n- config_name: a\n  data_files: a.jsonl\n- config_name: b\n  data_files: b.jsonl\n---\n"
    line = b'{"text": "x"}\n'
    snapshot(home, NAME, {"README.md": card.encode(), "a.jsonl": line, "b.jsonl": line})
    with pytest.raises(RunError, match="has the configurations a, b; name one in dataset_config"):
        read_source(SOURCE)
    assert read_source(SOURCE._replace(config="b")) == ["x"]


@needs_datasets
def test_lines_and_plain_text_without_a_card(home: Path) -> None:
    snapshot(home, NAME, {"data/train.jsonl": b'{"text": "a"}\n{"text": "b"}\n', "data/test.jsonl": b'{"text": "t"}\n'})
    snapshot(home, "some/lines", {"all.txt": b"one\n\ntwo\n", ".gitattributes": b""})
    assert read_source(SOURCE) == ["a", "b"]
    assert read_source(SOURCE._replace(split="test")) == ["t"]
    assert read_source(SOURCE._replace(name="some/lines")) == ["one", "two"]


@needs_datasets
def test_a_fetch_that_did_not_end_is_not_trained_on(home: Path) -> None:
    """By the hub's own list of the files, which newer versions of its library keep, and by the rows of the card."""
    files = reviews(TEXTS)
    folder = snapshot(home, NAME, files)
    (folder / "plain_text/train-00001-of-00002.parquet").unlink()
    with pytest.raises(RunError, match=r"split 'train' has 2 rows, its README.md says 5: files are missing"):
        read_source(SOURCE)
    from huggingface_hub import __version__

    if int(__version__.partition(".")[0]) >= 2:
        listed = {name: {"size": len(data), "blob_id": "0" * 40} for name, data in files.items()}
        trees = folder.parents[1] / "trees"
        trees.mkdir()
        (trees / f"{folder.name}.json").write_text(json.dumps({"format_version": 1, "files": listed}))
        with pytest.raises(RunError, match=r"is not whole in the Hugging Face cache .*llmtui stage JOB"):
            read_source(SOURCE)


@needs_datasets
def test_what_was_not_fetched_is_named_with_the_way_to_fetch_it(home: Path) -> None:
    with pytest.raises(RunError) as caught:
        read_source(SOURCE)
    where = f"the Hugging Face cache {home / 'hub'}"
    assert str(caught.value) == f"{NAME} is not in {where}; fetch it there before the job: llmtui stage JOB"
    snapshot(home, NAME, {})
    with pytest.raises(RunError, match="has no files in the Hugging Face cache"):
        read_source(SOURCE)


@needs_datasets
def test_a_loading_script_is_refused_though_there_are_files(home: Path) -> None:
    snapshot(home, NAME, {"reviews.py": b"import datasets\n", "dummy.csv": b"text\nno\n"})
    with pytest.raises(RunError, match=r"read by a program of its own, reviews\.py"):
        read_source(SOURCE)


@needs_datasets
@pytest.mark.parametrize("files", [{"model.bin": b"x"}, {"train.parquet": b"no parquet"}, {"train.jsonl": b"{\n"}])
def test_what_cannot_be_read_is_one_line(home: Path, files: dict[str, bytes]) -> None:
    snapshot(home, NAME, files)
    with pytest.raises(RunError, match=f"cannot read {NAME}: ") as caught:
        read_source(SOURCE)
    assert "\n" not in str(caught.value)


@needs_datasets
def test_a_folder_of_the_users_is_read_the_same_way(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "train-0.parquet").write_bytes(parquet(["a", "b"], "body"))
    (folder / "test-0.parquet").write_bytes(parquet(["t"], "body"))
    source = SOURCE._replace(name=str(folder), field="body")
    assert read_source(source) == ["a", "b"], "what is held out is not trained on"
    (folder / "train-0.parquet").write_bytes(parquet([" ", ""], "body"))
    with pytest.raises(RunError, match="holds no text in split 'train'"):
        read_source(source)


def test_a_python_without_the_library_is_told_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)
    (tmp_path / "train.jsonl").write_text('{"text": "a"}\n')
    with pytest.raises(RunError, match=r"are read by the package datasets, which .* does not have"):
        read_source(SOURCE._replace(name=str(tmp_path)))
    assert read_source(SOURCE._replace(name=str(tmp_path / "train.jsonl"))) == ["a"]


def test_the_job_calls_the_same_names_a_data_set_of_the_hub_as_llmtui_does() -> None:
    names = ["a/b", "a/b.jsonl", "A/b.TXT", "./a/b", "/a/b", "a/b/c", "a", "cluster:/a/b", "~/b", "a/", "a/é", "a/b\n"]
    assert [is_hub_id(name) for name in names] == [hub_dataset(name) is not None for name in names]
    assert [name for name in names if is_hub_id(name)] == ["a/b"]


def test_the_same_data_set_is_evaluated_in_its_test_split() -> None:
    both = TrainArguments("m", "a/b", eval_dataset="a/b", dataset_config="short", dataset_test_split="held")
    assert train_source(both) == Source("dataset", "a/b", "text", "short", "train")
    assert eval_source(both) == Source("eval_dataset", "a/b", "text", "short", "held")
    other = eval_source(replace(both, eval_dataset="c/d"))
    assert other is not None
    assert other.config is None
    assert eval_source(replace(both, eval_dataset=None)) is None


@needs_datasets
@pytest.mark.runtime
def test_a_run_trains_on_the_cache(
    home: Path, inputs: Inputs, runtime: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [json.loads(line)["text"] for line in inputs.train.read_text().splitlines()]
    snapshot(home, NAME, reviews(texts))
    values = arguments(inputs, dataset=NAME, eval_dataset=NAME, max_steps=1, eval_on_start=False, eval_steps=None)
    run = runtime("train", values)
    said = capsys.readouterr().out
    assert run.code == 0
    assert f"dataset {NAME}: 100 texts" in said
    assert f"eval_dataset {NAME}: 1 texts" in said
    run = runtime("train", {**values, "dataset": "no/where"})
    assert (run.code, "dataset: no/where is not in the Hugging Face cache" in capsys.readouterr().err) == (1, True)
