"""The fetching program with the real huggingface_hub, against a hub on this machine."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.wholehub import COMMIT, Asked, whole_hub

from llmtui.services.prefetch import worker
from llmtui.services.prefetch.wanted import Kind, Wanted

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("huggingface_hub") is None, reason="needs huggingface_hub: pip install 'llmtui[hub]'"
)
FILES = {
    "config.json": b"{}",
    "model.safetensors": b"w" * 70_000,
    "pytorch_model.bin": b"b" * 70_000,
    "original/params.json": b"o",
    "sub/notes [x]?.txt": b"n",
    "onnx/model.onnx": b"x",
}


@pytest.fixture
def hub() -> Iterator[tuple[str, Asked]]:
    with whole_hub("model", "some/model", FILES) as found:
        yield found


@pytest.fixture
def endpoint(hub: tuple[str, Asked]) -> str:
    return hub[0]


@pytest.fixture
def asked(hub: tuple[str, Asked]) -> Asked:
    return hub[1]


def _given(asked: Asked) -> list[str]:
    return [path for path, _ in asked if path.startswith("GET") and "/resolve/" in path]


def _run(folder: Path, endpoint: str, name: str, kind: Kind = "model", **more: str) -> subprocess.CompletedProcess[str]:
    files = worker.files(Wanted(kind, name), str(folder), str(folder / "hf"), None)
    (folder / worker.PROGRAM).write_bytes(files[worker.PROGRAM][0])
    environment = {"HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "hf"), "HF_HUB_DISABLE_XET": "1", **more}
    words = [sys.executable, worker.PROGRAM, kind, name]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "http", "HTTP"))}
    return subprocess.run(
        words, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_weights_come_in_one_format_and_are_found_offline(endpoint: str, asked: Asked, tmp_path: Path) -> None:
    done = _run(tmp_path, endpoint, "some/model")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "total").read_text() == f"{70_000 + 2 + 1}\n"
    place = tmp_path / "hf" / "hub" / Wanted("model", "some/model").key
    snapshot = place / "snapshots" / COMMIT
    files = {path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()}
    assert files == {"config.json", "model.safetensors", "sub/notes [x]?.txt"}
    assert (place / "refs" / "main").read_text() == COMMIT, "a job without internet finds the revision by this"
    assert {token for _, token in asked} == {""}, "no token, none is sent"
    before = _given(asked)
    assert _run(tmp_path, endpoint, "some/model").returncode == 0
    after = _given(asked)
    assert after == before, "what is there is not fetched twice"


def test_the_token_of_the_file_is_sent(endpoint: str, asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hf_canarycanarycanary\n")
    done = _run(tmp_path, endpoint, "some/model", HF_TOKEN_PATH=str(tmp_path / "token"))
    assert done.returncode == 0, done.stderr
    sent = {token for path, token in asked if "some/model" in path}
    assert sent == {"Bearer hf_canarycanarycanary"}, asked
    assert "canary" not in done.stdout + done.stderr


def test_a_repository_that_is_not_there_is_one_line(endpoint: str, tmp_path: Path) -> None:
    done = _run(tmp_path, endpoint, "no/where")
    (last,) = done.stderr.strip().splitlines()[-1:]
    assert (done.returncode, last.startswith("RepositoryNotFoundError: 404")) == (1, True), done.stderr


def test_a_data_set_comes_whole_and_one_with_a_program_of_its_own_not_at_all(tmp_path: Path) -> None:
    files = {"README.md": b"r", "data/train-00000.parquet": b"p", "original/x.bin": b"o"}
    with whole_hub("dataset", "some/rows", files) as (endpoint, _):
        assert _run(tmp_path, endpoint, "some/rows", "dataset").returncode == 0
    snapshot = tmp_path / "hf" / "hub" / Wanted("dataset", "some/rows").key / "snapshots" / COMMIT
    assert {path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()} == set(files)
    with whole_hub("dataset", "some/rows", {**files, "rows.py": b"import datasets\n"}) as (endpoint, asked):
        done = _run(tmp_path, endpoint, "some/rows", "dataset")
        assert (done.returncode, _given(asked)) == (1, [])
    assert "some/rows is read by a program of its own, rows.py" in done.stderr
