"""How much of a long test is run: a part of it in CI, all of it by `make integration`."""

from __future__ import annotations

import os


def scale(ci: int, full: int) -> int:
    """`full` where LLMTUI_INTEGRATION is "full", else `ci`."""
    return full if os.environ.get("LLMTUI_INTEGRATION") == "full" else ci
