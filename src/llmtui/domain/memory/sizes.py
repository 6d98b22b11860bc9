"""Bytes of the whole model's parts: weights, trainable parameters, gradients, optimizer states."""

from __future__ import annotations

from dataclasses import dataclass

from ..job import Dtype, Training
from ..model import ModelSpec

DTYPE_BYTES: dict[Dtype, int] = {"fp32": 4, "bf16": 2, "fp16": 2}

#: Bytes of optimizer state a trainable parameter, in units of that parameter's own bytes ("dtype") or absolute.
#: AdamW keeps two tensors of the parameter's dtype (torch.optim.AdamW); bitsandbytes' 8-bit AdamW two bytes and two
#: fp32 absmax values per block of 256; Adafactor a row and a column per matrix, which comes to nothing; the
#: Trainer's sgd runs without momentum (transformers.Trainer.get_optimizer_cls_and_kwargs).
_STATES_BY_DTYPE = {"adamw_torch": 2.0, "adamw_torch_fused": 2.0, "paged_adamw_32bit": 2.0}
_STATES_ABSOLUTE = {
    "adamw_8bit": 2 + 2 * 4 / 256,
    "adamw_bnb_8bit": 2 + 2 * 4 / 256,
    "paged_adamw_8bit": 2 + 2 * 4 / 256,
    "adafactor": 0.0,
    "sgd": 0.0,
}


@dataclass(frozen=True)
class Widths:
    """Widths in features that the formulas use again and again; `linear` counts one layer's matrix elements."""

    hidden: int
    query: int
    key_value: int
    intermediate: int
    linear: int
    vocabulary: int
    layers: int
    heads: int
    key_value_heads: int


def widths(model: ModelSpec) -> Widths:
    """The widths of a model; for a mixture of experts `linear` counts all experts held."""
    query = model.num_attention_heads * model.head_dim
    key_value = model.num_key_value_heads * model.head_dim
    hidden = model.hidden_size
    attention = 2 * hidden * query + 2 * hidden * key_value
    matrices = 3 if model.mlp == "gated" else 2
    if model.moe is None:
        mlp = matrices * hidden * model.intermediate_size
    else:
        experts = model.moe.num_experts * 3 * hidden * model.moe.intermediate_size
        mlp = experts + hidden * model.moe.num_experts + 3 * hidden * model.moe.shared_intermediate_size
    return Widths(
        hidden=hidden,
        query=query,
        key_value=key_value,
        intermediate=model.intermediate_size,
        linear=attention + mlp,
        vocabulary=model.vocab_size,
        layers=model.num_hidden_layers,
        heads=model.num_attention_heads,
        key_value_heads=model.num_key_value_heads,
    )


def head_parameters(model: ModelSpec) -> int:
    """Elements of the output projection: vocab_size x hidden_size, whether tied or not."""
    return model.vocab_size * model.hidden_size


def lora_targets(model: ModelSpec, training: Training) -> tuple[tuple[int, int], ...]:
    """(in, out) widths of each targeted linear layer of one decoder layer.

    "all-linear" takes every linear layer but the output head, as PEFT does; names are matched by their last part.
    Experts of a mixture are left out: PEFT reaches them only where they are linear layers of their own.
    """
    sizes = widths(model)
    known = _modules(sizes, gated=model.mlp == "gated")
    chosen = training.lora.target_modules
    if isinstance(chosen, str):
        return tuple(known.values()) if chosen == "all-linear" else tuple(_matching(known, (chosen,)))
    return tuple(_matching(known, chosen))


def _modules(sizes: Widths, *, gated: bool) -> dict[str, tuple[int, int]]:
    attention = {
        "q_proj": (sizes.hidden, sizes.query),
        "k_proj": (sizes.hidden, sizes.key_value),
        "v_proj": (sizes.hidden, sizes.key_value),
        "o_proj": (sizes.query, sizes.hidden),
    }
    up, down = (sizes.hidden, sizes.intermediate), (sizes.intermediate, sizes.hidden)
    mlp = {"gate_proj": up, "up_proj": up, "down_proj": down} if gated else {"up_proj": up, "down_proj": down}
    return attention | mlp


def _matching(known: dict[str, tuple[int, int]], names: tuple[str, ...]) -> list[tuple[int, int]]:
    return [size for name, size in known.items() if name in {asked.rpartition(".")[2] for asked in names}]


def lora_parameters(model: ModelSpec, training: Training) -> int:
    """r x (in + out) for each targeted linear layer (LoRA, arXiv 2106.09685, section 4)."""
    targets = lora_targets(model, training)
    return model.num_hidden_layers * sum(training.lora.r * (wide + tall) for wide, tall in targets)


def optimizer_bytes(optim: str, trainable: int, dtype_bytes: int) -> int:
    """States of the optimizer for `trainable` parameters kept in `dtype_bytes` each."""
    if optim in _STATES_BY_DTYPE:
        return int(_STATES_BY_DTYPE[optim] * trainable * dtype_bytes)
    return int(_STATES_ABSOLUTE[optim] * trainable)


def step_temporary_bytes(optim: str, trainable: int, dtype_bytes: int) -> int:
    """What the optimizer's own step holds on top: torch's foreach AdamW one copy of all it updates, fused none."""
    return trainable * dtype_bytes if optim == "adamw_torch" else 0
