"""What a user would be told."""

from __future__ import annotations

from collections.abc import Callable

from llmtui.errors import LlmtuiError


def refusal(call: Callable[[], object]) -> LlmtuiError | None:
    """The error of ours that the call ends in, None for an answer; any other exception fails the test."""
    try:
        call()
    except LlmtuiError as error:
        return error
    return None
