"""The demo's files are the ones that were built, and its job asks for what can be had anywhere."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from pathlib import Path

import pytest

from llmtui.catalog.jobfile import load_job
from llmtui.runtime.prompts import read_prompts
from llmtui.runtime.textfiles import read_texts

DEMO = Path(__file__).resolve().parents[2] / "assets" / "demo"


def test_the_files_are_those_that_the_script_built() -> None:
    sums = [line.split("  ") for line in (DEMO / "SHA256SUMS").read_text().splitlines()]
    for digest, name in sums:
        assert hashlib.sha256((DEMO / name).read_bytes()).hexdigest() == digest, name
    built = {name for _, name in sums}
    there = {path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*") if path.is_file()}
    assert there - built == {"SHA256SUMS", "LICENSE-data.md", "job.yaml", "infer.yaml", "prompts.jsonl"}


def test_the_job_files_name_files_that_are_there() -> None:
    job, infer = load_job(DEMO / "job.yaml"), load_job(DEMO / "infer.yaml")
    for name in (job.model, str(job.training.dataset), str(job.training.eval_dataset), infer.inference.prompts):
        assert (DEMO / name).exists(), name
    assert infer.model == f"job:{job.name}"
    assert len(read_prompts(str(DEMO / infer.inference.prompts), "prompt")) == 6


def _sentences(text: str) -> set[str]:
    return {part for part in re.split(r"(?<=[.;])\s", text) if len(part) > 40}


def test_no_held_out_text_is_trained_on() -> None:
    train, held_out = (read_texts(str(DEMO / name), "text") for name in ("train.jsonl", "eval.jsonl"))
    in_train, in_held_out = ({part for text in texts for part in _sentences(text)} for texts in (train, held_out))
    assert len(in_held_out) > 700
    assert not in_train & in_held_out
    assert sum(map(len, train)) > 700_000
    assert sum(map(len, held_out)) > 100_000


@pytest.mark.runtime
def test_the_figures_in_the_job_file_are_true() -> None:
    """Unigram entropy of the held-out tokens, and the loss of a model that knows nothing."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(DEMO / "model")
    texts = read_texts(str(DEMO / "eval.jsonl"), "text")
    ids = tokenizer(texts, verbose=False)["input_ids"]
    assert tokenizer.batch_decode(ids) == texts
    counts = Counter(token for row in ids for token in [*row, tokenizer.eos_token_id])
    entropy = -sum(count / counts.total() * math.log(count / counts.total()) for count in counts.values())
    comment = (DEMO / "job.yaml").read_text()
    assert f"is\n# {entropy:.2f}" in comment
    assert f"ln({len(tokenizer)}) = {math.log(len(tokenizer)):.2f}" in comment
    model = AutoModelForCausalLM.from_pretrained(DEMO / "model")
    assert sum(weight.numel() for weight in model.parameters()) < 1_500_000
    assert json.loads((DEMO / "model" / "config.json").read_text())["vocab_size"] == len(tokenizer)
