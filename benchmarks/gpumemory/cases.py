"""What is measured: jobs as a job file says them, the smallest and most telling first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, Any] = MappingProxyType({})

#: Steps of a training: the first makes the optimizer's states, the second is steady.
STEPS = 3


@dataclass(frozen=True)
class Case:
    """One job; `training` or `inference` are job-file keys, lengths in tokens.

    `model` is a name of the catalogue, `changed` are keys of its config.json that differ (fewer layers, say).
    `saves`: checkpoint and result are written as the runtime does it; else only the steps run.
    """

    name: str
    model: str
    training: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    inference: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    changed: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    saves: bool = False

    @property
    def model_folder(self) -> str:
        """A folder name for the model with its changes."""
        changes = [f"{key}={value}" for key, value in sorted(self.changed.items())]
        return "--".join([self.model.replace("/", "--"), *changes])


_TRAINING: Mapping[str, Any] = {
    "sharding": "none",
    "packing": True,
    "padding": "none",
    "max_steps": STEPS,
    "logging_steps": 1,
    "learning_rate": 1e-5,
    # One that makes three steps every step of its own.
    "save_steps": 1000,
}
_CHECKPOINTING: Mapping[str, Any] = {"gradient_checkpointing": True}
_BF16: Mapping[str, Any] = {"weights_dtype": "bf16", "mixed_precision": "no"}
#: The job file's default.
_DROPOUT: Mapping[str, Any] = {"lora": {"lora_dropout": 0.05}}
_LORA: Mapping[str, Any] = {"method": "lora", "weights_dtype": "bf16", **_DROPOUT}
_QLORA: Mapping[str, Any] = {"method": "qlora", "weights_dtype": "bf16", **_DROPOUT}
_NO_DROPOUT: Mapping[str, Any] = {"lora": {"lora_dropout": 0.0}}
#: All that transformers has for Gemma 2, whose scores are capped.
_EAGER: Mapping[str, Any] = {"attn_implementation": "eager"}

_QWEN_SMALL = "Qwen/Qwen2.5-0.5B"
_LLAMA_1B = "meta-llama/Llama-3.2-1B"
_LLAMA_3B = "meta-llama/Llama-3.2-3B"
_QWEN3 = "Qwen/Qwen3-1.7B"
_SMOL = "HuggingFaceTB/SmolLM2-1.7B"
_GEMMA2 = "google/gemma-2-2b"
_GEMMA3 = "google/gemma-3-1b-it"
_PYTHIA = "EleutherAI/pythia-1.4b"
_LLAMA_8B = "meta-llama/Llama-3.1-8B"
_QWEN_MOE = "Qwen/Qwen3-30B-A3B"


def _train(
    name: str,
    model: str,
    batch: int,
    length: int,
    *keys: Mapping[str, Any],
    changed: Mapping[str, Any] = _NONE,
    saves: bool = False,
) -> Case:
    training = {**_TRAINING, "per_device_train_batch_size": batch, "max_length": length}
    for more in keys:
        training.update(more)
    title = f"{model.rpartition('/')[2]} {name} {batch}x{length}"
    return Case(title, model, training=training, changed=changed, saves=saves)


def _generate(model: str, batch: int, prompt: int, new: int, **keys: Any) -> Case:
    inference = {"batch_size": batch, "prompt_tokens": prompt, "max_new_tokens": new, **keys}
    eager = " eager" if keys.get("attn_implementation") == "eager" else ""
    title = f"{model.rpartition('/')[2]} generation{eager} {batch}x{prompt}+{new}"
    return Case(title, model, inference=inference)


CASES: tuple[Case, ...] = (
    _train("full", _QWEN_SMALL, 1, 512, saves=True),
    _train("full", _QWEN_SMALL, 4, 2048),
    _train("full, checkpointing", _QWEN_SMALL, 4, 2048, _CHECKPOINTING),
    _train("LoRA", _LLAMA_1B, 1, 2048, _LORA),
    _train("full", _LLAMA_1B, 1, 2048),
    _train("full bf16", _LLAMA_1B, 4, 512, _BF16),
    _train("full eager", _LLAMA_1B, 1, 2048, _EAGER),
    _train("LoRA, checkpointing", _LLAMA_1B, 4, 2048, _LORA, _CHECKPOINTING),
    _train("QLoRA, checkpointing", _LLAMA_1B, 4, 512, _QLORA, _CHECKPOINTING),
    _train("QLoRA", _LLAMA_1B, 1, 2048, _QLORA),
    _train("full 8-bit AdamW, checkpointing", _LLAMA_1B, 1, 2048, _CHECKPOINTING, {"optim": "adamw_bnb_8bit"}),
    _generate(_LLAMA_1B, 4, 4096, 32),
    _train("full, padded", _LLAMA_1B, 4, 512, {"packing": False, "padding": "max_length"}),
    _train("full bf16 eager, checkpointing", _GEMMA2, 1, 2048, _BF16, _CHECKPOINTING, _EAGER),
    _train("LoRA eager", _GEMMA2, 1, 512, _LORA, _EAGER),
    _train("full, checkpointing", _QWEN3, 1, 2048, _CHECKPOINTING),
    _train("LoRA", _QWEN3, 4, 512, _LORA),
    _train("LoRA, checkpointing", _LLAMA_3B, 4, 2048, _LORA, _CHECKPOINTING),
    _train("QLoRA, checkpointing", _LLAMA_3B, 1, 2048, _QLORA, _CHECKPOINTING),
    _generate(_LLAMA_3B, 1, 8192, 32),
    _train("full, checkpointing", _LLAMA_3B, 1, 2048, _CHECKPOINTING),
    _train("full bf16, four layers", _LLAMA_8B, 1, 2048, _BF16, changed={"num_hidden_layers": 4}),
    _train("LoRA, four layers", _LLAMA_8B, 4, 2048, _LORA, changed={"num_hidden_layers": 4}),
    _train("full bf16, two layers", _QWEN_MOE, 1, 2048, _BF16, changed={"num_hidden_layers": 2}),
    _train("full", _GEMMA3, 1, 2048),
    _train("full bf16", _PYTHIA, 1, 2048, _BF16),
    _train("full, accumulation 4", _QWEN_SMALL, 1, 2048, {"gradient_accumulation_steps": 4}),
    _train("full bf16, checkpointing", _SMOL, 4, 2048, _BF16, _CHECKPOINTING),
    _train("LoRA without dropout", _LLAMA_1B, 1, 2048, _LORA, _NO_DROPOUT),
    _train("full, adamw_torch", _QWEN_SMALL, 1, 512, {"optim": "adamw_torch"}),
    _generate(_LLAMA_1B, 1, 4096, 32, attn_implementation="eager"),
    _generate(_GEMMA2, 1, 4096, 32, **_EAGER),
    _train("full fp16", _LLAMA_1B, 1, 2048, {"mixed_precision": "fp16"}),
)

_TINY = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "vocab_size": 2048,
}
#: Two small jobs that show on any machine that everything works; no figure of theirs says a thing of a GPU.
TRIAL: tuple[Case, ...] = (
    _train("full, trial", _LLAMA_1B, 1, 64, changed=_TINY, saves=True),
    _train("LoRA, trial", _LLAMA_1B, 2, 64, _LORA, changed=_TINY),
    Case(
        "Llama-3.2-1B generation, trial 2x32+4",
        _LLAMA_1B,
        inference={"batch_size": 2, "prompt_tokens": 32, "max_new_tokens": 4},
        changed=_TINY,
    ),
)
