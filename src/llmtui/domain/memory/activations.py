"""What autograd keeps of each layer for the backward pass.

Bytes per token and layer as traced through transformers 5.23 with SDPA and without padding: a sum over widths with
whole-number factors. Hugging Face's RMSNorm alone keeps an fp32 copy of its input (4 h), the normalised copy (2 h) and
its output (2 h), which is why textbook formulas miss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..job import Training
from ..model import ModelSpec
from .sizes import DTYPE_BYTES, Widths, lora_targets, widths

Mode = Literal["half", "mixed", "fp32"]


@dataclass(frozen=True)
class _Row:
    """Factors of hidden, query, key_value and intermediate width."""

    hidden: int
    query: int
    key_value: int
    intermediate: int


@dataclass(frozen=True)
class _Kind:
    """One family's rows; `heads` factors the head counts, `scores` the eager score matrices (bytes a score)."""

    half: _Row
    mixed: _Row
    fp32: _Row
    heads: Literal["queries", "queries and keys"] = "queries"
    scores: int = 0


_LLAMA = _Kind(_Row(16, 4, 4, 8), _Row(26, 4, 4, 8), _Row(24, 8, 8, 16))
_KINDS: dict[str, _Kind] = {
    "qwen3": _Kind(_Row(16, 10, 10, 8), _Row(26, 10, 10, 8), _Row(24, 16, 16, 16), heads="queries and keys"),
    "gemma3_text": _Kind(_Row(36, 12, 12, 8), _Row(42, 12, 12, 8), _Row(40, 16, 16, 16), heads="queries and keys"),
    "olmo2": _Kind(_Row(20, 12, 12, 8), _Row(26, 12, 12, 8), _Row(40, 24, 24, 16)),
    "apertus": _Kind(_Row(16, 10, 10, 11), _Row(24, 10, 10, 13), _Row(32, 20, 20, 22), heads="queries and keys"),
    "cohere2": _Kind(_Row(14, 4, 4, 8), _Row(22, 4, 4, 8), _Row(28, 8, 8, 16)),
    "phi3": _Kind(_Row(16, 8, 6, 8), _Row(20, 8, 6, 8), _Row(32, 16, 12, 16)),
    "gpt_neox": _Kind(_Row(20, 0, 0, 4), _Row(22, 0, 0, 4), _Row(40, 0, 0, 8)),
    "gpt2": _Kind(_Row(16, 0, 0, 10), _Row(20, 0, 0, 10), _Row(32, 0, 0, 20)),
    "opt": _Kind(_Row(16, 0, 0, 2), _Row(24, 0, 0, 2), _Row(32, 0, 0, 4)),
    "gpt_neo": _Kind(_Row(20, 0, 0, 10), _Row(24, 0, 0, 10), _Row(32, 0, 0, 20), scores=6),
    "bloom": _Kind(_Row(32, 0, 0, 0), _Row(36, 0, 0, 0), _Row(64, 0, 0, 0), scores=6),
    "gemma2": _Kind(_Row(36, 8, 0, 8), _Row(42, 8, 0, 8), _Row(72, 16, 0, 16), scores=8),
}
_KINDS["olmo3"] = _KINDS["olmo2"]
_KINDS["qwen3_moe"] = _KINDS["qwen3"]

#: Families whose factors were traced; every other one is reckoned like llama and said to be extrapolated.
TRACED = frozenset({*_KINDS, "llama", "mistral", "qwen2", "smollm3", "granite", "ministral3", "mixtral"})


def mode_of(training: Training, mixed_precision: str) -> Mode:
    """ "half" for 16-bit weights, "mixed" for fp32 weights under autocast, "fp32" without it."""
    if training.weights_dtype != "fp32":
        return "half"
    return "mixed" if mixed_precision != "no" else "fp32"


def layer_bytes(model: ModelSpec, training: Training, mode: Mode) -> int:
    """One layer's kept activations for one micro-batch of per_device_train_batch_size x max_length tokens."""
    sizes = widths(model)
    tokens = training.per_device_train_batch_size * training.max_length
    kind = _KINDS.get(model.model_type, _LLAMA)
    scores = 6 if training.attn_implementation == "eager" and not kind.scores else kind.scores
    if training.method == "lora" and mode == "half":
        token = _frozen_token(model, sizes) + _lora_token(model, training)
    else:
        token = _token(model, sizes, kind, mode, eager=scores > 0)
    square = training.per_device_train_batch_size * training.max_length**2
    return tokens * token + scores * sizes.heads * square


def _token(model: ModelSpec, sizes: Widths, kind: _Kind, mode: Mode, *, eager: bool) -> int:
    row: _Row = getattr(kind, mode)
    heads = sizes.heads + (sizes.key_value_heads if kind.heads == "queries and keys" else 0)
    # Eager attention keeps no log-sum-exp per head; its score matrices are counted apart.
    total = row.hidden * sizes.hidden + row.query * sizes.query + row.key_value * sizes.key_value
    total += 0 if eager else 4 * heads
    return total + _mlp_token(model, sizes, row.intermediate)


def _mlp_token(model: ModelSpec, sizes: Widths, factor: int) -> int:
    if model.moe is None:
        return factor * sizes.intermediate
    active = model.moe.experts_per_token
    routed = 4 * active * sizes.hidden + 8 * active * model.moe.intermediate_size + 4 * model.moe.num_experts
    return routed + factor * model.moe.shared_intermediate_size


def _frozen_token(model: ModelSpec, sizes: Widths) -> int:
    """A layer whose 16-bit weights are frozen keeps less: no input of a matrix whose gradient nobody asks for."""
    hidden, attention = 8, 4
    if model.model_type in {"qwen3", "gemma3_text"}:
        hidden, attention = (16 if model.model_type == "gemma3_text" else 8), 8
    token = hidden * sizes.hidden + attention * (sizes.query + sizes.key_value) + 4 * sizes.heads + 8
    return token + (6 * sizes.intermediate if model.moe is None else _mlp_token(model, sizes, 6))


def _lora_token(model: ModelSpec, training: Training) -> int:
    """Each targeted matrix keeps its own 16-bit input copy and the r-wide product."""
    dropped = 1 if training.lora.lora_dropout > 0 else 0  # the mask; its size on CUDA was not measured
    return sum((2 + dropped) * wide + 2 * training.lora.r for wide, _ in lora_targets(model, training))


def kept_bytes(model: ModelSpec, training: Training, mode: Mode) -> int:
    """All layers' kept activations: whole layers, or with gradient_checkpointing only each layer's input."""
    layers = model.num_hidden_layers
    if training.gradient_checkpointing:
        return layers * checkpoint_bytes(model, training)
    return layers * layer_bytes(model, training, mode)


def checkpoint_bytes(model: ModelSpec, training: Training) -> int:
    """A checkpointed layer's input, in the dtype of the residual stream (that of the loaded weights)."""
    tokens = training.per_device_train_batch_size * training.max_length
    return tokens * model.hidden_size * DTYPE_BYTES[training.weights_dtype]


def final_bytes(model: ModelSpec, training: Training, mode: Mode) -> int:
    """What the last norm and the head's input keep."""
    tokens = training.per_device_train_batch_size * training.max_length
    factor = 4 if training.method == "lora" and mode == "half" else {"half": 8, "mixed": 10, "fp32": 12}[mode]
    return factor * tokens * model.hidden_size
