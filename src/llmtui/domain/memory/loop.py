"""What a training loop does beside what the job file says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Loop:
    """The bundled runtime's loop by default, which is transformers' Trainer; other loops differ.

    `keeps_gradients`: gradients are zeroed, not dropped, between steps (zero_grad(set_to_none=False)).
    `keeps_logits`: the model's outputs are alive during backward (Trainer.compute_loss lets them go).
    `masks_always`: an attention mask is built for batches without padding too (transformers before 5).
    `loss_chunk_tokens`: the logits of so many tokens at a time (chunked and fused losses), None for all at once.
    """

    keeps_gradients: bool = False
    keeps_logits: bool = False
    masks_always: bool = False
    loss_chunk_tokens: int | None = None


TRAINER = Loop()
