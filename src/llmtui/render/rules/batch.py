"""The global batch is divisible by the ranks."""

from __future__ import annotations

from collections.abc import Iterator

from .counts import processes, whole
from .rule import Hit, Rule
from .subject import Subject

#: The guide's own program takes the batch of all ranks together (CSCfi/llm-fine-tuning-examples, finetuning.py).
_GLOBAL = "finetuning.py"


def _check(subject: Subject) -> Iterator[Hit]:
    for run in subject.runs:
        if run.program.rpartition("/")[2] != _GLOBAL:
            continue
        batch, ranks = whole(run.argument("--batch_size", "--b", "-b")), processes(run, subject)
        if batch is not None and ranks and batch % ranks:
            yield Hit(f"a global batch of {batch} cannot be divided among {ranks} ranks", run.line)


RULE = Rule(
    "batch",
    "error",
    "A global batch is a multiple of the number of ranks: finetuning.py stops otherwise.",
    "make --batch_size a multiple of nodes x GPUs",
    _check,
)
