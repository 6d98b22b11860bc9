"""Bad input ends in one clear error: what, where, what next; exit code 2, no traceback, nothing on stdout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Answer

Run = Callable[..., Answer]
Write = Callable[..., Path]

BAD = {
    "misspelt key": ("  dataset:", "  max_lenght: 5\n  dataset:", ["max_lenght", "max_length"]),
    "unknown model": ("EleutherAI/gpt-neo-1.3B", "EleutherAI/gpt-neo-1.4B", ["gpt-neo-1.4B", "gpt-neo-1.3B"]),
    "GPUs that the partition lacks": ("cluster: local", "cluster: roihu\n  gpus_per_node: 9", ["gpus_per_node", "9"]),
    "negative length": ("  dataset:", "  max_length: -5\n  dataset:", ["max_length", "-5"]),
    "unreadable data": ("reviews.jsonl", "missing.jsonl", ["missing.jsonl", "dataset"]),
    "data of no user": ("reviews.jsonl", "~nosuchuser/rows.jsonl", ["no such user: nosuchuser", "dataset"]),
    "model of no user": ("EleutherAI/gpt-neo-1.3B", "~nosuchuser/model", ["no such user: nosuchuser", "model"]),
    "unknown cluster": ("cluster: local", "cluster: lumo", ["lumo", "lumi"]),
    "unknown partition": ("cluster: local", "cluster: lumi\n  partition: dev-x", ["dev-x", "dev-g"]),
    "not a time": ("cluster: local", "cluster: local\n  time: tomorrow", ["time", "tomorrow"]),
    "a list for a number": ("  dataset:", "  max_steps: [1]\n  dataset:", ["max_steps"]),
    "not YAML": ("version: 1", "version: [1", []),
    "no model": ("model: EleutherAI/gpt-neo-1.3B\n", "", ["model"]),
    "a name with a newline": ("name: reviews", 'name: "two\\nlines"', ["name", "two\\nlines"]),
    "a name with quotes": ("name: reviews", "name: 'say \"hello\"'", ["name", "hello"]),
    "a name with markup": ("name: reviews", "name: '[red]x[/]'", ["name", "[red]"]),
    "a task of a later version": ("task: finetune", "task: serve", ["serve", "task"]),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["submit", "render"])
def test_bad_job_file_is_refused_clearly(llmtui: Run, job: Write, tmp_path: Path, case: str, command: str) -> None:
    old, new, words = BAD[case]
    more = ["-o", tmp_path / "out"] if command == "render" else []
    answer = llmtui(command, job((old, new)), *more)
    assert answer.code == 2, answer
    assert answer.out == ""
    for word in ("job.yaml", *words):
        assert word in answer.err
    assert "Traceback" not in answer.err
    assert llmtui("jobs", "--json").json == {"jobs": []}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  dataset:", "  mixed_precision: no\n  dataset:"),
        ("cluster: local", "cluster: local\n  time: 12:00:00"),
    ],
    ids=["mixed_precision no", "time 12:00:00"],
)
def test_awkward_but_right_input_works(llmtui: Run, job: Write, tmp_path: Path, old: str, new: str) -> None:
    answer = llmtui("render", job((old, new)), "-o", tmp_path / "out")
    assert answer.code == 0, answer.err
    script = (tmp_path / "out" / "job.sh").read_text()
    assert ("12:00:00" in script) == ("12:00:00" in new)


def test_unquoted_no_is_text(llmtui: Run, job: Write, tmp_path: Path) -> None:
    path = job(("  dataset:", "  mixed_precision: no\n  dataset:"))
    assert llmtui("render", path, "-o", tmp_path / "out").code == 0
    assert "mixed_precision: 'no'" in (tmp_path / "out" / "accelerate.yaml").read_text()


def test_a_value_that_cannot_be_is_found_by_its_line(llmtui: Run, job: Write) -> None:
    path = job(("  dataset:", "  max_length: -5\n  dataset:"))
    assert f"{path}:8: training.max_length is -5" in llmtui("estimate", path).err
    unreadable = job(("reviews.jsonl", "missing.jsonl"))
    assert (
        f"{unreadable}:8: training.dataset: cannot read missing.jsonl" in llmtui("render", unreadable, "-o", "out").err
    )
    overridden = llmtui("estimate", job(), "--set", "placement.gpus_per_node=3")
    assert "--set placement.gpus_per_node: placement.gpus_per_node is 3" in overridden.err


def test_a_missing_account_is_said_once_with_its_place(llmtui: Run, job: Write) -> None:
    path = job(("cluster: local", "cluster: lumi\n  gpus_per_node: 1"))
    answer = llmtui("submit", path)
    assert answer.code == 2
    assert answer.err.count("runs no job without an account") == 1
    assert f"{path}:5: placement.account" in answer.err


def test_lint_goes_on_after_a_job_file_that_is_refused(llmtui: Run, job: Write, tmp_path: Path) -> None:
    script = tmp_path / "old.sh"
    script.write_text("#!/bin/bash\nsrun python train.py $*\n")
    answer = llmtui("lint", job(("  dataset:", "  max_length: -5\n  dataset:")), script)
    assert answer.code == 1
    assert "job.yaml:8: training.max_length is -5" in answer.out
    assert "[unquoted-arguments]" in answer.out


def test_set_names_the_key_that_is_wrong(llmtui: Run, job: Write) -> None:
    answer = llmtui("estimate", job(), "--set", "training.max_lenght=5")
    assert answer.code == 2
    assert "--set" in answer.err
    assert "max_length" in answer.err


def test_an_error_is_one_object_with_json(llmtui: Run, job: Write) -> None:
    answer = llmtui("estimate", job(), "--json", "--set", "training.max_length=-1")
    assert answer.code == 2
    error = answer.json["error"]
    assert isinstance(error, dict)
    assert error["field"] == "training.max_length"
    assert error["message"]


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "JOB"],
        ["clusters", "--new", "My cluster"],
        ["show", "nosuch"],
        ["logs", "nosuch"],
        ["cancel", "nosuch"],
    ],
    ids=lambda words: words[0],
)
def test_what_is_not_there_is_refused(llmtui: Run, job: Write, words: list[str]) -> None:
    path = str(job())
    answer = llmtui(*[path if word == "JOB" else word for word in words])
    assert answer.code == 2
    assert "Traceback" not in answer.err
