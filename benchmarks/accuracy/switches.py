"""How each source's training loop differs from the Trainer's, from what the source itself documents.

Nothing here was set by looking at an error: every entry says where the fact stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from llmtui.domain.memory import Loop
from llmtui.domain.model import ModelSpec

from .data import PublishedRow

Padding = Literal["longest", "max_length", "none"]


@dataclass(frozen=True)
class Switches:
    """What a source's loop does beside the row's own fields, and `why` that is known.

    `mixed_precision` is TrainingArguments' bf16 as autocast. `optim` stands where the row only says AdamW.
    `prepare_for_kbit_training` is PEFT's, which leaves embedding, head and norms of a 4-bit model in fp32.
    """

    why: str
    loop: Loop = field(default_factory=Loop)
    mixed_precision: Literal["no", "bf16"] = "no"
    padding: Padding = "none"
    optim: str = "adamw_torch"
    packing: bool = False
    prepare_for_kbit_training: bool = True


#: By the beginning of the row's source; the longest beginning counts.
SWITCHES: Mapping[str, Switches] = {
    "PyPI vramcalc": Switches(
        "the rows' notes and the benchmark's source: zero_grad(set_to_none=False), outputs alive through backward, "
        "AdamW foreach; transformers 4.57.6 builds the mask in training although nothing is padded",
        Loop(keeps_gradients=True, keeps_logits=True, masks_always=True),
    ),
    "github huggingface/peft method_comparison": Switches(
        "the rows' notes (batches padded to their longest sample, no autocast, AdamW foreach) and run.py, whose "
        "variable `outputs` lives through backward",
        Loop(keeps_logits=True),
        padding="longest",
    ),
    "github QwenLM/Qwen3": Switches(
        "speed_benchmark_transformers.py: one generate() call over the whole prompt, batch 1, "
        "torch.cuda.max_memory_allocated read after it (the script as the Qwen2.5 repository has it)"
    ),
    "github Lightning-AI/litgpt": Switches(
        "bf16-true: no autocast; torch.optim.AdamW takes foreach on CUDA by default; causal attention without a mask; "
        "the LoRA scripts chunk lm_head and cross-entropy by 128 tokens (rows' notes); PEFT is not used",
        prepare_for_kbit_training=False,
    ),
    "github pytorch/torchtune": Switches(
        "the recipes: pure bf16, `del logits` before backward, chunked loss in 8 pieces "
        "(CEWithChunkedOutputLoss, num_output_chunks); torch.optim.AdamW takes foreach on CUDA by default",
    ),
    "github linkedin/Liger-Kernel": Switches(
        "TRL's SFTTrainer with --bf16 under FSDP, rows padded to the longest; torch 2.4's Trainer takes adamw_torch; "
        "Liger's fused loss takes next_power_of_2(tokens / ceil(vocabulary / hidden)) tokens at a time "
        "(ops/fused_linear_cross_entropy.py)",
        mixed_precision="bf16",
        padding="longest",
    ),
    "github huggingface/accelerate benchmarks/fsdp2": Switches(
        "benchmarks/fsdp2/main.py: fp32 shards with bf16 compute, blocks of 128 tokens without padding, `outputs` "
        "alive through backward, torch.optim.AdamW",
        Loop(keeps_logits=True),
        mixed_precision="bf16",
    ),
    "github axolotl-ai-cloud/axolotl": Switches(
        "the example's YAML: sample packing, bf16: auto (the Trainer's autocast), Cut Cross Entropy where the notes "
        "name it, which never holds all logits; loaders/model.py turns embedding, head and norms back to 16 bit",
        mixed_precision="bf16",
        packing=True,
        prepare_for_kbit_training=False,
    ),
    "github modelscope/ms-swift examples": Switches(
        "ms-swift runs the Hugging Face Trainer with bf16 as autocast, rows padded to the longest, and one row a batch "
        "has nothing to pad",
        mixed_precision="bf16",
        padding="longest",
        optim="adamw_torch_fused",
    ),
}

#: Tokens whose logits litgpt's LoRA scripts hold at once.
_LITGPT_CHUNK = 128
#: Pieces that torchtune's chunked loss cuts a batch into.
_TORCHTUNE_PIECES = 8


def switches_of(row: PublishedRow, model: ModelSpec) -> Switches | None:
    """The switches of the row's source with the loss that this row ran, None for a source that documents none."""
    names = [name for name in SWITCHES if row.source.startswith(name)]
    if not names:
        return None
    found = SWITCHES[max(names, key=len)]
    chunk = _loss_chunk(row, model)
    loop = found.loop if chunk is None else replace(found.loop, loss_chunk_tokens=chunk)
    return replace(found, loop=loop, packing=found.packing or "(packed)" in (row.attention or ""))


def _loss_chunk(row: PublishedRow, model: ModelSpec) -> int | None:
    tokens = (row.micro_batch or 1) * (row.seq_len or 1)
    if row.source.startswith("github Lightning-AI/litgpt"):
        return None if row.method == "full" else _LITGPT_CHUNK
    if row.source.startswith("github pytorch/torchtune"):
        chunked = "chunked c" in row.notes.lower() or _after_chunking(row)
        return -(-tokens // _TORCHTUNE_PIECES) if chunked else None
    if row.notes.startswith("Liger"):
        pieces = -(-model.vocab_size // model.hidden_size)
        return _next_power_of_2(-(-tokens // pieces))
    return 1 if "Cut Cross Entropy" in row.notes else None


def _after_chunking(row: PublishedRow) -> bool:
    """Whether torchtune's ladder had its chunked loss already: each step keeps those before it."""
    return "optimisation ladder" in row.source and row.notes.startswith(("+ optim", "+ activation", "+ 8-bit"))


def _next_power_of_2(number: int) -> int:
    return 1 << (number - 1).bit_length()


def loop_text(loop: Loop) -> str:
    """The switches that differ from the Trainer's, by name."""
    words = [name for name in ("keeps_gradients", "keeps_logits", "masks_always") if getattr(loop, name)]
    if loop.loss_chunk_tokens is not None:
        words.append(f"loss_chunk_tokens={loop.loss_chunk_tokens}")
    return " ".join(words) or "Trainer's"
