"""GPUs counted by hand beside nodes counted by Slurm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script.commands import Word
from ..scriptfile import ScriptFile
from .rule import Hit, Rule
from .subject import Subject

_NODES = re.compile(r"\bSLURM_(?:JOB_NUM_NODES|NNODES)\b")
_TORCHRUN_NODES = re.compile(r"--nnodes[= ]\W*SLURM_(?:JOB_NUM_NODES|NNODES)\b")
_TORCHRUN_TYPED = re.compile(r"--nproc[-_]per[-_]node[= ]\d")
_AFTER = re.compile(r"\*\s*\$?\{?(\w+)")
_BEFORE = re.compile(r"(\w+)\}?\s*\\?\*")


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or not script.asked.gpus:
        return
    typed = _typed_names(script)
    for command in script.commands:
        for word in command.all_words:
            factors = _factors(word) if _NODES.search(word.raw) else []
            if any(name.isdigit() or name in typed for name in factors) or _both_options(word.raw):
                yield Hit("the number of nodes comes from Slurm, the number of GPUs is typed", word.line)
        text = " ".join(word.raw for word in command.words)
        if _both_options(text) and not any(_both_options(word.raw) for word in command.words):
            yield Hit("--nnodes comes from Slurm, --nproc-per-node is typed", command.line)


def _factors(word: Word) -> list[str]:
    """What a product in the word is made of, without the number of nodes."""
    found = [*_BEFORE.findall(word.raw), *_AFTER.findall(word.raw)]
    return [name for name in found if not _NODES.fullmatch(name)]


def _typed_names(script: ScriptFile) -> set[str]:
    """Variables to which a bare number is assigned."""
    words = (word.raw.partition("=") for command in script.commands for word in command.assignments)
    return {name for name, _, value in words if value.strip("\"'").isdigit()}


def _both_options(text: str) -> bool:
    return _TORCHRUN_NODES.search(text) is not None and _TORCHRUN_TYPED.search(text) is not None


RULE = Rule(
    "typed-gpus",
    "warning",
    "The number of GPUs is taken from Slurm as the number of nodes is: a typed one goes wrong when --gres changes.",
    "use SLURM_GPUS_ON_NODE, which Slurm sets for --gres and --gpus-per-node alike",
    _check,
)
