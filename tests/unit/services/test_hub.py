"""Models by their id on the hub, through the command line: huggingface_hub reads its settings when it is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.hub import fake_hub

from llmtui.services.hub import is_hub_id

_CONFIG = {
    "model_type": "llama",
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "vocab_size": 256,
}
_FILES = {
    "someone/small/resolve/main/config.json": json.dumps(_CONFIG),
    "someone/broken/resolve/main/config.json": "{",
    "someone/weights-only/resolve/main/model.safetensors": "",
}
_NEVER = "http://127.0.0.1:9"


def _estimate(
    tmp_path: Path, endpoint: str, model: str, *options: str, **more: str
) -> subprocess.CompletedProcess[str]:
    job = tmp_path / "job.yaml"
    lines = ["version: 1", "name: hub", "task: finetune", f"model: {model}", "placement: {cluster: local}"]
    job.write_text("\n".join([*lines, "training: {dataset: rows.txt}", ""]))
    home = {"HOME": str(tmp_path), "HF_HOME": str(tmp_path / "hf"), "HF_ENDPOINT": endpoint, "no_proxy": "*"}
    dropped = {name for name in os.environ if name.startswith(("HF_", "XDG_"))}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    command = [sys.executable, "-m", "llmtui", "estimate", str(job), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={**kept, **home, **more})


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("org/name", True),
        ("Qwen/Qwen3-0.6B", True),
        ("name", False),
        ("../x", False),
        ("a/b/c", False),
        ("a b/c", False),
    ],
)
def test_what_looks_like_an_id(name: str, is_one: bool) -> None:
    assert is_hub_id(name) is is_one


def test_the_hub_gives_a_config_once_and_then_the_cache_does(tmp_path: Path) -> None:
    with fake_hub(_FILES) as (endpoint, asked):
        done = _estimate(tmp_path, endpoint, "someone/small", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["model"] == "someone/small"
    # Embedding and head, and two layers of 4 x 64 x 64 + 3 x 64 x 128 + 2 x 64, and the last norm.
    assert found["parameters"] == 2 * 256 * 64 + 2 * (4 * 64 * 64 + 3 * 64 * 128 + 128) + 64
    assert any(line.endswith("/someone/small/resolve/main/config.json") for line in asked)
    assert not [line for line in asked if "safetensors" in line]
    again = _estimate(tmp_path, _NEVER, "someone/small", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["parameters"] == found["parameters"]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("someone/else", "the Hugging Face Hub has no model someone/else"),
        ("someone/weights-only", "has no config.json"),
        ("closed/model", "is gated"),
        ("someone/broken", "config.json"),
    ],
)
def test_what_the_hub_does_not_give_is_said(tmp_path: Path, model: str, words: str) -> None:
    with fake_hub(_FILES, gated="closed/") as (endpoint, _):
        done = _estimate(tmp_path, endpoint, model)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "job.yaml:4" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_hub_the_message_says_what_to_do(tmp_path: Path) -> None:
    for more in ({}, {"HF_HUB_OFFLINE": "1"}):
        done = _estimate(tmp_path, _NEVER, "someone/small", **more)
        assert done.returncode == 2, done.stderr
        assert "cannot be asked" in done.stderr
        assert "a folder with its config.json" in done.stderr
        assert "Traceback" not in done.stderr


def test_without_the_extra_the_hint_names_it(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked" / "huggingface_hub"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('not installed')")
    done = _estimate(tmp_path, _NEVER, "someone/small", PYTHONPATH=str(blocked.parent))
    assert done.returncode == 2, done.stderr
    assert "unknown model 'someone/small'" in done.stderr
    assert "llmtui[hub]" in done.stderr
