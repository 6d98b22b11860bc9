"""The module of one family's forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import torch
import transformers

from .families import EAGER, SQUARE
from .reduce import reduce, samples
from .symbols import Polynomial, minus
from .trace import Case, Traced, kept_bytes, prefill, trace

FULL = ("bf16", "bf16+amp", "fp32+amp", "fp32")
LORA = ("bf16+amp", "fp32+amp", "nf4", "nf4 raw", "bf16", "fp32", "nf4 no amp", "nf4 raw no amp")
#: Families whose small models come with the head tied to the embedding as well as not.
BOTH = frozenset({"llama", "qwen3"})
TIED = frozenset({"gemma", "gemma2", "gemma3_text", "cohere2", "gpt2", "gpt_neo", "opt", "bloom"})
#: Experts run in grouped matrix products, which take 16-bit weights only.
EXPERTS = frozenset({"mixtral", "qwen3_moe", "gpt_oss"})
ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")
#: Matrices with one input, which is kept as long as one of them is adapted.
SHARED = (("q_proj", "k_proj", "v_proj"), ("gate_proj", "up_proj"))


def cases(family: str) -> Iterator[Case]:
    """Everything that is traced of a family."""
    tied = (False, True) if family in BOTH else (family in TIED,)
    for path in ("eager",) if family in EAGER else ("plain", "masked", "eager"):
        for checkpointing in (False, True):
            for mode in _modes(family, FULL):
                for head in tied:
                    yield Case(family, mode, path, tied=head, checkpointing=checkpointing)
            for mode in _modes(family, LORA):
                yield Case(family, mode, path, _targets(family), tied=tied[0], checkpointing=checkpointing)
    for checkpointing in (False, True):
        yield from _sharded(family, tied, checkpointing)


def _sharded(family: str, tied: tuple[bool, ...], checkpointing: bool) -> Iterator[Case]:
    path = _unpadded(family)[0]
    for mode in _modes(family, ("fp32+amp", "fp32", "bf16")):
        for head in tied:
            yield Case(family, mode, path, tied=head, checkpointing=checkpointing, fsdp=True)
    for mode in _modes(family, ("bf16+amp", "fp32+amp", "bf16", "fp32")):
        for head in tied:
            yield Case(family, mode, path, _targets(family), tied=head, checkpointing=checkpointing, fsdp=True)


def _modes(family: str, modes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mode for mode in modes if family not in EXPERTS or mode.startswith("bf16"))


def _targets(family: str) -> str | tuple[str, ...]:
    return ATTENTION if family in EXPERTS else "all-linear"


def name(case: Case) -> str:
    """The key of a form: method, mode, path and what else there is."""
    words = ["lora" if case.targets else "full", case.mode, case.path]
    # Frozen tables make no difference but to the units that FSDP gathers.
    words += ["tied"] if case.tied and (not case.targets or (case.fsdp and case.family in BOTH)) else []
    words += ["fsdp"] if case.fsdp else []
    words += ["checkpointing"] if case.checkpointing else []
    return " ".join(words)


def encode(polynomial: Polynomial) -> str:
    """18Th+4Tq-8Ti"""
    return "".join(f"{factor:+g}{symbol}" for symbol, factor in polynomial.items()).removeprefix("+") or "0"


def _form(found: Traced, points: list[dict[str, float]], *, sharded: bool) -> str:
    parts = {part: encode(getattr(found, part)) for part in ("start", "kept", "held", "left")}
    # Without sharding every layer's backward is the last one's, with what the ones before it have left.
    for part in ("forward", "head", "last", *(("middle", "first") if sharded else ()), "embedding"):
        moments = reduce(getattr(found, part), points) if getattr(found, part) else []
        parts[part] = "|".join(encode(moment) for moment in moments)
    return ";".join(f"{part}={text}" for part, text in parts.items())


def adapters(family: str, linears: tuple[str, ...]) -> dict[str, str]:
    """What each targeted matrix adds to what a layer keeps, and all that share an input together, by mode; with eager
    attention too where there is sdpa."""
    found = {}
    for mode in _modes(family, LORA):
        for path in _unpadded(family):
            found[mode if path == _unpadded(family)[0] else f"{mode} {path}"] = _adapted(family, mode, path, linears)
    return found


def _adapted(family: str, mode: str, path: str, linears: tuple[str, ...]) -> str:
    linears = ATTENTION if family in EXPERTS else linears
    whole = kept_bytes(Case(family, mode, path, linears))
    parts = []
    for targets in (*((target,) for target in linears), *(group for group in SHARED if set(group) <= set(linears))):
        rest = tuple(other for other in linears if other not in targets)
        parts.append(f"{'+'.join(targets)}={encode(minus(whole, kept_bytes(Case(family, mode, path, rest))))}")
    return ";".join(parts)


def _unpadded(family: str) -> tuple[str, ...]:
    return ("eager",) if family in EAGER else ("plain", "eager")


def dropped(family: str, linears: tuple[str, ...]) -> dict[str, str]:
    """What a layer keeps more with LoRA dropout when every matrix is adapted, by mode."""
    targets = ATTENTION if family in EXPERTS else linears
    found = {}
    for mode in _modes(family, LORA):
        case = Case(family, mode, _unpadded(family)[0], targets)
        more = minus(kept_bytes(replace(case, lora_dropout=0.05)), kept_bytes(case))
        found[mode] = encode(more)
    return found


def prompts(family: str, points: list[dict[str, float]]) -> dict[str, str]:
    """What a prompt's pass needs beside weights and cache, by mode and path; eager attention repeats grouped heads."""
    found = {}
    for mode in _modes(family, ("bf16", "fp32", "nf4 raw")):
        for path in _unpadded(family):
            for ungrouped in (False, True) if path == "eager" and family not in SQUARE else (False,):
                moments = prefill(Case(family, mode, path, tied=family in TIED, ungrouped=ungrouped))
                key = " ".join([mode.removesuffix(" raw"), path, *(["ungrouped"] if ungrouped else [])])
                found[key] = "|".join(encode(moment) for moment in reduce(moments, points))
    return found


