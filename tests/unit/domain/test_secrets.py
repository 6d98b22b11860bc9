"""Tokens do not reach a screen or a message; text that only looks a little like one does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.domain.remotetext import RemoteText, safe_line, safe_text
from llmtui.domain.secrets import redact
from llmtui.remote.text import LineCleaner

HF = "hf_" + "AbCdEfGh1234" * 3
SECRETS = [
    HF,
    f"HF_TOKEN={HF}",
    f"https://user:{HF}@hub/model",
    f'{{"token": "{HF}"}}',
    "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "WANDB_API_KEY: 0123456789abcdef0123456789abcdef01234567",
    "export WANDB_API_KEY='0123456789abcdef0123456789abcdef01234567'",
    "wandb_v1_0123456789abcdefABCDEF",
    "ghp_0123456789abcdef0123456789abcdef0123",
    "sk-proj-0123456789abcdefABCDEF0123456789",
]
PLAIN = [
    "hf_hub_download of hf_transfer",
    "commit 0123456789abcdef0123456789abcdef01234567",
    "pad_token=<|endoftext|> eos_token: </s>",
    "num_input_tokens_seen=12345678901234567890",
    "tokens: 12345678901234567890",
    "key=0123456789abcdef0123456789abcdef",
    "task-0123456789abcdef0123456789abcdef0123",
    "API_KEY=short",
]


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_hidden_wherever_remote_text_passes(text: str) -> None:
    line = f"before {text} after"
    shown = [redact(line), safe_text(line), safe_line(line), RemoteText(line).line(), *RemoteText(line).lines()]
    shown.append(LineCleaner().feed(f"{line}\n".encode()).rstrip("\n"))
    assert set(shown) == {redact(line)}
    assert "[hidden]" in shown[0]
    for secret in ("AbCdEfGh", "IOSFODNN7", "wJalrXUtn", "0123456789abcdef"):
        assert secret not in shown[0]
    assert shown[0].startswith("before ")
    assert redact(shown[0]) == shown[0]


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays(text: str) -> None:
    assert safe_text(text) == text


def test_a_token_in_colours_is_found() -> None:
    assert "AbCd" not in safe_text(f"\x1b[31m{HF[:10]}\x1b[0m{HF[10:]}")


@given(st.lists(st.sampled_from([HF, "HF_TOKEN=", "API_KEY:", "sk-", "x" * 20, " ", "\x1b[0m", "'"]), max_size=12))
def test_hiding_twice_changes_nothing(parts: list[str]) -> None:
    once = safe_text("".join(parts))
    assert safe_text(once) == once
    assert redact(once) == once


@pytest.mark.parametrize("text", ["hf_" * 50_000, "HF_TOKEN=" * 50_000, "API_KEY    " * 40_000, "sk-" * 50_000])
def test_no_text_takes_long(text: str) -> None:
    started = time.monotonic()
    redact(text)
    assert time.monotonic() - started < 2.0
