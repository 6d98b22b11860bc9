"""Why single estimates are far off a published row, where something documented says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .data import PublishedRow

_CAP = "a bound: the data's rows are shorter than the cap"
_QWEN3 = (
    "the figure equals weights and KV cache at every prompt length (the row's notes), although the script reads the "
    "peak of a generate() that takes the prompt in one go; the estimate has that prefill"
)
_OLD_BITSANDBYTES = (
    "bitsandbytes of that time kept the input of every frozen 4-bit layer, tokens x 2 bytes x (3 hidden + "
    "intermediate) a layer, which is part of the difference; 0.50 keeps none"
)
_SHIFTED_LOGITS = (
    "transformers of 2024 shifted the fp32 logits with a copy, 4 bytes a logit more, and the figure is reserved "
    "memory: both lie above what is estimated"
)
_BELOW_STATES = (
    "the figure is below bf16 weights, gradients and AdamW's states alone (8 bytes a parameter): not the run that the "
    "table names"
)

#: By row.
EXPLAINED: Mapping[int, str] = MappingProxyType(
    {
        58: "the source's ladder is cumulative and has torch.compile on, which drops activations; not modelled",
        84: _OLD_BITSANDBYTES,
        96: "FSDP1 with frozen and trained parameters in one flat parameter holds gradients for all of it (PyTorch's "
        "documentation of use_orig_params); not modelled",
        134: _OLD_BITSANDBYTES,
        137: _OLD_BITSANDBYTES,
        143: _BELOW_STATES,
        156: _BELOW_STATES,
        235: "the same run under ZeRO-2, which divides nothing but the states of 20 M adapter parameters, is published "
        "with 18 GiB (row 236): 9.5 GiB more cannot be the job's own; how it was measured is not stated",
        389: _SHIFTED_LOGITS,
        390: _SHIFTED_LOGITS,
        395: "Liger's fused SwiGLU and RMSNorm keep less of a layer (2 bytes x intermediate a token for silu's output "
        "alone, 3.5 GiB here); only its fused loss is modelled, and the figure is read off a chart",
        397: "reserved memory of the run whose allocated memory is row 396",
        403: "the example recommends the fused xIELU kernel for less memory; the estimate is of xIELU in PyTorch",
        407: "rounded to whole GB, method not stated; the same example with the next release (row 408) gives 19.1 GiB",
        410: "not known: 0.9 GiB, as much as device context and slack take, and how it was measured is not stated",
        412: "not known: 4.1 GiB; logits of 4096 tokens and 100 278 words take 3.8 GiB at 10 bytes each, so that the "
        "run probably held them, although its README names Cut Cross Entropy",
        424: "not known: 3.5 GiB; the same set-up with the 120B model (row 425) comes within 3 %",
    }
)


def explanation(row: PublishedRow, error: float, *, bound: bool) -> str | None:
    """What is known about a row whose estimate is `error` per cent off, None where nothing is.

    `bound`: the row's length is a cap, which explains an estimate above the measurement, never one below.
    """
    if row.row in EXPLAINED:
        return EXPLAINED[row.row]
    if row.source.startswith("github QwenLM/Qwen3") and error > 0:
        return _QWEN3
    return _CAP if bound and error > 0 else None