def modules(family: str) -> dict[str, str]:
    """The Python texts by module name. Cases that transformers does not run are left out."""
    points = samples(family in SQUARE)
    forms: dict[str, str] = {}
    linears: tuple[str, ...] = ()
    for case in cases(family):
        try:
            found = trace(case)
        except AssertionError as error:
            # Shards of a height that the ranks do not divide are padded; such a family has no form for FSDP.
            if not case.fsdp:
                raise
            print(f"{family}: no {name(case)}: {error}", flush=True)
            continue
        linears = linears or found.linears
        forms[name(case)] = _form(found, points, sharded=case.fsdp)
    beside = {
        "PREFILL": prompts(family, points),
        "ADAPTERS": adapters(family, linears),
        "DROPOUT": dropped(family, linears),
    }
    return texts(family, forms, beside)


#: Which module has which table beside its forms.
_BESIDE = {"full": ("PREFILL",), "lora": ("ADAPTERS", "DROPOUT")}


def texts(family: str, forms: dict[str, str], beside: dict[str, dict[str, str]]) -> dict[str, str]:
    """One module for full fine-tuning, one for adapters, one for both under FSDP, one for both with eager attention
    where that is not all that the family has."""
    versions = f"torch {torch.__version__.partition('+')[0]}, transformers {transformers.__version__}"
    found = {}
    for part in ("full", "lora", "fsdp", "fsdp_tied", "eager"):
        chosen = {key: text for key, text in forms.items() if part == _part(family, key)}
        if not chosen:
            continue
        lines = [f'"""What a {family} model keeps, traced through {versions} by scripts/trace_layers.py."""', ""]
        for name, table in [("FORMS", chosen), *((name, beside[name]) for name in _BESIDE.get(part, ()))]:
            lines += [f"{name} = {{", *_entries(table), "}", ""]
        found[f"{family}_{part}"] = "\n".join(lines)
    return found


def _part(family: str, key: str) -> str:
    words = key.split()
    if "fsdp" in words:
        return "fsdp_tied" if "lora" in words and "tied" in words else "fsdp"
    return "eager" if "eager" in words and family not in EAGER else words[0]


def _entries(values: dict[str, str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for key, text in values.items():
        if text in seen:
            yield f'    "{key}": "@{seen[text]}",'
            continue
        seen[text] = key
        # The formatter joins what fits on one line.
        pieces = [text] if len(text) <= 110 else list(_cut(text, 106))
        if len(pieces) == 1 and len(pieces[0]) + len(key) < 108:
            yield f'    "{key}": "{pieces[0]}",'
            continue
        yield f'    "{key}": ('
        yield from (f'        "{piece}"' for piece in pieces)
        yield "    ),"


def _cut(text: str, width: int) -> Iterator[str]:
    for start in range(0, len(text), width):
        yield text[start : start + width]
