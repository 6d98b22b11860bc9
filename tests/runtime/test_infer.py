"""Real answers of a tiny model: one a prompt, in order, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llmtui.runtime import events as ev

from .conftest import Inputs, Run, Runtime, arguments, write_jsonl

pytestmark = pytest.mark.runtime


def ask(model: Path | str, **changes: Any) -> dict[str, Any]:
    """Arguments of a short inference run on the CPU."""
    values = {"model_name_or_path": str(model), "prompts": "prompts.jsonl", "max_new_tokens": 8, "use_cpu": True}
    return {**values, "weights_dtype": "fp32", **changes}


def answers(run: Run) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def prompts(tmp_path: Path) -> list[dict[str, Any]]:
    texts = ["the cat", "a dog ran over the mat and then", "bird", "on", "the house sat under a tree"]
    rows: list[dict[str, Any]] = [{"id": f"p{place}", "prompt": text} for place, text in enumerate(texts)]
    write_jsonl(tmp_path / "prompts.jsonl", rows)
    return rows


def test_each_prompt_is_answered_once_and_in_order(
    inputs: Inputs, runtime: Runtime, prompts: list[dict[str, Any]]
) -> None:
    run = runtime("infer", ask(inputs.model, batch_size=2))
    assert run.code == 0
    found = answers(run)
    assert [(row["id"], row["prompt"]) for row in found] == [(row["id"], row["prompt"]) for row in prompts]
    assert all(0 <= row["tokens"] <= 8 for row in found)
    assert not (run.folder / "answers.jsonl.part").exists()
    [start] = run.of(ev.START)
    assert (start["task"], start["device"], start["world_size"]) == ("infer", "cpu", 1)
    assert set(ev.SCHEMA[ev.START]) <= set(start)
    done = [event["done"] for event in run.of(ev.PHASE) if event["phase"] == ev.GENERATING]
    assert done == [0, 1, 2, 3, 4, 5]
    assert run.events[-1]["outcome"] == ev.COMPLETED


def test_an_answer_does_not_depend_on_its_neighbours(
    inputs: Inputs, runtime: Runtime, prompts: list[dict[str, Any]]
) -> None:
    """Padding on the left is masked: alone or in a batch, the same tokens follow."""
    together = answers(runtime("infer", ask(inputs.model, batch_size=5)))
    alone = answers(runtime("infer", ask(inputs.model, batch_size=1)))
    assert together == alone


def test_the_answer_is_what_the_model_finds_most_likely(inputs: Inputs, runtime: Runtime, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    write_jsonl(tmp_path / "prompts.jsonl", [{"prompt": "the cat"}])
    [answer] = answers(runtime("infer", ask(inputs.model, max_new_tokens=1)))
    tokenizer = AutoTokenizer.from_pretrained(inputs.model)
    with torch.no_grad():
        logits = AutoModelForCausalLM.from_pretrained(inputs.model)(**tokenizer("the cat", return_tensors="pt")).logits
    assert answer["completion"] == tokenizer.decode([int(logits[0, -1].argmax())])
    assert answer["id"] == 0


def test_sampling_gives_the_same_answers_for_the_same_seed(
    inputs: Inputs, runtime: Runtime, prompts: list[dict[str, Any]]
) -> None:
    sample = ask(inputs.model, do_sample=True, temperature=1.5, batch_size=2)
    first, again, other = (answers(runtime("infer", {**sample, "seed": seed})) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    greedy = answers(runtime("infer", ask(inputs.model, batch_size=2)))
    assert answers(runtime("infer", {**sample, "temperature": 0})) == greedy


def test_what_was_trained_answers_full_or_adapter(
    inputs: Inputs, runtime: Runtime, prompts: list[dict[str, Any]]
) -> None:
    untrained = answers(runtime("infer", ask(inputs.model)))
    for method in ("full", "lora"):
        values = arguments(
            inputs, method=method, output_dir=method, eval_dataset=None, max_steps=20, learning_rate=0.05
        )
        assert runtime("train", values).code == 0
        found = answers(runtime("infer", ask(method)))
        assert len(found) == len(prompts)
        assert found != untrained


def test_messages_go_through_the_chat_template(inputs: Inputs, runtime: Runtime, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(inputs.model)
    tokenizer.chat_template = "{% for m in messages %}{{ m.role }}: {{ m.content }} {% endfor %}"
    tokenizer.save_pretrained(tmp_path / "chat")
    AutoModelForCausalLM.from_pretrained(inputs.model).save_pretrained(tmp_path / "chat")
    write_jsonl(tmp_path / "prompts.jsonl", [{"messages": [{"role": "user", "content": "the cat"}]}])
    assert runtime("infer", ask(inputs.model)).code == 1
    [answer] = answers(runtime("infer", ask(tmp_path / "chat")))
    assert answer["prompt"] == "user: the cat "


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prompts": "nowhere.jsonl"}, "cannot read nowhere.jsonl"),
        ({"model_name_or_path": "/nowhere/model"}, "model folder /nowhere/model does not exist"),
        ({"max_new_tokens": 60}, "positions, the model has 64"),
        ({"output": "nowhere/answers.jsonl"}, "cannot write nowhere/answers.jsonl"),
    ],
)
def test_what_the_user_can_mend_ends_with_one_line(
    inputs: Inputs,
    runtime: Runtime,
    prompts: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, Any],
    message: str,
) -> None:
    run = runtime("infer", ask(inputs.model, **changes))
    assert run.code == 1
    printed = capsys.readouterr().err.splitlines()[-1]
    assert printed.startswith("llmtui: error: ")
    assert message in printed
    assert message in run.events[-1]["message"]
    assert not (run.folder / "answers.jsonl").exists()


def test_a_second_process_is_refused(
    inputs: Inputs, runtime: Runtime, prompts: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert runtime("infer", ask(inputs.model)).code == 1


def test_an_adapter_whose_base_is_gone_says_so(
    inputs: Inputs, runtime: Runtime, tmp_path: Path, prompts: list[dict[str, Any]]
) -> None:
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    for content in ("{}", '{"base_model_name_or_path": "/nowhere/base"}'):
        (adapter / "adapter_config.json").write_text(content)
        run = runtime("infer", ask(adapter))
        assert run.code == 1
        assert "base model" in run.events[-1]["message"]
