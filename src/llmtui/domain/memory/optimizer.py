"""Optimizer states, and what the optimizer's own step needs beside them."""

from __future__ import annotations

from ..checks import EIGHT_BIT
from ..job import Training
from ..linears import linears, matrices
from ..model import ModelSpec

#: States that have the parameter's own dtype: AdamW's two moments (torch.optim.AdamW).
_MOMENTS = frozenset({"adamw_torch", "adamw_torch_fused", "paged_adamw_32bit"})
#: bitsandbytes' 8-bit AdamW: two bytes and two fp32 absmax values for a block of 256.
_EIGHT_BIT_BYTES = 2 + 2 * 4 / 256


def optimizer_bytes(optim: str, trainable: int, dtype_bytes: int, *, in_32_bit: int = 0) -> int:
    """States for `trainable` parameters held in `dtype_bytes` each; `in_32_bit` of them stay so under 8-bit AdamW."""
    if optim == "paged_adamw_32bit":
        return 8 * trainable
    if optim in _MOMENTS:
        return 2 * dtype_bytes * trainable
    if optim in EIGHT_BIT:
        return int(_EIGHT_BIT_BYTES * (trainable - in_32_bit)) + 8 * in_32_bit
    return 0


def states(model: ModelSpec, training: Training, trainable: int, dtype_bytes: int) -> int:
    """States of a model's trained parameters in bytes, whole."""
    if training.optim == "adafactor":
        return _factored(model) if training.method == "full" else 0
    # transformers' Trainer has bitsandbytes keep embeddings in 32 bit (Trainer.create_optimizer).
    in_32_bit = model.embedding_parameters if training.method == "full" else 0
    return optimizer_bytes(training.optim, trainable, dtype_bytes, in_32_bit=in_32_bit)


def _factored(model: ModelSpec) -> int:
    """Adafactor: an fp32 row and column for each matrix (arXiv 1804.04235, section 4)."""
    tables = (1 if model.tie_word_embeddings else 2) * (model.vocab_size + model.hidden_size)
    factors = sum(number * (wide + tall) for _, wide, tall, number in matrices(model))
    return 4 * (tables + factors + (2 * model.num_hidden_layers + 1) * model.hidden_size)


def step_bytes(model: ModelSpec, training: Training, trainable: int, dtype_bytes: int) -> int:
    """What one optimizer step holds at most beside parameters, gradients and states.

    torch's foreach AdamW works in one copy of everything it updates, the fused one in none. transformers' Adafactor
    goes tensor by tensor with fp32 copies of parameter and gradient (none of them if they are fp32 already), the
    square and its sum with epsilon.
    """
    if training.optim == "adamw_torch":
        return trainable * dtype_bytes
    if training.optim != "adafactor":
        return 0
    copies = 4 if dtype_bytes == 2 else 2
    return copies * 4 * _largest(model, training)


def _largest(model: ModelSpec, training: Training) -> int:
    if training.method != "full":
        return training.lora.r * max(model.intermediate_size, model.hidden_size)
    return max(model.embedding_parameters, *(wide * tall for _, wide, tall in linears(model)))
