"""A tiny model and texts, and the runtime run in this process or in fresh ones."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from llmtui.runtime.__main__ import main
from llmtui.runtime.events import read_lines

SRC = Path(__file__).resolve().parents[2] / "src"
STACK = ("torch", "transformers", "accelerate", "peft")
END = "<end>"
WORDS = ["the", "a", "cat", "dog", "bird", "sat", "ran", "flew", "on", "under", "over", "mat", "tree", "house", "and"]


def missing() -> list[str]:
    """Packages of the Hugging Face stack that this Python lacks."""
    return [name for name in STACK if importlib.util.find_spec(name) is None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = missing()
    if lacking:
        skip = pytest.mark.skip(reason=f"needs {', '.join(lacking)}: pip install 'llmtui[runtime]'")
        for item in items:
            if item.get_closest_marker("runtime"):
                item.add_marker(skip)


@dataclass(frozen=True)
class Inputs:
    """A model folder of a few thousand parameters with 64 positions, and texts to train on and to hold out."""

    model: Path
    train: Path
    held_out: Path


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    folder = tmp_path_factory.mktemp("inputs")
    chance = random.Random(5)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(4, 30))) for _ in range(120)]
    made = Inputs(folder / "model", folder / "train.jsonl", folder / "eval.jsonl")
    write_jsonl(made.train, [{"text": text} for text in texts[:100]])
    write_jsonl(made.held_out, [{"text": text} for text in texts[100:]])
    build_model(made.model, texts[:100])
    return made


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def build_model(folder: Path, texts: list[str]) -> None:
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(special_tokens=[END], initial_alphabet=alphabet))
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END)
    fast.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(fast),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=64,
        bos_token_id=None,
        eos_token_id=fast.eos_token_id,
    )
    torch.manual_seed(0)
    LlamaForCausalLM(config).save_pretrained(folder)


def arguments(inputs: Inputs, **changes: Any) -> dict[str, Any]:
    """A short training run on the CPU."""
    return {
        "model_name_or_path": str(inputs.model),
        "dataset": str(inputs.train),
        "eval_dataset": str(inputs.held_out),
        "use_cpu": True,
        "max_length": 32,
        "per_device_train_batch_size": 4,
        "max_steps": 6,
        "learning_rate": 1e-2,
        "logging_steps": 2,
        "eval_steps": 3,
        "eval_on_start": True,
        "save_steps": 4,
        **changes,
    }


@dataclass(frozen=True)
class Run:
    """What a run left in its folder; the folder is the working directory of the test."""

    code: int
    folder: Path

    @property
    def events(self) -> list[dict[str, Any]]:
        return read_lines((self.folder / "events.jsonl").read_text(encoding="utf-8"))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]

    def state(self, folder: str = "output") -> dict[str, Any]:
        state: dict[str, Any] = json.loads((self.folder / folder / "trainer_state.json").read_text())
        return state


Runtime = Callable[..., Run]


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runtime]:
    """`runtime(task, arguments, *flags)` in this process, whose libraries are loaded already."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    def run(task: str, values: dict[str, Any], *flags: str) -> Run:
        write_config(tmp_path, task, values)
        return Run(main([task, "--config", "run.json", *flags]), tmp_path)

    yield run
    if not missing():
        # The next run may want another precision, which accelerate settles once a process.
        from accelerate.state import AcceleratorState

        AcceleratorState._reset_state(reset_partial_state=True)


def write_config(folder: Path, task: str, values: dict[str, Any]) -> None:
    (folder / "run.json").write_text(json.dumps({"task": task, "arguments": values}), encoding="utf-8")


def spawn(folder: Path, command: list[str], pythonpath: Path = SRC) -> subprocess.CompletedProcess[str]:
    """Run `python ...` as a job would: one thread, no ranks of an outer launcher; nothing of it outlives the test."""
    environment = {name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE")}
    environment.update(PYTHONPATH=str(pythonpath), OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1")
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=120)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, out, err)
