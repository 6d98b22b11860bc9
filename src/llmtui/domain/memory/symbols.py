"""What the symbols of the forms stand for in one plan."""

from __future__ import annotations

from collections.abc import Mapping

from ..job import Attention
from ..model import ModelSpec
from ..plan import Plan
from .forms import Moment
from .loop import Loop
from .shards import padded_experts


def values(plan: Plan, loop: Loop) -> Mapping[str, float]:
    """Value by symbol: T tokens of a micro-batch, s length, b batch, and the widths of scripts/layer_forms/symbols.py.

    A symbol of several letters is the product of them: TV tokens x vocabulary, hi hidden x intermediate, bssa batch x
    length x length x heads; "/n" is one rank's share.
    """
    training = plan.spec.training
    found = _values(plan.model, training.per_device_train_batch_size, training.max_length, training.lora.r)
    found.update(_scores_unkept(plan.model, training.attn_implementation))
    if loop.loss_chunk_tokens is not None:
        found["TV"] = min(found["T"], loop.loss_chunk_tokens) * plan.model.vocab_size
    ranks = plan.world_size
    if "Ehm" in found:
        found["Ehm"] *= padded_experts(plan)
    if plan.sharding == "fsdp":
        found.update({f"{name}/n": value / ranks for name, value in list(found.items())})
    return found


def prompt_values(plan: Plan) -> Mapping[str, float]:
    """The same for the prompts of a generation job."""
    inference = plan.spec.inference
    found = _values(plan.model, inference.batch_size, inference.prompt_tokens, 0)
    return {**found, **_scores_unkept(plan.model, inference.attn_implementation)}


def _scores_unkept(model: ModelSpec, attention: Attention) -> dict[str, float]:
    """FlashAttention in a class whose forms, for want of sdpa, are of eager attention: those without its scores."""
    return {"bss": 0.0, "bssa": 0.0} if attention == "flash_attention_2" and not model.sdpa else {}


def _values(model: ModelSpec, batch: int, length: int, rank: int) -> dict[str, float]:
    tokens = batch * length
    widths = _widths(model, rank)
    found = {"T" + name: tokens * value for name, value in widths.items()}
    hidden = widths["h"]
    found.update({"h" + name: hidden * value for name, value in widths.items()})
    found.update({"r" + name: rank * value for name, value in widths.items()})
    positions = model.max_position_embeddings or 0
    found.update(
        T=tokens,
        ss=length * length,
        bss=batch * length * length,
        bssa=batch * length * length * widths["a"],
        bV=batch * widths["V"],
        sd=length * widths["d"],
        sa=length * widths["a"],
        sh=length * hidden,
        Ph=positions * hidden,
        PP=positions * positions,
    )
    if model.moe is not None:
        _add_experts(found, model, tokens)
    return found


def _widths(model: ModelSpec, rank: int) -> dict[str, float]:
    return {
        "h": model.hidden_size,
        "q": model.num_attention_heads * model.head_dim,
        "kv": model.num_key_value_heads * model.head_dim,
        "i": model.intermediate_size,
        "a": model.num_attention_heads,
        "k": model.num_key_value_heads,
        "d": model.head_dim,
        "V": model.vocab_size,
        "r": rank,
    }


def _add_experts(found: dict[str, float], model: ModelSpec, tokens: int) -> None:
    assert model.moe is not None
    moe, hidden = model.moe, model.hidden_size
    chosen = tokens * moe.experts_per_token
    found.update(
        Tt=chosen,
        Tth=chosen * hidden,
        Ttm=chosen * moe.intermediate_size,
        TtE=chosen * moe.num_experts,
        TE=tokens * moe.num_experts,
        Eh=moe.num_experts * hidden,
        Ehm=moe.num_experts * hidden * moe.intermediate_size,
    )


def total(moment: Moment, at: Mapping[str, float]) -> float:
    """Bytes of a moment."""
    result = 0.0
    for symbol, factor in moment:
        result += factor * at[symbol]
    return result


def largest(moments: tuple[Moment, ...], at: Mapping[str, float]) -> tuple[float, Moment]:
    """The largest of several moments and its bytes."""
    best = float("-inf")
    found: Moment = ()
    for moment in moments:
        size = total(moment, at)
        if size > best:
            best, found = size, moment
    return best, found


def split(moment: Moment, at: Mapping[str, float]) -> dict[str, float]:
    """A moment's bytes by component: logits, activations (what grows with the tokens), and "weights-shaped" rest."""
    found = {"activations": 0.0, "logits": 0.0, "shaped": 0.0}
    for symbol, factor in moment:
        name = "logits" if symbol in ("TV", "bV") else "activations" if symbol[0] in "Tbs" else "shaped"
        found[name] += factor * at[symbol]
    return found
