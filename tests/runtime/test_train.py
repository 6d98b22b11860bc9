"""Real training of a tiny model: what is learnt, saved, said, and gone on with."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import pytest

from llmtui.runtime import events as ev
from llmtui.runtime.checkpoints import newest_complete

from .conftest import Inputs, Run, Runtime, arguments

pytestmark = pytest.mark.runtime

SAME = ("step", "epoch", "loss", "grad_norm", "learning_rate", "eval_loss", "eval_runtime")


def history(run: Run, folder: str = "output") -> list[dict[str, Any]]:
    """log_history without the summary that the Trainer appends."""
    return [entry for entry in run.state(folder)["log_history"] if "loss" in entry or "eval_loss" in entry]


def told(run: Run) -> list[dict[str, Any]]:
    """log and eval events under the keys of log_history."""
    return [
        {key: event[key] for key in SAME if key in event}
        for event in ev.without_superseded(run.events)
        if event["event"] in (ev.LOG, ev.EVAL)
    ]


def same_keys(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: entry[key] for key in SAME if key in entry} for entry in entries]


def held_out_loss(folder: Path, inputs: Inputs) -> float:
    """The loss per batch of 4, as the Trainer averages it, of the model that was saved."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model, tokenizer = AutoModelForCausalLM.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    losses = []
    texts = [json.loads(line)["text"] for line in inputs.held_out.read_text().splitlines()]
    rows = [[*tokenizer(text)["input_ids"], tokenizer.eos_token_id][:32] for text in texts]
    for start in range(0, len(rows), 4):
        batch = rows[start : start + 4]
        width = max(map(len, batch))
        ids = torch.tensor([row + [0] * (width - len(row)) for row in batch])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch])
        with torch.no_grad():
            losses.append(
                float(model(input_ids=ids, attention_mask=mask, labels=ids.masked_fill(mask == 0, -100)).loss)
            )
    return sum(losses) / len(losses)


def test_a_full_run_learns_and_its_events_are_the_trainers_own_records(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs))
    assert run.code == 0
    assert told(run) == same_keys(history(run))
    assert [event["step"] for event in run.of(ev.EVAL)] == [0, 3, 6]
    assert [event["step"] for event in run.of(ev.LOG)] == [2, 4, 6]
    assert [event["path"] for event in run.of(ev.CHECKPOINT)] == ["output/checkpoint-4", "output/checkpoint-6"]
    first, *_, last = [event["eval_loss"] for event in run.of(ev.EVAL)]
    assert last < first - 0.5
    assert held_out_loss(run.folder / "output", inputs) == pytest.approx(last, abs=1e-4)


def test_every_event_has_the_keys_that_are_promised(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs))
    optional = {"reserved_bytes", "allocated_bytes", "rss_bytes", "done", "total", "unit"}
    for event in run.events:
        promised = set(ev.SCHEMA[event["event"]])
        assert promised - set(event) <= optional, event
    [start] = run.of(ev.START)
    assert start["parameters"] == start["trainable_parameters"] > 10_000
    assert (start["world_size"], start["device"], start["model_type"]) == (1, "cpu", "llama")
    assert set(start["versions"]) >= {"torch", "transformers", "accelerate"}
    assert run.of(ev.TRAIN_BEGIN)[0]["wrapped"] == "LlamaForCausalLM"
    assert [event["phase"] for event in run.of(ev.PHASE)][-1] == ev.SAVING
    assert run.events[-1]["event"] == ev.END
    assert run.events[-1]["outcome"] == ev.COMPLETED
    assert run.events[-1]["train_loss"] == pytest.approx(sum(e["loss"] for e in run.of(ev.LOG)) / 3)


def test_tokens_are_those_of_the_rows_without_padding(inputs: Inputs, runtime: Runtime) -> None:
    # One step takes all 100 rows, so that it has seen each token once.
    values = arguments(inputs, per_device_train_batch_size=100, max_steps=1, logging_steps=1, padding="max_length")
    run = runtime("train", {**values, "eval_dataset": None})
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(inputs.model)
    texts = [json.loads(line)["text"] for line in inputs.train.read_text().splitlines()]
    [log] = run.of(ev.LOG)
    assert log["tokens_seen"] == sum(min(32, len(tokenizer(text)["input_ids"]) + 1) for text in texts)
    assert log["tokens_per_second"] > 0
    assert log["peak_bytes"] >= log["rss_bytes"] * 0.9 > 10**7


def test_without_a_learning_rate_the_held_out_loss_stays(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs, learning_rate=0))
    losses = [event["eval_loss"] for event in run.of(ev.EVAL)]
    assert losses == [losses[0]] * 3


