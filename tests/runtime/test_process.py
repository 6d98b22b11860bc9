"""How a process of the job ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
ENDING = """
import atexit, sys
from llmtui.runtime.process import end

class Last:
    def __del__(self):
        print("interpreter ended")

kept = Last()
atexit.register(print, "atexit ran")
print("message", file=sys.stderr, end="")
print("done")
end(3)
"""


@pytest.mark.parametrize(("ranks", "interpreter"), [("1", "interpreter ended\n"), ("2", "")])
def test_a_rank_among_others_ends_without_the_interpreters_own_end(ranks: str, interpreter: str) -> None:
    """What is printed and what is registered for the end is not lost; a process of its own ends as any does."""
    environment = {**os.environ, "PYTHONPATH": str(SRC), "WORLD_SIZE": ranks}
    done = subprocess.run(
        [sys.executable, "-c", ENDING], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert done.stdout == f"done\natexit ran\n{interpreter}"
    assert done.stderr == "message"
