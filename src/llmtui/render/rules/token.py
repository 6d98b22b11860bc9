"""Tokens in files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

_TOKEN = re.compile(
    r"\bhf_[A-Za-z0-9]{16,}\b|\b(?:HF_TOKEN|HUGGING_FACE_HUB_TOKEN|WANDB_API_KEY)=[\"']?[A-Za-z0-9_]{16,}"
)


def _check(subject: Subject) -> Iterator[Hit]:
    script = subject.script.lines if subject.script is not None else ()
    config = subject.config.text.split("\n") if subject.config is not None else ()
    for number, line in enumerate(script, 1):
        if _TOKEN.search(line):
            yield Hit("a secret token stands in the file", number)
    for number, line in enumerate(config, 1):
        if _TOKEN.search(line):
            yield Hit("a secret token stands in the file", number, "config")


RULE = Rule(
    "token",
    "warning",
    "No token stands in a file: scripts are copied, shared and kept by Slurm, and whoever reads one is you.",
    "log in once with `hf auth login`, and revoke this token",
    _check,
)
