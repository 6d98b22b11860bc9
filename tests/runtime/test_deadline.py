"""Jobs that stop before their time limit, and go on where they stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llmtui.runtime import events as ev
from llmtui.runtime.checkpoints import newest_complete
from llmtui.runtime.deadline import BY_STOP_FILE, BY_TIME_LIMIT, END_TIME, STOP_FILE, UNFINISHED_FILE, Deadline

from .conftest import Inputs, Run, Runtime, arguments, spawn, write_config
from .test_launch import ACCELERATE, FSDP

CLOCKED = Path(__file__).with_name("clocked.py")
TORCHRUN = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
EFFICIENT = "fsdp_cpu_ram_efficient_loading"
STEPS = 8


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def stepped(deadline: Deadline, clock: Clock, *seconds: float) -> None:
    for each in seconds:
        clock.now += each
        deadline.stepped()


def test_there_must_be_time_for_a_step_a_checkpoint_and_the_margin() -> None:
    clock = Clock()
    deadline = Deadline(2000.0, 50.0, None, clock)
    deadline.begin()
    stepped(deadline, clock, 300.0, 20.0, 60.0, 20.0)
    deadline.saved(30.0)
    deadline.saved(10.0)
    # The longest step but the first, a second between looks, the longest checkpoint and the margin: 141 s.
    clock.now = 2000.0 - 141.5
    assert deadline.reason() is None
    clock.now = 2000.0 - 141.0
    assert deadline.reason() == BY_TIME_LIMIT


def test_the_margin_takes_no_more_than_a_tenth_of_a_short_job() -> None:
    clock = Clock()
    deadline = Deadline(1100.0, 300.0, None, clock)
    deadline.begin()
    stepped(deadline, clock, 2.0, 2.0)
    assert deadline.reason() is None
    clock.now = 1100.0 - 10.0 - 3.0
    assert deadline.reason() == BY_TIME_LIMIT


def test_short_steps_are_not_asked_after_each() -> None:
    clock = Clock()
    deadline = Deadline(None, 0.0, "stop", clock)
    deadline.begin()
    looks = []
    for seconds in (30.0, 0.25, 0.0001):
        stepped(deadline, clock, seconds)
        looks.append(deadline.steps_to_go())
    assert looks == [1, 4, 50]


def test_the_stop_file_stops(tmp_path: Path) -> None:
    deadline = Deadline(None, 300.0, str(tmp_path / "stop"))
    assert deadline.armed
    assert deadline.reason() is None
    (tmp_path / "stop").touch()
    assert deadline.reason() == BY_STOP_FILE
    assert not Deadline(None, 300.0, None).armed


@pytest.mark.runtime
def test_one_process_stops_and_goes_on(
    inputs: Inputs, runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last loss is on record although it was no step to log; the evaluation that was due is left out."""
    monkeypatch.setenv(UNFINISHED_FILE, "unfinished")
    monkeypatch.setenv(STOP_FILE, "stop")
    (tmp_path / "stop").touch()
    run = runtime("train", arguments(inputs, eval_steps=1))
    assert run.code == 0
    assert (tmp_path / "unfinished").read_text() == "1 6\n"
    assert sorted(losses(run)) == [1]
    assert [event["step"] for event in run.of(ev.EVAL)] == [0]
    assert run.events[-1]["outcome"] == ev.UNFINISHED
    assert ev.SAVING not in [event["phase"] for event in run.of(ev.PHASE)]
    (tmp_path / "stop").unlink()
    again = runtime("train", arguments(inputs, eval_steps=1))
    assert again.code == 0
    assert sorted(losses(again)) == [1, 2, 4, 6]
    assert again.events[-1]["outcome"] == ev.COMPLETED
    assert not (tmp_path / "unfinished").exists()


