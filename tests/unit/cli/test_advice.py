"""What `llmtui estimate` says below its figures, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from llmtui.catalog.jobdump import override

from .conftest import Answer

Run = Callable[..., Answer]
Write = Callable[..., Path]

ON_LUMI = ("cluster: local", "cluster: lumi\n  gpus_per_node: 1")
LLAMA = ("EleutherAI/gpt-neo-1.3B", "meta-llama/Llama-3.1-8B")


def _json(llmtui: Run, *words: str | Path) -> dict[str, Any]:
    return dict(llmtui("estimate", *words, "--json").json)


def test_a_job_that_does_not_fit_gets_changes_and_the_first_as_options(llmtui: Run, job: Write) -> None:
    answer = llmtui("estimate", job(ON_LUMI, LLAMA))
    assert answer.code == 1
    lines = answer.out.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("change"))
    assert lines[head].split() == ["change", "total", "GiB", "verdict", "cost"]
    assert lines[head + 1].startswith("sharding fsdp over 4 GPUs")
    assert "4 GPUs instead of 1" in lines[head + 1]
    assert lines[-1] == "the first is  --set placement.gpus_per_node=4 --set training.sharding=fsdp"
    assert "room" not in answer.out


def test_every_change_of_the_json_holds_when_it_is_set(llmtui: Run, job: Write) -> None:
    path = job(ON_LUMI, LLAMA)
    found = _json(llmtui, path)
    assert found["room"] == {}
    assert [list(advice) for advice in found["advice"]] == [["changes", "text", "total", "verdict", "cost"]] * 3
    for advice in found["advice"]:
        sets = [word for key, value in advice["changes"].items() for word in ("--set", override(key, value))]
        changed = _json(llmtui, path, *sets)
        assert (changed["per_gpu"]["total"], changed["verdict"]) == (advice["total"], advice["verdict"])
        assert changed["advice"] == []


def test_a_job_that_fits_gets_its_room(llmtui: Run, job: Write) -> None:
    path = job(("cluster: local", "cluster: roihu"))
    answer = llmtui("estimate", path)
    left = _json(llmtui, path)["room"]
    assert list(left) == ["batch", "length"]
    batch = left["batch"]
    line = f"batch up to {batch['most']}: per_device_train_batch_size 1 -> {batch['most']}"
    assert any(text.startswith("room ") and line in text for text in answer.out.splitlines())
    more = _json(llmtui, path, "--set", f"{batch['key']}={batch['most'] + 1}")
    assert more["verdict"] != "fits"
    # gpt-neo was made for 2048 positions, which is less than the memory takes.
    assert left["length"]["most"] == 2048
    assert "2048 positions" in answer.out


def test_it_is_said_when_nothing_helps(llmtui: Run, job: Write) -> None:
    path = job(("cluster: local", "cluster: mahti"), ("EleutherAI/gpt-neo-1.3B", "meta-llama/Llama-3.1-70B"))
    limited = llmtui("estimate", path, "--set", "placement.qos=x", "--set", "placement.partition=gpusmall")
    found = _json(llmtui, path, "--set", "placement.qos=x", "--set", "placement.partition=gpusmall")
    assert found["advice"] == []
    assert "no change and no two make it fit here" in limited.out
