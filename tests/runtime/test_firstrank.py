"""Under FSDP 2 the first rank reads the weights and the others none: same training, less host memory."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from llmtui.domain.loading import SAVED_BUFFERS
from llmtui.runtime import events as ev
from llmtui.runtime import firstrank
from llmtui.runtime.args import TrainArguments
from llmtui.runtime.errors import RunError
from llmtui.runtime.firstrank import first_rank_reads, read_on_first
from llmtui.runtime.load import load_empty, load_model

from .conftest import Inputs, Run, Runtime, arguments, spawn, write_config
from .shapes import SMALL
from .test_launch import ACCELERATE, FSDP

LOADS = Path(__file__).with_name("loads.py")
ON = {"ACCELERATE_USE_FSDP": "true", "FSDP_CPU_RAM_EFFICIENT_LOADING": "true", "FSDP_VERSION": "2"}
STEPS = 3


def launched(folder: Path, values: dict[str, Any]) -> tuple[Run, list[dict[str, Any]]]:
    """The run of two ranks, and what loading left in each."""
    write_config(folder, "train", {**values, "expected_world_size": 2, "sharding": "fsdp"})
    plugin = {**FSDP, "fsdp_cpu_ram_efficient_loading": True}
    launch = {**ACCELERATE, "distributed_type": "FSDP", "fsdp_config": plugin}
    (folder / "accelerate.json").write_text(json.dumps(launch))
    launcher = ["-m", "accelerate.commands.launch", "--config_file", "accelerate.json"]
    done = spawn(folder, [*launcher, str(LOADS), "train", "--config", "run.json"])
    assert done.returncode == 0, done.stderr
    return Run(0, folder), [json.loads((folder / f"loaded-{rank}.json").read_text()) for rank in (0, 1)]


def saved(folder: Path, **config: Any) -> Any:
    """A model of that config with random weights, saved in `folder`; its class."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    torch.manual_seed(0)
    made: Any = AutoModelForCausalLM.from_config(AutoConfig.for_model(**config))
    made.save_pretrained(folder)
    return made


@pytest.mark.runtime
def test_the_other_rank_takes_no_memory_for_the_weights(inputs: Inputs, tmp_path: Path) -> None:
    """28 million parameters in bf16 are 54 MiB, read from a file in fp32."""
    model = tmp_path / "model"
    shutil.copytree(inputs.model, model)
    sizes = {"vocab_size": 8000, "hidden_size": 1024, "intermediate_size": 2816, "num_hidden_layers": 1}
    saved(model, model_type="llama", num_attention_heads=8, max_position_embeddings=64, **sizes)
    values = arguments(inputs, eval_dataset=None, max_steps=1, max_length=8, per_device_train_batch_size=1)
    _, (first, other) = launched(tmp_path, {**values, "model_name_or_path": str(model), "weights_dtype": "bf16"})
    assert (first["devices"], other["devices"]) == (["cpu"], ["meta"])
    assert first["parameters"] == other["parameters"] > 28_000_000
    assert first["grown_mib"] > 50
    assert other["grown_mib"] < 10


