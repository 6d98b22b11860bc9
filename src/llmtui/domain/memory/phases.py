"""The steady step of training as a sequence of moments, each a sum of components; the peak is the largest.

The moments are those at which traced runs of transformers' Trainer peaked: the end of forward, the loss's backward,
the head's backward, the recomputation of a checkpointed layer, the end of backward, the optimizer's step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..plan import Plan
from . import activations as act
from .sizes import (
    DTYPE_BYTES,
    Widths,
    head_parameters,
    lora_parameters,
    optimizer_bytes,
    step_temporary_bytes,
    widths,
)

Moment = Mapping[str, int]


@dataclass(frozen=True)
class Static:
    """Whole per-rank sizes in bytes, whenever they live; `shards` divides what FSDP shards."""

    weights: int
    gradients: int
    optimizer: int
    lora: int
    trainable: int
    trainable_bytes: int


def static_sizes(plan: Plan) -> Static:
    """Weights, gradients and optimizer states of one rank.

    Under FSDP parameters, gradients and states are divided by the ranks (arXiv 2304.11277); parts that CPU offload
    moves to the host are 0 here.
    """
    training, model = plan.spec.training, plan.model
    dtype = DTYPE_BYTES[training.weights_dtype]
    lora = lora_parameters(model, training) if plan.method == "lora" else 0
    trainable = lora or model.parameters
    # PEFT keeps adapters in fp32 (autocast_adapter_dtype), whatever the base model is loaded in.
    trainable_bytes = 4 if lora else dtype
    ranks = plan.world_size if plan.sharding == "fsdp" else 1
    offloaded = plan.sharding == "fsdp" and training.fsdp.offload_params
    whole = (
        model.parameters * dtype + lora * 4,
        trainable * trainable_bytes,
        optimizer_bytes(training.optim, trainable, trainable_bytes),
    )
    weights, gradients, optimizer = (0 if offloaded else -(-size // ranks) for size in whole)
    return Static(weights, gradients, optimizer, lora * 4, trainable, trainable_bytes)


def training_moments(plan: Plan) -> dict[str, Moment]:
    """Moments of a step by name, each with its components in bytes."""
    step = _Step(plan)
    moments = {
        "forward": step.forward(),
        "loss backward": step.loss_backward(),
        "head backward": step.head_backward(),
        "layer backward": step.end_of_backward(),
        "optimizer": step.optimizer(),
    }
    if plan.spec.training.gradient_checkpointing:
        moments["recompute"] = step.enter_layers(step.layer + step.mlp)
    elif step.fsdp:
        # Nothing to recompute, but the layer before is gathered already while this one is worked on.
        moments["layer backward"] = max(moments["layer backward"], step.enter_layers(step.mlp), key=_size)
    return moments


def _size(moment: Moment) -> int:
    return sum(moment.values())


class _Step:
    """The sizes that several moments share."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.training = plan.spec.training
        self.static = static_sizes(plan)
        self.sizes: Widths = widths(plan.model)
        self.fsdp = plan.sharding == "fsdp"
        # FSDP gathers parameters in the compute dtype, so that its activations are those of 16-bit weights.
        mode = act.mode_of(self.training, plan.mixed_precision)
        self.mode: act.Mode = "half" if self.fsdp and mode == "mixed" else mode
        self.mixed = self.mode == "mixed"
        self.compute_bytes = 4 if mode == "fp32" else 2
        tokens = self.training.per_device_train_batch_size * self.training.max_length
        self.logit = tokens * self.sizes.vocabulary
        self.layer = act.layer_bytes(plan.model, self.training, self.mode)
        self.kept = act.kept_bytes(plan.model, self.training, self.mode)
        self.final = act.final_bytes(plan.model, self.training, self.mode)
        self.mlp = 4 * self.sizes.intermediate * tokens
        self.head = head_parameters(plan.model)
        self.full = plan.method == "full"

    def _moment(self, *, gradients: int = 0, activations: int = 0, logits: int = 0, buffers: int = 0) -> Moment:
        accumulated = self.training.gradient_accumulation_steps > 1
        return {
            "weights": self.static.weights,
            "gradients": max(gradients, self.static.gradients if accumulated else 0),
            "optimizer": self.static.optimizer,
            "activations": activations,
            "logits": logits,
            "buffers": buffers + self._standing_buffers(),
        }

    def _standing_buffers(self) -> int:
        """DDP's gradient buckets: one copy of all trainable gradients (torch.nn.parallel.DistributedDataParallel)."""
        if self.plan.sharding != "ddp":
            return 0
        return self.static.trainable * self.static.trainable_bytes

    def _casts(self) -> int:
        """autocast's 16-bit copies of fp32 weights, alive to the end of forward."""
        if not self.mixed:
            return 0
        if self.training.gradient_checkpointing:
            return 2 * self.head
        return 2 * (self.sizes.layers * self.sizes.linear + self.head)

    def _gathered(self, layers: int) -> int:
        """FSDP's gathered units: the root (embedding and head) and `layers` decoder layers at once."""
        if not self.fsdp:
            return 0
        if not self.training.fsdp.reshard_after_forward:
            return self.plan.model.parameters * self.compute_bytes
        root = self.plan.model.embedding_parameters + (0 if self.plan.model.tie_word_embeddings else self.head)
        return self.compute_bytes * (root + layers * self.sizes.linear)

    def forward(self) -> Moment:
        # 16-bit logits, their fp32 copy and the log-softmax; in fp32 the copy falls away.
        factor = 8 if self.mode == "fp32" else 10
        return self._moment(
            activations=self.kept + self.final,
            logits=factor * self.logit,
            buffers=self._casts() + self._gathered(1),
        )

    def loss_backward(self) -> Moment:
        return self._moment(
            activations=self.kept + self.final,
            logits=12 * self.logit,
            buffers=self._casts() + self._gathered(1),
        )

    def head_backward(self) -> Moment:
        gradient = self.head * (2 if self.mixed or self.fsdp else self.static.trainable_bytes) if self.full else 0
        upcast = 4 * self.head if self.full and (self.mixed or self.fsdp) else 0
        return self._moment(
            gradients=gradient,
            activations=self.kept + self.final,
            logits=(4 if self.mode == "fp32" else 2) * self.logit,
            buffers=self._casts() + self._gathered(0) + upcast,
        )

    def enter_layers(self, passing: int) -> Moment:
        """Backward reaches the last decoder layer, with `passing` bytes beside what forward kept."""
        gradient = self.head * self.static.trainable_bytes if self.full else 0
        layers = 2 if self.fsdp else 0
        casts = 2 * self.sizes.linear if self.mixed else 0
        return self._moment(
            gradients=gradient,
            activations=self.kept + passing,
            buffers=casts + self._gathered(layers),
        )

    def end_of_backward(self) -> Moment:
        if not self.full:
            return self._moment(gradients=self.static.gradients, activations=self.layer + self.mlp)
        tied = 2 * self.head * self.static.trainable_bytes if self.plan.model.tie_word_embeddings else 0
        if self.fsdp:
            copies = 3 if self.plan.model.tie_word_embeddings else 2
            buffers = self._gathered(0) + self.compute_bytes * self.head * copies
            return self._moment(gradients=self.static.gradients, activations=self.layer + self.mlp, buffers=buffers)
        # The first layer's activations are still there while its own and the embedding's gradients are not.
        missing = (self.sizes.linear + self.head) * self.static.trainable_bytes
        casts = 2 * self.sizes.linear if self.mixed else 0
        transient = max(tied, self.layer + self.mlp + casts - missing, 0)
        return self._moment(gradients=self.static.gradients, buffers=transient)

    def optimizer(self) -> Moment:
        temporary = step_temporary_bytes(self.training.optim, self.static.trainable, self.static.trainable_bytes)
        ranks = self.plan.world_size if self.fsdp else 1
        return self._moment(gradients=self.static.gradients, buffers=temporary // ranks)