def test_lora_saves_an_adapter_that_peft_loads(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs, method="lora", lora_r=4, gradient_checkpointing=True))
    assert run.code == 0
    [start] = run.of(ev.START)
    assert 0 < start["trainable_parameters"] < start["parameters"] / 2
    losses = [event["eval_loss"] for event in run.of(ev.EVAL)]
    assert losses[-1] < losses[0]
    from peft import AutoPeftModelForCausalLM

    adapted = AutoPeftModelForCausalLM.from_pretrained(run.folder / "output")
    assert any("lora_B" in name and weight.abs().sum() > 0 for name, weight in adapted.named_parameters())
    assert not (run.folder / "output" / "model.safetensors").exists()


def test_qlora_trains_adapters_on_4_bit_weights(inputs: Inputs, runtime: Runtime) -> None:
    """On the processor too, where bitsandbytes has NF4; the adapter is saved and loads on the unquantized model."""
    changes = {"weights_dtype": "bf16", "mixed_precision": "bf16", "max_steps": 2, "eval_dataset": None}
    run = runtime("train", arguments(inputs, method="qlora", lora_r=4, learning_rate=1e-3, **changes))
    assert run.code == 0
    [start] = run.of(ev.START)
    assert 0 < start["trainable_parameters"] < start["parameters"]
    from peft import AutoPeftModelForCausalLM

    adapted = AutoPeftModelForCausalLM.from_pretrained(run.folder / "output")
    assert any("lora_B" in name and weight.abs().sum() > 0 for name, weight in adapted.named_parameters())


def test_an_evaluation_changes_no_step_of_4_bit_training(inputs: Inputs, runtime: Runtime) -> None:
    """On processors with AVX512-BF16 bitsandbytes would repack the weights in it, and pass no gradient on after it."""
    changes: dict[str, Any] = {"weights_dtype": "bf16", "mixed_precision": "bf16", "method": "qlora"}
    changes.update(lora_r=4, lora_dropout=0.0, logging_steps=1)
    plain = runtime("train", arguments(inputs, **changes, eval_dataset=None, output_dir="plain"))
    before = [event["loss"] for event in plain.of(ev.LOG)]
    evaluated = runtime("train", arguments(inputs, **changes, eval_steps=1))
    after = [event["loss"] for event in evaluated.of(ev.LOG)][len(before) :]
    assert evaluated.code == 0
    assert after == before


def test_a_text_file_is_cut_into_full_rows(inputs: Inputs, runtime: Runtime, tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("the cat sat on the mat\n" * 60)
    run = runtime("train", arguments(inputs, dataset=str(plain), max_steps=1, logging_steps=1, eval_dataset=None))
    assert run.of(ev.LOG)[0]["tokens_seen"] == 4 * 32


def test_half_precision_settings_reach_the_model(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs, weights_dtype="bf16", mixed_precision="bf16", max_steps=2))
    assert run.code == 0
    assert json.loads((run.folder / "output" / "config.json").read_text())["dtype"] == "bfloat16"


def test_a_cut_run_goes_on_from_its_newest_complete_checkpoint(inputs: Inputs, runtime: Runtime) -> None:
    values = arguments(inputs, save_steps=2, save_total_limit=5, lr_scheduler_type="constant")
    whole = runtime("train", {**values, "output_dir": "whole", "events_path": "whole.jsonl"})
    run = runtime("train", {**values, "max_steps": 4})
    # Killed after step 4, while checkpoint-6 was being written.
    (run.folder / "output" / "checkpoint-6").mkdir()
    (run.folder / "output" / "model.safetensors").unlink()
    again = runtime("train", values)
    assert again.code == 0
    begins = run.of(ev.TRAIN_BEGIN)
    assert [(event["step"], event["max_steps"]) for event in begins] == [(0, 4), (4, 6)]
    # The short run evaluated its last step, 4, which the whole one did not.
    assert [e for e in told(again) if "eval_runtime" not in e] == [e for e in told_whole(whole) if "loss" in e]
    assert (again.folder / "output" / "model.safetensors").read_bytes() == (
        whole.folder / "whole" / "model.safetensors"
    ).read_bytes()


def told_whole(run: Run) -> list[dict[str, Any]]:
    return same_keys(history(run, "whole"))


def test_a_finished_run_is_only_saved(inputs: Inputs, runtime: Runtime) -> None:
    first = runtime("train", arguments(inputs))
    weights = first.folder / "output" / "model.safetensors"
    before, records = weights.read_bytes(), history(first)
    weights.unlink()
    again = runtime("train", arguments(inputs))
    assert again.code == 0
    assert weights.read_bytes() == before
    assert history(again) == records
    assert again.events[-1]["train_loss"] is None
    assert again.state()["max_steps"] == again.events[-1]["step"] == 6


