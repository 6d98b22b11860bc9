"""SLURM_GPUS_PER_NODE beside --gres."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script.values import exposed
from .rule import Hit, Rule
from .subject import Subject

#: With a default (${NAME:-4}) nothing goes wrong.
_USED = re.compile(r"\$SLURM_GPUS_PER_NODE\b|\$\{SLURM_GPUS_PER_NODE\}|\$\(\([^)]*\bSLURM_GPUS_PER_NODE\b")


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script
    if script is None or not script.options or "gpus-per-node" in script.options:
        return
    for command in script.commands:
        for word in command.all_words:
            for match in _USED.finditer(exposed(word.raw)):
                yield Hit("no --gpus-per-node is asked for", word.line + word.raw.count("\n", 0, match.start()))


RULE = Rule(
    "gpus-per-node",
    "error",
    "SLURM_GPUS_PER_NODE is used only with --gpus-per-node: --gres leaves it unset, and what is built on it fails.",
    "use SLURM_GPUS_ON_NODE, which Slurm sets for --gres and --gpus-per-node alike",
    _check,
)
