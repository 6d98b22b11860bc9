"""What a published row is good for: exact, sharded, rough or not covered, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from llmtui.domain.memory.forms import traced_family

from .data import PublishedRow
from .shapes import model_of

GradeName = Literal["exact", "sharded", "rough", "not covered"]
GRADES: tuple[GradeName, ...] = ("exact", "sharded", "rough", "not covered")

#: What a published figure is a figure of.
Figure = Literal["peak", "weights and KV cache"]


@dataclass(frozen=True)
class Grade:
    """`bound`: the row's length is only a cap, so that an estimate at the cap should not lie below the measurement.

    `figure`: what the row's figure holds by its own notes, so that this part of the estimate is held against it.
    """

    name: GradeName
    reason: str
    bound: bool
    figure: Figure = "peak"


@dataclass(frozen=True)
class _Rule:
    name: GradeName
    reason: str
    when: Callable[[PublishedRow], bool]


def _training(row: PublishedRow) -> bool:
    return not row.method.startswith("inference")


def _source(beginning: str) -> Callable[[PublishedRow], bool]:
    return lambda row: row.source.startswith(beginning)


def _strategy(*words: str) -> Callable[[PublishedRow], bool]:
    return lambda row: any(word in row.strategy for word in words)


def _beyond_data_parallel(row: PublishedRow) -> bool:
    return re.search(r"\b[TCP]P\d|\b[23]D\b", row.strategy) is not None


def _no_config(row: PublishedRow) -> bool:
    return model_of(row.model_id) is None


def _unknown_family(row: PublishedRow) -> bool:
    model = model_of(row.model_id)
    return model is not None and traced_family(model.model_type) is None


def _litgpt_4_bit(row: PublishedRow) -> bool:
    return row.source.startswith("github Lightning-AI/litgpt") and ("qlora" in row.method or "nf4" in row.method)


def _torchtune_unsaid(row: PublishedRow) -> bool:
    return row.source.startswith("github pytorch/torchtune") and row.grad_ckpt is None


def _offloaded(row: PublishedRow) -> bool:
    return row.grad_ckpt == "offload" or "activation offload" in row.notes + row.strategy


def _steps_in_backward(row: PublishedRow) -> bool:
    return "in-backward" in row.notes or "in backward" in str(row.optimizer)


def _one_gpu_allocated(row: PublishedRow) -> bool:
    return row.world_size == 1 and "torch max_memory" in row.measure_kind


def _without_prefill(row: PublishedRow) -> bool:
    return "weights+KV test" in row.notes


def _targets(row: PublishedRow) -> str:
    return "" if row.lora is None else str(row.lora.get("targets", ""))


#: The first rule that holds grades the row: what cannot be entered at all, then what can only be entered roughly.
_RULES: tuple[_Rule, ...] = (
    _Rule("not covered", "no config at hand", _no_config),
    _Rule("not covered", "a serving engine's own pool (vLLM)", lambda row: "vLLM" in row.method),
    _Rule("not covered", "FP8 checkpoint", lambda row: row.precision.startswith("FP8")),
    _Rule("not covered", "AWQ int4 checkpoint", lambda row: row.precision.startswith("AWQ")),
    _Rule("not covered", "float8 compute", lambda row: "float8" in row.precision or "float8" in row.notes),
    _Rule("not covered", "tensor, pipeline or context parallel", _beyond_data_parallel),
    _Rule("not covered", "DeepSpeed's partitioning is not modelled", _strategy("DeepSpeed")),
    _Rule("not covered", "one rank over several GPUs", _strategy("device_map")),
    _Rule("not covered", "how the ranks share the model is not stated", _strategy("multi-GPU (litgpt)")),
    _Rule(
        "not covered", "PEFT method that the job file does not have", lambda row: row.method in {"ia3", "prefixtuning"}
    ),
    _Rule("not covered", "model_type without forms of its own", _unknown_family),
    _Rule("not covered", "only loaded, no training step", lambda row: "init only" in row.method),
    _Rule("not covered", "forward over all logits, which generate() does not do", lambda row: "prefill" in row.task),
    _Rule("not covered", "op-level selective checkpointing", lambda row: "selective" in str(row.grad_ckpt)),
    _Rule("not covered", "activations offloaded", _offloaded),
    _Rule("not covered", "optimizer step inside backward", _steps_in_backward),
    _Rule("not covered", "checkpointing not stated", _torchtune_unsaid),
    _Rule("not covered", "length of the rows not stated", lambda row: _training(row) and row.seq_len is None),
    _Rule("not covered", "LoRA's rank and targets not stated", lambda row: "lora" in row.method and row.lora is None),
    _Rule("not covered", "adapter on the head", lambda row: "head" in _targets(row)),
    _Rule("not covered", "inference in NF4 with double quantization", lambda row: row.method == "inference nf4-dq"),
    _Rule("rough", "other stack (litgpt), old bitsandbytes", _litgpt_4_bit),
    _Rule("rough", "other stack (litgpt's own model)", _source("github Lightning-AI/litgpt")),
    _Rule("rough", "other stack (torchtune's own model)", _source("github pytorch/torchtune")),
    _Rule("rough", "measure not stated", lambda row: "not stated" in row.measure_kind),
    _Rule("rough", "read off a chart by eye", lambda row: "read off" in row.measure_kind + row.notes),
    _Rule("sharded", "FSDP through the Trainer", lambda row: row.world_size > 1 and _strategy("FSDP")(row)),
    _Rule("exact", "Hugging Face stack, loop documented", _one_gpu_allocated),
    _Rule("exact", "Hugging Face generate(): weights and KV cache, by the row's notes", _without_prefill),
)


def grade(row: PublishedRow) -> Grade:
    """The grade of one row. Raises ValueError for a row that no rule covers."""
    bound = re.search(r"\bcap\b", row.notes) is not None
    for rule in _RULES:
        if rule.when(row):
            figure: Figure = "weights and KV cache" if _without_prefill(row) else "peak"
            return Grade(rule.name, rule.reason, bound and rule.name != "not covered", figure)
    raise ValueError(f"row {row.row} of {row.source} has no grade")
