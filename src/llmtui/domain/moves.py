"""Changes that make a job need less memory, each in the job file's own words, before anything is estimated.

What they cost, and where that comes from: checkpointing computes the forward pass once more (arXiv 1604.06174), and a
backward pass takes twice a forward pass's compute, or as much as one where the weights are frozen; sharded parameters
make half more traffic between the GPUs than DDP (ZeRO, arXiv 1910.02054, section 7); 8-bit states of AdamW end where
those in 32 bit do (arXiv 2110.02861); LoRA is arXiv 2106.09685, its 4-bit form arXiv 2305.14314.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .dotted import Value
from .memory.weights import lora_parameters
from .plan import Plan

#: Rows are shortened to multiples of the first, to no less than the second (in tokens) and to no less than that part.
_LENGTH_STEP, _LEAST_LENGTH, _LEAST_PART = 64, 128, 8


#: What a smaller batch with more accumulation says of itself, as long as no other change adds ranks.
SAME_BATCH, SAME_ROWS = " (same global batch)", "same rows a step, "


@dataclass(frozen=True)
class Option:
    """One change: what it says, the keys that it sets, and what it costs in words.

    `rank`: 0 leaves the result as it is and costs nothing; the higher, the more it intrudes.
    """

    rank: int
    text: str
    changes: Mapping[str, Value]
    cost: str


@dataclass(frozen=True)
class Move:
    """A kind of change. `option(0)` is the mildest of its `count` forms, and each further one needs less memory.

    `small`: its last form is one that people use, so that it may be combined with another change of many forms.
    """

    count: int
    option: Callable[[int], Option]
    small: bool = True


def _one(rank: int, text: str, cost: str, **changes: Value) -> list[Move]:
    """A move of one form; `changes` with two underscores for a dot."""
    found = Option(rank, text, {key.replace("__", "."): value for key, value in changes.items()}, cost)
    return [Move(1, lambda _: found)]


def training_moves(plan: Plan) -> list[Move]:
    """What a fine-tuning job can do on the hardware that it has."""
    return [
        *_attention(plan, "training"),
        *_fused(plan),
        *_checkpointing(plan),
        *_fewer_processes(plan),
        *_smaller_batch(plan),
        *_small_states(plan),
        *_frozen_in_16_bit(plan),
        *_shorter("training.max_length", 8, plan.spec.training.max_length, "rows are cut after {} tokens"),
        *_adapters(plan),
    ]


def inference_moves(plan: Plan) -> list[Move]:
    """What a generation job can do on the hardware that it has."""
    inference = plan.spec.inference
    batch = Move(inference.batch_size - 1, lambda index: _fewer_prompts(inference.batch_size, index))
    return [
        *_attention(plan, "inference"),
        *([batch] if batch.count else []),
        *_smaller_weights(plan),
        *_shorter("inference.prompt_tokens", 8, inference.prompt_tokens, "longer prompts than {} tokens need more"),
        *_shorter("inference.max_new_tokens", 8, inference.max_new_tokens, "answers end after {} tokens"),
    ]


def _attention(plan: Plan, section: str) -> list[Move]:
    settings = plan.spec.training if section == "training" else plan.spec.inference
    if settings.attn_implementation != "eager" or not plan.model.sdpa:
        return []
    changes = {f"{section}__attn_implementation": "sdpa"}
    return _one(0, "attn_implementation sdpa", "same result to rounding, and faster", **changes)


def _fused(plan: Plan) -> list[Move]:
    if plan.spec.training.optim != "adamw_torch":
        return []
    return _one(
        0, "optim adamw_torch_fused", "same result, without a copy on the way", training__optim="adamw_torch_fused"
    )


def _checkpointing(plan: Plan) -> list[Move]:
    if plan.spec.training.gradient_checkpointing:
        return []
    more = "a third" if plan.method == "full" else "half"
    return _one(
        1,
        "gradient_checkpointing: true",
        f"about {more} more compute a step",
        training__gradient_checkpointing=True,
    )


def _fewer_processes(plan: Plan) -> list[Move]:
    """CPU ranks share the node's RAM: one a node has all of it, and its CPUs too."""
    before = plan.processes_per_node
    if plan.gpu is not None or before == 1:
        return []
    steps = plan.spec.training.gradient_accumulation_steps
    return _one(
        2,
        f"processes_per_node {before} -> 1, gradient_accumulation_steps {steps} -> {steps * before}",
        "same rows a step, by one process",
        placement__processes_per_node=1,
        training__gradient_accumulation_steps=steps * before,
    )


