"""Find a form and take its text apart, once for each form that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from ...model import ModelSpec

#: Families whose layers keep what another one's keep: the same modules under other names.
_SAME = {
    "granite": "llama",
    "ministral3": "llama",
    "mistral": "llama",
    "qwen2": "llama",
    "smollm3": "llama",
    "olmo3": "olmo2",
}
_TRACED = frozenset(
    "llama qwen3 gemma gemma2 gemma3_text olmo2 phi3 cohere2 apertus gpt2 gpt_neo gpt_neox opt bloom mixtral "
    "qwen3_moe gpt_oss".split()
)
#: Families whose forms of adapters under FSDP are of a head of its own, and of one tied to the embedding as well.
_EITHER_HEAD = frozenset({"llama", "qwen3"})
#: Families that have eager attention alone, whose forms stand where others' with sdpa do.
_ONLY_EAGER = frozenset({"bloom", "gemma2", "gpt_neo", "gpt_oss"})
#: Families that were not traced under FSDP: some of their parameters are too short to be sharded evenly.
_NEVER_SHARDED = frozenset({"apertus", "bloom", "opt"})
#: Tables that came out as another family's to the letter, and stand once.
TWINS = {"gemma_lora": "llama_lora"}
_TERM = re.compile(r"([+-]?[\d.]+(?:e-?\d+)?)([A-Za-z/]*)")

#: (symbol, factor): bytes are the sum of factor times the symbol's value.
Moment = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Form:
    """What is alive beside the weights in one step of a model with L layers, in bytes as sums of terms.

    `start` + L `kept` when forward has passed the layers, one of `forward` on top while the last one or the head
    computes; `start` + L `held` when backward begins, one of `head`, `last`, `middle`, `first` (a layer's backward) and
    `embedding` on top. Each layer whose backward is done leaves `left`: once in `middle` already, twice in `first`,
    three times in `embedding`.
    """

    start: Moment
    kept: Moment
    held: Moment
    left: Moment
    forward: tuple[Moment, ...]
    head: tuple[Moment, ...]
    last: tuple[Moment, ...]
    middle: tuple[Moment, ...]
    first: tuple[Moment, ...]
    embedding: tuple[Moment, ...]


def traced_family(model_type: str) -> str | None:
    """The family whose forms hold for a model_type, None where none was traced."""
    family = _SAME.get(model_type, model_type)
    return family if family in _TRACED else None


@lru_cache(maxsize=512)
def find_form(family: str, name: str) -> Form | None:
    """The form of a traced family by its name ("full bf16 plain checkpointing"), None where there is none."""
    part = _part(family, name.split())
    if part.startswith("fsdp") and family in _NEVER_SHARDED:
        return None
    if part == "fsdp_tied" and not has_either_head(family):
        return None
    forms: Mapping[str, str] = _table(f"{family}_{part}").FORMS
    text = _entry(forms, name)
    if not text:
        return None
    parts = dict(part.split("=", 1) for part in text.split(";"))
    return Form(
        start=_moment(parts["start"]),
        kept=_moment(parts["kept"]),
        held=_moment(parts["held"]),
        left=_moment(parts["left"]),
        forward=_moments(parts["forward"]),
        head=_moments(parts["head"]),
        last=_moments(parts["last"]),
        middle=_moments(parts.get("middle", "")),
        first=_moments(parts.get("first", "")),
        embedding=_moments(parts["embedding"]),
    )


def nearest_family(model: ModelSpec) -> str:
    """The family whose forms are taken for a model: its own, else one of decoders that are like it."""
    return traced_family(model.model_type) or ("llama" if model.moe is None else "mixtral")


def has_either_head(family: str) -> bool:
    """Whether a family's forms of adapters under FSDP tell a tied head from one of its own."""
    return family in _EITHER_HEAD


def _part(family: str, words: list[str]) -> str:
    if "fsdp" in words:
        return "fsdp_tied" if "lora" in words and "tied" in words else "fsdp"
    return "eager" if "eager" in words and family not in _ONLY_EAGER else words[0]


@lru_cache(maxsize=256)
def prompt_terms(family: str, name: str) -> tuple[Moment, ...]:
    """What a prompt's pass needs beside weights and cache, by mode and attention ("bf16 plain"); () where untraced."""
    text = _entry(_table(f"{family}_full").PREFILL, name)
    return tuple(_moment(terms) for terms in text.split("|")) if text else ()


@lru_cache(maxsize=256)
def adapter_terms(family: str, mode: str) -> Mapping[str, Moment]:
    """What a LoRA adapter on each matrix adds to what a layer keeps, by the matrix's name.

    "gate_proj+up_proj" is what both of them add together, with the input that they share.
    """
    text = _entry(_table(f"{family}_lora").ADAPTERS, mode)
    pairs = (part.split("=", 1) for part in text.split(";") if part)
    return {name: _moment(terms) for name, terms in pairs}


@lru_cache(maxsize=256)
def dropout_terms(family: str, mode: str) -> Moment:
    """What LoRA dropout adds to what a layer keeps when every matrix is adapted."""
    return _moment(_entry(_table(f"{family}_lora").DROPOUT, mode))


def _entry(table: Mapping[str, str], key: str) -> str:
    """The text at a key, or where its "@" points; "" where there is none."""
    text = table.get(key, "")
    return table[text[1:]] if text.startswith("@") else text


def _table(name: str) -> ModuleType:
    return import_module(f"{__package__}.{TWINS.get(name, name)}")


def _moments(text: str) -> tuple[Moment, ...]:
    return tuple(_moment(part) for part in text.split("|") if part)


def _moment(text: str) -> Moment:
    return tuple((symbol, float(factor)) for factor, symbol in _TERM.findall(text) if symbol)
