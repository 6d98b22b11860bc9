"""Jobs on this machine's GPU through the embedded Slurm: what torch measured beside what was estimated.

python benchmarks/on_a_gpu.py --out FILE      # needs one CUDA or ROCm GPU, and torch with the Hugging Face libraries

Makes a Llama of 1.2 billion random parameters and a text of random words, submits one job a way of training with the
very scripts that a user gets (bash, embedded Slurm, torchrun or accelerate, the runtime), and reads the events: state,
wrapped class, loss, highest allocation. Prints a table and writes it as JSON lines. data/on_a_gpu.jsonl is what one
H200 gave: all ten ways completed, the estimate 0.4 to 2.6 % below what torch had allocated at most.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from llmtui.catalog.jobfile import load_job
from llmtui.errors import LlmtuiError
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.services.watching.follow import follow
from llmtui.units import GIB

_JOB = """version: 1
name: on-a-gpu
task: finetune
model: model
placement: {cluster: local, partition: main, gpus_per_node: 1, time: "00:15:00"}
training:
  dataset: text.jsonl
  max_length: 1024
  packing: true
  padding: none
  max_steps: 6
  logging_steps: 1
  save_steps: 1000
  learning_rate: 1.0e-4
inference: {prompts: prompts.jsonl, batch_size: 4, prompt_tokens: 64, max_new_tokens: 64}
"""
_LORA = ("training.method=lora", "training.weights_dtype=bf16")
_WAYS: dict[str, tuple[str, ...]] = {
    "full, plain python": (),
    "full, torchrun": ("placement.launcher=torchrun",),
    "full, accelerate": ("placement.launcher=accelerate",),
    "full, one task a rank": ("placement.launcher=srun",),
    "full, checkpointing, batch 4": (
        "training.gradient_checkpointing=true",
        "training.per_device_train_batch_size=4",
    ),
    "full, bf16 weights": ("training.weights_dtype=bf16",),
    "LoRA": _LORA,
    "LoRA, checkpointing, batch 8": (
        *_LORA,
        "training.gradient_checkpointing=true",
        "training.per_device_train_batch_size=8",
    ),
    "QLoRA, checkpointing, batch 4": (
        "training.method=qlora",
        "training.weights_dtype=bf16",
        "training.gradient_checkpointing=true",
        "training.per_device_train_batch_size=4",
    ),
    "generation": ("task=inference",),
}


def make_inputs(folder: Path) -> None:
    """A model folder, a tokenizer of single words, a text and prompts."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import AutoModelForCausalLM, LlamaConfig, PreTrainedTokenizerFast

    words = ["<pad>", "<unk>", "</s>", *(f"w{number}" for number in range(31997))]
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", eos_token="</s>", bos_token="</s>"
    )
    fast.save_pretrained(folder / "model")
    config = LlamaConfig(
        vocab_size=32000,
        hidden_size=2048,
        intermediate_size=5632,
        num_hidden_layers=22,
        num_attention_heads=32,
        num_key_value_heads=4,
        max_position_embeddings=2048,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=2,
    )
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
    model.save_pretrained(folder / "model")
    rng = random.Random(0)
    lines = [" ".join(rng.choice(words[3:]) for _ in range(400)) for _ in range(400)]
    (folder / "text.jsonl").write_text("".join(json.dumps({"text": line}) + "\n" for line in lines))
    prompts = [" ".join(rng.choice(words[3:]) for _ in range(64)) for _ in range(8)]
    (folder / "prompts.jsonl").write_text("".join(json.dumps({"prompt": text}) + "\n" for text in prompts))
    (folder / "job.yaml").write_text(_JOB)


def run(session: Session, folder: Path, way: str) -> dict[str, Any]:
    """One job from draft to end."""
    draft = session.preview(load_job(folder / "job.yaml", _WAYS[way]), folder)
    record = follow(session, session.submit(draft))
    metrics = session.metrics_follower(record).poll()
    estimate = draft.estimate
    peak = metrics.facts.peak_bytes
    row = {
        "way": way,
        "state": record.state,
        "gpu": draft.plan.gpu.title if draft.plan.gpu else None,
        "launcher": draft.plan.launcher,
        "wrapped": metrics.facts.wrapped,
        "losses": [round(loss, 4) for _, loss in metrics.series("loss")],
        "measured_peak_bytes": peak,
        "estimated_peak_bytes": estimate.peak_allocated,
        "error_percent": None if not peak else round(100 * (estimate.peak_allocated / peak - 1), 2),
        "versions": _versions(Path(record.events_path)),
    }
    if record.state != "COMPLETED":
        follower = session.log_follower(record, from_start=True)
        row["log"] = (follower.poll().text + follower.finish())[-3000:]
    # A trained model and its checkpoint take gigabytes, and there are many ways.
    shutil.rmtree(record.run_dir, ignore_errors=True)
    return row


def _versions(events: Path) -> object:
    """Of the libraries that ran the job, as the run tells them."""
    lines = events.read_text().splitlines() if events.exists() else []
    return next((found["versions"] for line in lines if (found := json.loads(line)).get("versions")), None)


def main() -> int:
    """Make, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="JSON lines, one a way")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_inputs(folder)
        session = Session(Paths(folder / "config", folder / "state", folder / "cache"))
        for way in _WAYS:
            try:
                rows.append(run(session, folder, way))
            except LlmtuiError as error:
                rows.append({"way": way, "state": f"{error.message} ({error.hint})"})
            _print(rows[-1])
            if options.out:
                options.out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return 0 if all(row["state"] == "COMPLETED" for row in rows) else 1


def _print(row: dict[str, Any]) -> None:
    figures = ""
    if row.get("measured_peak_bytes"):
        measured, estimated = row["measured_peak_bytes"] / GIB, row["estimated_peak_bytes"] / GIB
        figures = f"{measured:.2f} GiB, estimated {estimated:.2f}, {row['error_percent']:+.2f} %"
    print(f"{row['way']:32} {row['state']:10} {row.get('wrapped') or '':28} {figures}  {row.get('losses', '')}")
    if row.get("log"):
        print(row["log"])
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