def test_resume_never_starts_anew(inputs: Inputs, runtime: Runtime) -> None:
    runtime("train", arguments(inputs, max_steps=4))
    run = runtime("train", arguments(inputs, max_steps=4, resume="never"))
    assert [event["step"] for event in run.of(ev.TRAIN_BEGIN)] == [0, 0]


def test_a_checkpoint_that_is_being_written_does_not_count(tmp_path: Path) -> None:
    for step, files in ((2, ["trainer_state.json"]), (10, ["trainer_state.json"]), (12, [])):
        folder = tmp_path / f"checkpoint-{step}"
        folder.mkdir()
        for name in files:
            (folder / name).write_text(json.dumps({"global_step": step}))
    assert newest_complete(str(tmp_path)) == str(tmp_path / "checkpoint-10")
    (tmp_path / "checkpoint-10" / "checkpoint-is-incomplete.txt").write_text("")
    assert newest_complete(str(tmp_path)) == str(tmp_path / "checkpoint-2")
    (tmp_path / "checkpoint-2" / "trainer_state.json").write_text('{"global_st')
    assert newest_complete(str(tmp_path)) is None
    shutil.rmtree(tmp_path / "checkpoint-2")
    assert newest_complete(str(tmp_path)) is None
    assert newest_complete(str(tmp_path / "nowhere")) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"dataset": "nowhere.jsonl"}, "dataset: nowhere.jsonl does not exist"),
        ({"eval_dataset": "nowhere.jsonl"}, "eval_dataset: nowhere.jsonl does not exist"),
        ({"model_name_or_path": "/nowhere/model"}, "model folder /nowhere/model does not exist"),
        ({"model_name_or_path": "."}, "cannot load the tokenizer of ."),
        ({"optim": "adamm"}, "adamm is not a valid OptimizerNames"),
        ({"max_length": 65}, "max_length 65 needs 65 positions, the model has 64"),
        ({"method": "lora", "lora_target_modules": ["nothing"]}, "lora_target_modules: Target modules"),
        ({"max_steps": 0}, "max_steps is 0"),
        ({"sharding": "fsdp"}, "sharding is fsdp, but accelerate set up NO"),
        ({"sharding": "zero3"}, "sharding is zero3, but accelerate set up NO"),
        ({"sharding": "fsdp", "method": "qlora"}, "bnb_4bit_quant_storage uint8 cannot be sharded"),
        ({"expected_world_size": 2}, "the launcher started 1 process, the job was planned for 2"),
        ({"output_dir": "run.json/output"}, "cannot make output_dir run.json/output"),
        ({"mixed_precision": "fp16", "weights_dtype": "fp16"}, "weights_dtype fp16 cannot be trained"),
    ],
)
def test_what_the_user_can_mend_ends_with_one_line(
    inputs: Inputs, runtime: Runtime, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], message: str
) -> None:
    run = runtime("train", arguments(inputs, **changes))
    assert run.code == 1
    printed = capsys.readouterr().err.splitlines()[-1]
    assert printed.startswith("llmtui: error: ")
    assert message in printed
    assert run.events[-1]["event"] == ev.ERROR
    assert message in run.events[-1]["message"]


def test_an_unknown_failure_keeps_its_traceback_and_is_on_record(
    inputs: Inputs, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmtui.runtime.sources.read_texts", lambda path, field: [None])
    with pytest.raises((TypeError, ValueError)):
        runtime("train", arguments(inputs))
    [error] = Run(1, Path()).of(ev.ERROR)
    assert "Error: " in error["message"]


def test_out_of_memory_ends_with_torchs_own_figures(
    inputs: Inputs, runtime: Runtime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch

    def full(path: str, field: str) -> list[str]:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has 16 GiB\nand more")

    monkeypatch.setattr("llmtui.runtime.sources.read_texts", full)
    assert runtime("train", arguments(inputs)).code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "llmtui: error: out of memory: CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has 16 GiB"
    )


def test_a_loss_that_explodes_is_null_in_the_events(inputs: Inputs, runtime: Runtime) -> None:
    run = runtime("train", arguments(inputs, learning_rate=1e30, max_grad_norm=0, eval_dataset=None))
    last = run.of(ev.LOG)[-1]
    assert last["loss"] is None
    assert "loss" in last["nonfinite"]
    assert math.isnan(history(run)[-1]["loss"])
