"""Attention heads are divisible by tensor parallel ranks."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import whole
from .rule import Hit, Rule
from .subject import Subject, model_name


def _check(subject: Subject) -> Iterator[Hit]:
    for run in subject.launched("vllm"):
        ways = whole(run.argument("--tensor-parallel-size", "-tp"))
        model = subject.plan.model if subject.plan is not None else subject.find_model(model_name(run) or "")
        if ways and model is not None and model.num_attention_heads % ways:
            yield Hit(_said(model.id, model.num_attention_heads, ways), run.line)
    config, model = subject.config, subject.model
    ways = whole(config.group("parallelism_config").get("parallelism_config_tp_size")) if config is not None else None
    if config is not None and ways and model is not None and model.num_attention_heads % ways:
        line = config.line_in("parallelism_config", "parallelism_config_tp_size")
        yield Hit(_said(model.id, model.num_attention_heads, ways), line, "config")


def _said(name: str, heads: int, ways: int) -> str:
    return f"{name} has {heads} attention heads, which {ways} ranks cannot share"


RULE = Rule(
    "heads",
    "error",
    "Tensor parallelism divides the attention heads: their number is a multiple of its size, or loading stops.",
    "take a size that divides the heads, best a power of two within one node",
    _check,
)
