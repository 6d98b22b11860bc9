"""Access tokens in text that is shown or written down: hidden by their shape."""

from __future__ import annotations

import re

#: Tokens that tell what they are by how they begin: Hugging Face, W&B, AWS, GitHub and OpenAI.
_TOKEN = re.compile(
    r"\b(?:(hf_)[A-Za-z0-9]{20,}|(wandb_v1_)[A-Za-z0-9_]{20,}|(A[KS]IA)[0-9A-Z]{16}\b|(gh[pousr]_)[A-Za-z0-9]{36,}"
    r"|(sk-)[A-Za-z0-9_-]{32,})"
)
_BEGINNINGS = ("hf_", "wandb_v1_", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "sk-")
#: Values that look like any other, behind the names under which they are set. Tokens of tokenizers have other names.
_NAMES = ("HF_TOKEN", "HUB_TOKEN", "ACCESS_TOKEN", "API_KEY", "SECRET_KEY", "ACCESS_KEY", "PASSWORD")
_VALUE = re.compile(
    rf"""((?:{"|".join(_NAMES)})["']?[ \t]{{0,4}}[=:][ \t]{{0,4}}["']?)[A-Za-z0-9/+_.=-]{{16,}}""", re.IGNORECASE
)
_BOTH_CASES = (*_NAMES, *(name.lower() for name in _NAMES))


def redact(text: str) -> str:
    """The text with every token replaced by its first letters and [hidden]. Idempotent."""
    # Text without any of these is not looked at closely: a log is mostly such text.
    if any(beginning in text for beginning in _BEGINNINGS):
        text = _TOKEN.sub(lambda found: f"{next(filter(None, found.groups()))}[hidden]", text)
    if any(name in text for name in _BOTH_CASES):
        text = _VALUE.sub(r"\1[hidden]", text)
    return text
