"""Tokens in files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

#: Variables that hold a secret: of the Hugging Face Hub, Weights & Biases, OpenAI and Anthropic.
_NAMES = (
    r"HF_TOKEN|HF_HUB_TOKEN|HUGGING_?FACE_TOKEN|HUGGING_?FACE_HUB_TOKEN|HUGGINGFACEHUB_API_TOKEN|"
    r"WANDB_API_KEY|OPENAI_API_KEY|ANTHROPIC_API_KEY"
)
_VALUE = r"[\"']?[A-Za-z0-9_-]{16,}[\"']?(?![\w/.$({-])"
_TOKEN = re.compile(
    r"\bhf_[A-Za-z0-9]{16,}\b|\bsk-[A-Za-z0-9_-]{20,}|"
    rf"\b(?:{_NAMES})(?:=|:\s+){_VALUE}|\bwandb\s+login\s+(?:--?[\w-]+(?:=\S+)?\s+)*{_VALUE}"
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
    "log in once on the login node (`hf auth login`, `wandb login`), and revoke this token",
    _check,
)
