"""vLLM's ranks fit the GPUs."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import whole
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    gpus = subject.script.asked.gpus if subject.script is not None else None
    for run in subject.launched("vllm") if gpus else ():
        sizes = (run.argument("--tensor-parallel-size", "-tp"), run.argument("--pipeline-parallel-size", "-pp"))
        counts = [1 if size is None else whole(size) for size in sizes]
        if None in counts:
            continue
        ranks = (counts[0] or 1) * (counts[1] or 1)
        if ranks != gpus:
            what = f"{ranks} ranks (tensor x pipeline parallel) for {gpus} GPUs"
            yield Hit(what, run.line, severity="error" if ranks > (gpus or 0) else "warning")


RULE = Rule(
    "vllm-ranks",
    "error",
    "vLLM's tensor times pipeline parallel size is the number of GPUs: more wait for ever, fewer leave GPUs idle.",
    "set --tensor-parallel-size to the GPUs of a node, --pipeline-parallel-size to the nodes",
    _check,
)
