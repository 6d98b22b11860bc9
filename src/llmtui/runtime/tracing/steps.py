"""Steps of training and of generation, as the Trainer and generate() take them, measured phase by phase."""

from __future__ import annotations

from typing import Any, Dict, Optional

import torch

from ..args import TraceArguments
from .build import trained
from .cuda import as_on_cuda
from .storages import Storages

#: transformers' Trainer runs the model in this dtype under mixed precision.
_COMPUTE = {"bf16": torch.bfloat16, "fp16": torch.float16}


def train_step(model: Any, optimizer: Any, arguments: TraceArguments, storages: Storages) -> Dict[str, int]:
    """One optimizer step: forward, backward, optimizer; peaks in bytes by phase.

    With gradient accumulation the second of two micro-batches is measured, which finds the first one's gradients.
    """
    peaks: Dict[str, int] = {}
    for _ in range(min(2, arguments.gradient_accumulation_steps)):
        storages.restart()
        loss = _forward(model, arguments)
        peaks["forward"] = storages.peak
        storages.restart()
        loss.backward()
        del loss
        peaks["backward"] = storages.peak
    storages.restart()
    optimizer.step()
    peaks["optimizer"] = storages.peak
    return peaks


def _forward(model: Any, arguments: TraceArguments) -> Any:
    """The loss; the model's outputs are let go, as Trainer.compute_loss does."""
    shape = (arguments.per_device_train_batch_size, arguments.max_length)
    tokens = torch.zeros(shape, dtype=torch.long)
    mask: Optional[Any] = torch.ones(shape, dtype=torch.long) if arguments.masked else None
    dtype = _COMPUTE.get(arguments.mixed_precision, torch.bfloat16)
    with as_on_cuda(), torch.autocast("cpu", dtype, enabled=arguments.mixed_precision != "no"):
        return model(input_ids=tokens, labels=tokens, attention_mask=mask).loss


def clear_gradients(model: Any) -> None:
    """As the Trainer's zero_grad leaves them: gone."""
    for parameter in trained(model):
        parameter.grad = None


def generate(model: Any, arguments: TraceArguments, storages: Storages) -> Dict[str, int]:
    """Peaks in bytes of the prompt's pass and of the last token's pass, the longest cache's."""
    from transformers import DynamicCache

    cache = DynamicCache(config=model.config)
    peaks: Dict[str, int] = {}
    with torch.no_grad():
        peaks["prefill"] = _pass(model, arguments.batch_size, arguments.prompt_tokens, cache, storages)
        if arguments.max_new_tokens > 2:
            # What generate() does a token at a time; only the cache that it leaves matters.
            _pass(model, arguments.batch_size, arguments.max_new_tokens - 2, cache, storages)
        peaks["decode"] = _pass(model, arguments.batch_size, 1, cache, storages)
    return peaks


def _pass(model: Any, rows: int, count: int, cache: Any, storages: Storages) -> int:
    tokens = torch.zeros((rows, count), dtype=torch.long)
    storages.restart()
    with as_on_cuda():
        model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
    return storages.peak