@pytest.mark.runtime
def test_adapters_on_tied_weights_train_as_on_one_rank(inputs: Inputs, runtime: Runtime, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    model = tmp_path / "model"
    shutil.copytree(inputs.model, model)
    config = json.loads((model / "config.json").read_text())
    saved(model, **{**config, "tie_word_embeddings": True})
    lora: dict[str, Any] = {"method": "lora", "lora_r": 4, "lora_dropout": 0.0, "gradient_checkpointing": True}
    steps: dict[str, Any] = {"eval_dataset": None, "max_steps": STEPS, "logging_steps": 1, "save_steps": 100}
    values = {**arguments(inputs, **steps, **lora), "model_name_or_path": str(model)}
    one = runtime("train", {**values, "per_device_train_batch_size": 8, "output_dir": "one"})
    expected = [event["loss"] for event in one.of(ev.LOG)]
    (tmp_path / "events.jsonl").unlink()
    run, (first, other) = launched(tmp_path, values)
    assert (first["devices"], other["devices"]) == (["cpu"], ["meta"])
    assert [event["loss"] for event in run.of(ev.LOG)] == pytest.approx(expected, rel=1e-5)
    ours, theirs = (load_file(tmp_path / folder / "adapter_model.safetensors") for folder in ("output", "one"))
    assert ours.keys() == theirs.keys()
    for name, weight in theirs.items():
        assert ours[name].numpy() == pytest.approx(weight.numpy(), rel=1e-3, abs=1e-5), name
    assert any("lora_B" in name and weight.abs().sum() > 0 for name, weight in ours.items())


@pytest.mark.parametrize(
    ("changed", "values", "reads"),
    [
        ({}, {}, True),
        ({}, {"method": "lora"}, True),
        ({"ACCELERATE_USE_FSDP": "True", "FSDP_CPU_RAM_EFFICIENT_LOADING": "1"}, {}, True),
        ({}, {"method": "qlora"}, False),
        ({}, {"sharding": "ddp"}, False),
        ({"FSDP_VERSION": "1"}, {}, False),
        ({"FSDP_CPU_RAM_EFFICIENT_LOADING": "false"}, {}, False),
        ({"ACCELERATE_USE_FSDP": ""}, {}, False),
    ],
)
def test_when_the_first_rank_reads(
    changed: dict[str, str], values: dict[str, Any], reads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**ON, **changed}.items():
        monkeypatch.setenv(name, value)
    asked = TrainArguments(**{"model_name_or_path": "m", "dataset": "d", "sharding": "fsdp", **values})
    assert first_rank_reads(asked) is reads


class Ranks:
    """Two ranks one after the other in this process: what the first says is there when the second listens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.said: dict[str, Any] = {}
        monkeypatch.setattr(firstrank, "_from_first", self.tell)

    def tell(self, said: dict[str, Any]) -> dict[str, Any]:
        self.said = said or self.said
        return self.said

    def build(self, rank: int, folder: Path, attention: str = "sdpa") -> Any:
        self.monkeypatch.setenv("RANK", str(rank))
        return read_on_first(lambda load: load(str(folder), "bf16", attention))


@pytest.fixture
def ranks(monkeypatch: pytest.MonkeyPatch) -> Ranks:
    return Ranks(monkeypatch)


@pytest.mark.runtime
@pytest.mark.parametrize("model_type", sorted(SMALL))
def test_the_empty_model_is_the_first_ranks_in_all_but_weights(model_type: str, tmp_path: Path, ranks: Ranks) -> None:
    import torch

    small = {**SMALL[model_type], "model_type": model_type.replace("kimi_k2", "deepseek_v3")}
    attention = "sdpa" if saved(tmp_path, **small)._supports_sdpa else "eager"
    if model_type in SAVED_BUFFERS:
        with pytest.raises(RunError, match="cannot hand on saved buffers"):
            ranks.build(0, tmp_path, attention)
        return
    first, other = (ranks.build(rank, tmp_path, attention) for rank in (0, 1))
    weights, empty = dict(first.named_parameters()), dict(other.named_parameters())
    assert [(name, weight.shape, weight.dtype, weight.requires_grad) for name, weight in weights.items()] == [
        (name, weight.shape, weight.dtype, weight.requires_grad) for name, weight in empty.items()
    ]
    assert {weight.device.type for weight in empty.values()} == {"meta"}
    assert len({weight.data_ptr() for weight in empty.values()}) == len(empty)
    buffers, same = dict(first.named_buffers()), dict(other.named_buffers())
    assert buffers.keys() == same.keys()
    assert all(torch.equal(buffers[name], same[name]) for name in buffers)
    assert first.state_dict().keys() == other.state_dict().keys()


@pytest.mark.runtime
def test_a_model_that_is_not_as_its_config_says_is_an_error(inputs: Inputs, tmp_path: Path, ranks: Ranks) -> None:
    """The ranks would wait for each other in the middle of the division."""
    shutil.copytree(inputs.model, tmp_path / "model")
    ranks.build(0, tmp_path / "model")
    ranks.said["layout"] = ranks.said["layout"][:-1]
    with pytest.raises(RunError, match=r"not as its config.json says \(lm_head.weight\).*efficient_loading: false"):
        ranks.build(1, tmp_path / "model")


@pytest.mark.runtime
def test_all_ranks_end_with_the_first_ones_error(inputs: Inputs, tmp_path: Path, ranks: Ranks) -> None:
    shutil.copytree(inputs.model, tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").unlink()
    for rank in (0, 1):
        with pytest.raises(RunError, match="cannot load the model"):
            ranks.build(rank, tmp_path / "model")


@pytest.mark.runtime
def test_a_model_without_a_config_cannot_be_built(tmp_path: Path) -> None:
    for load in (load_model, load_empty):
        with pytest.raises(RunError, match=r"cannot (load|build) the model"):
            load(str(tmp_path), "bf16", "sdpa")
