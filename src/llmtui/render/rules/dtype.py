"""bfloat16 on a GPU that has none."""

from __future__ import annotations

from collections.abc import Iterator

from ..script.runs import Run
from .counts import truth
from .rule import Hit, Rule
from .subject import Subject

_BF16 = frozenset(("bf16", "bfloat16"))
_TYPES = ("--dtype", "--torch_dtype", "--torch-dtype", "--mixed_precision", "--mixed-precision")


def _check(subject: Subject) -> Iterator[Hit]:
    gpu = subject.gpu
    if gpu is None or gpu.bf16:
        return
    lacks = f"{gpu.title} computes no bfloat16"
    for run in subject.runs:
        asked = _asked(run)
        if asked:
            # vLLM refuses it below compute capability 8.0; PyTorch emulates it, slowly.
            yield Hit(f"{asked}, but {lacks}", run.line, severity="error" if run.launcher == "vllm" else None)
    config = subject.config
    overruled = any("mixed-precision" in run.options for run in subject.launched("accelerate"))
    if config is not None and config.values.get("mixed_precision") in _BF16 and not overruled:
        yield Hit(f"mixed_precision is bf16, but {lacks}", config.line("mixed_precision"), "config")


def _asked(run: Run) -> str:
    """The words that ask for bfloat16, "" for none."""
    if run.options.get("mixed-precision") in _BF16:
        return "--mixed_precision bf16"
    for name in _TYPES:
        if (run.argument(name) or "").lower() in _BF16:
            return f"{name} {run.argument(name)}"
    flag = run.argument("--bf16")
    return "--bf16" if flag is not None and truth(flag) else ""


RULE = Rule(
    "dtype",
    "warning",
    "bfloat16 is asked for only where the GPU computes it: elsewhere it is emulated, slower than fp32, or refused.",
    "use fp16: mixed_precision: fp16, --fp16, --dtype half",
    _check,
)