def _smaller_batch(plan: Plan) -> list[Move]:
    training = plan.spec.training
    batch, steps = training.per_device_train_batch_size, training.gradient_accumulation_steps
    rows = batch * steps
    smaller = [size for size in range(batch - 1, 0, -1) if rows % size == 0]

    def option(index: int) -> Option:
        size = smaller[index]
        return Option(
            3,
            f"per_device_train_batch_size {batch} -> {size}, "
            f"gradient_accumulation_steps {steps} -> {rows // size}{SAME_BATCH}",
            {
                "training.per_device_train_batch_size": size,
                "training.gradient_accumulation_steps": rows // size,
            },
            f"{SAME_ROWS}in {rows // size} passes",
        )

    return [Move(len(smaller), option)] if smaller else []


def _small_states(plan: Plan) -> list[Move]:
    """bitsandbytes' kernels for this are made for GPUs; under FSDP they are refused (domain/checks.py)."""
    if plan.gpu is None or plan.spec.training.optim not in ("adamw_torch", "adamw_torch_fused"):
        return []
    return _one(5, "optim adamw_bnb_8bit", "optimizer states rounded to 8 bits", training__optim="adamw_bnb_8bit")


def _frozen_in_16_bit(plan: Plan) -> list[Move]:
    """Only where the weights are frozen: bf16 weights that are trained lose small updates."""
    if plan.method == "full" or plan.spec.training.weights_dtype != "fp32":
        return []
    return _one(5, "weights_dtype bf16", "frozen weights rounded to 16 bits", training__weights_dtype="bf16")


def _shorter(key: str, rank: int, tokens: int, cost: str) -> list[Move]:
    longest, least = (tokens - 1) // _LENGTH_STEP, max(_LEAST_LENGTH, tokens // _LEAST_PART)
    count = longest + 1 - -(-least // _LENGTH_STEP)
    name = key.rpartition(".")[2]

    def option(index: int) -> Option:
        fewer = (longest - index) * _LENGTH_STEP
        return Option(rank, f"{name} {tokens} -> {fewer}", {key: fewer}, cost.format(fewer))

    return [Move(count, option, small=False)] if count > 0 else []


def _adapters(plan: Plan) -> list[Move]:
    found: list[Move] = []
    if plan.method == "full":
        found += _one(9, "method lora", f"trains {_share(plan)} of the parameters", **_adapted(plan, "lora"))
    if plan.method != "qlora" and plan.gpu is not None:
        changes = _adapted(plan, "qlora")
        text = "method qlora, sharding fsdp" if "training__sharding" in changes else "method qlora"
        trains = f"trains {_share(plan)} of the parameters; " if plan.method == "full" else ""
        found += _one(10, text, f"{trains}frozen weights rounded to 4 bits", **changes)
    return found


def _adapted(plan: Plan, method: str) -> dict[str, Value]:
    """The method, and what it asks of the sharding (domain/checks.py)."""
    changes: dict[str, Value] = {"training__method": method}
    if method == "qlora" and plan.sharding == "zero3":
        changes["training__sharding"] = "fsdp"
    if "fsdp" in (plan.sharding, changes.get("training__sharding")) and plan.spec.training.fsdp.version == 1:
        changes["training__fsdp__version"] = 2
    return changes


def _share(plan: Plan) -> str:
    """The part of the parameters that LoRA with this job's settings trains."""
    training = replace(plan.spec.training, method="lora")
    return f"{100 * lora_parameters(plan.model, training) / plan.model.parameters:.2g} %"


def _fewer_prompts(batch: int, index: int) -> Option:
    size = batch - 1 - index
    return Option(3, f"batch_size {batch} -> {size}", {"inference.batch_size": size}, "same answers, fewer at a time")


def _smaller_weights(plan: Plan) -> list[Move]:
    if plan.spec.inference.weights_dtype != "fp32":
        return []
    return _one(4, "weights_dtype bf16", "weights rounded to 16 bits", inference__weights_dtype="bf16")