@pytest.mark.runtime
def test_a_training_that_is_done_is_not_called_unfinished(
    inputs: Inputs, runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last step is past the time limit and the stop file is there; both would stop any other step."""
    monkeypatch.setenv(UNFINISHED_FILE, "unfinished")
    monkeypatch.setenv(STOP_FILE, "stop")
    monkeypatch.setenv(END_TIME, "1")
    (tmp_path / "stop").touch()
    (tmp_path / "unfinished").write_text("1 6\n")
    run = runtime("train", arguments(inputs, max_steps=1))
    assert (run.code, run.events[-1]["outcome"]) == (0, ev.COMPLETED)
    assert not (tmp_path / "unfinished").exists()
    assert (tmp_path / "output" / "model.safetensors").exists()


@pytest.mark.runtime
def test_a_time_that_is_no_number_is_an_error(
    inputs: Inputs, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(END_TIME, "2026-11-26T12:00:00")
    run = runtime("train", arguments(inputs))
    assert run.code == 1
    assert "LLMTUI_END_TIME is '2026-11-26T12:00:00'" in run.events[-1]["message"]


def losses(run: Run) -> dict[int, float]:
    """Loss by step, as a reader of events.jsonl sees it."""
    return {event["step"]: event["loss"] for event in ev.without_superseded(run.events) if event["event"] == ev.LOG}


def values(inputs: Inputs, **changes: Any) -> dict[str, Any]:
    base = arguments(inputs, eval_dataset=None, max_steps=STEPS, logging_steps=1, save_steps=100, learning_rate=1e-3)
    return {**base, "expected_world_size": 2, "sharding": "ddp", "stop_seconds_before_end": 5, **changes}


def start(folder: Path, launcher: list[str], monkeypatch: pytest.MonkeyPatch, **environment: str) -> Run:
    """Two ranks in `folder`, one start of a job; what the batch script would set is in `environment`."""
    with monkeypatch.context() as scope:
        scope.setenv(UNFINISHED_FILE, "unfinished")
        for name, value in environment.items():
            scope.setenv(name, value)
        done = spawn(folder, [*launcher, str(CLOCKED), "train", "--config", "run.json"])
    assert done.returncode == 0, done.stderr
    return Run(done.returncode, folder)


@pytest.fixture(scope="module")
def whole(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The training without a stop."""
    folder = tmp_path_factory.mktemp("whole")
    write_config(folder, "train", values(inputs))
    with pytest.MonkeyPatch.context() as monkeypatch:
        return start(folder, TORCHRUN, monkeypatch, TEST_END="100000")


def weights(run: Run) -> dict[str, Any]:
    from safetensors.torch import load_file

    found: dict[str, Any] = load_file(run.folder / "output" / "model.safetensors")
    return found


@pytest.mark.runtime
def test_two_ranks_stop_at_the_time_limit_and_go_on(
    inputs: Inputs, tmp_path: Path, whole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of rank 1 is past the end all the time: alone it would leave at once, and rank 0 would wait forever."""
    write_config(tmp_path, "train", values(inputs))
    run = start(tmp_path, TORCHRUN, monkeypatch, TEST_END="65", TEST_SKEW="1000")
    end = run.events[-1]
    assert (end["outcome"], end["reason"], end["step"], end["max_steps"]) == (ev.UNFINISHED, BY_TIME_LIMIT, 5, STEPS)
    assert (tmp_path / "unfinished").read_text() == f"5 {STEPS}\n"
    assert newest_complete(str(tmp_path / "output")) == str(tmp_path / "output" / "checkpoint-5")
    assert not (tmp_path / "output" / "model.safetensors").exists()
    again = start(tmp_path, TORCHRUN, monkeypatch, TEST_END="100000", TEST_SKEW="-1000")
    assert [event["step"] for event in again.of(ev.TRAIN_BEGIN)] == [0, 5]
    assert again.events[-1]["outcome"] == ev.COMPLETED
    assert not (tmp_path / "unfinished").exists()
    assert losses(again) == losses(whole)
    ours, theirs = weights(again), weights(whole)
    assert ours.keys() == theirs.keys()
    assert all(ours[name].equal(theirs[name]) for name in theirs)


@pytest.mark.runtime
def test_sharded_ranks_stop_when_the_file_is_there_and_go_on(
    inputs: Inputs, tmp_path: Path, whole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under accelerate with FSDP 2: its checkpoint is shards, the result is an ordinary model folder all the same.

    Rank 1 builds its model without weights, at the start as when it goes on.
    """
    import torch

    write_config(tmp_path, "train", values(inputs, sharding="fsdp"))
    (tmp_path / "accelerate.json").write_text(
        json.dumps({**ACCELERATE, "distributed_type": "FSDP", "fsdp_config": {**FSDP, EFFICIENT: True}})
    )
    launcher = ["-m", "accelerate.commands.launch", "--config_file", "accelerate.json"]
    surroundings = {"TEST_FSDP": "1", STOP_FILE: "stop"}
    run = start(tmp_path, launcher, monkeypatch, TEST_STOP_AFTER="3", **surroundings)
    end = run.events[-1]
    assert (end["outcome"], end["reason"], end["step"]) == (ev.UNFINISHED, BY_STOP_FILE, 3)
    assert (tmp_path / "unfinished").read_text() == f"3 {STEPS}\n"
    assert run.of(ev.TRAIN_BEGIN)[0]["wrapped"].startswith("FSDP")
    assert (tmp_path / "output" / "checkpoint-3" / "pytorch_model_fsdp_0").is_dir()
    (tmp_path / "stop").unlink()
    again = start(tmp_path, launcher, monkeypatch, **surroundings)
    assert [event["step"] for event in again.of(ev.TRAIN_BEGIN)] == [0, 3]
    assert not (tmp_path / "unfinished").exists()
    assert losses(again) == pytest.approx(losses(whole), rel=1e-5)
    assert (tmp_path / "output" / "tokenizer.json").is_file()
    ours = weights(again)
    for name, weight in weights(whole).items():
        torch.testing.assert_close(ours[name], weight, rtol=1e-4, atol=1e-6)


@pytest.mark.runtime
def test_sharded_4_bit_weights_train_stop_and_go_on_like_whole_ones(
    inputs: Inputs, runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """QLoRA under FSDP 2 on two ranks, against one process with the same rows a step; evaluations in between.

    All in bf16 autocast, which rounds sums of another order to 2^-8.
    """
    from peft import AutoPeftModelForCausalLM
    from safetensors.torch import load_file

    settings: dict[str, Any] = {"method": "qlora", "lora_r": 4, "lora_dropout": 0.0, "learning_rate": 1e-2}
    settings.update(weights_dtype="bf16", mixed_precision="bf16", eval_dataset=str(inputs.held_out), eval_steps=2)
    alone = {"expected_world_size": 1, "sharding": "none", "per_device_train_batch_size": 8, "output_dir": "alone"}
    whole = losses(runtime("train", values(inputs, **settings, **alone)))
    (tmp_path / "events.jsonl").unlink()

    write_config(tmp_path, "train", values(inputs, **settings, sharding="fsdp", bnb_4bit_quant_storage="bf16"))
    plugin = {**FSDP, EFFICIENT: True}
    launch = {**ACCELERATE, "distributed_type": "FSDP", "mixed_precision": "bf16", "fsdp_config": plugin}
    (tmp_path / "accelerate.json").write_text(json.dumps(launch))
    launcher = ["-m", "accelerate.commands.launch", "--config_file", "accelerate.json"]
    surroundings = {"TEST_FSDP": "1", STOP_FILE: "stop"}
    start(tmp_path, launcher, monkeypatch, TEST_STOP_AFTER="5", **surroundings)
    (tmp_path / "stop").unlink()
    again = start(tmp_path, launcher, monkeypatch, **surroundings)
    assert [event["step"] for event in again.of(ev.TRAIN_BEGIN)] == [0, 5]
    assert losses(again) == pytest.approx(whole, abs=0.02)
    assert whole[STEPS] < whole[1] - 0.1
    ours, theirs = (load_file(tmp_path / folder / "adapter_model.safetensors") for folder in ("output", "alone"))
    assert ours.keys() == theirs.keys()
    assert all(ours[name].shape == theirs[name].shape for name in theirs)
    assert any("lora_B" in name and weight.abs().sum() > 0 for name, weight in ours.items())
    AutoPeftModelForCausalLM.from_pretrained(tmp_path / "output")
