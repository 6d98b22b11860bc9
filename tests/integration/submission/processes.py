"""Starts llmtui_process.py and talks to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import llmtui

_ROOT = Path(__file__).resolve().parents[3]
_SOURCES = Path(llmtui.__file__).resolve().parents[1]


class Process:
    """One llmtui; ask, then answer."""

    def __init__(self) -> None:
        words = ["-m", "tests.integration.submission.llmtui_process"]
        path = os.pathsep.join([str(_ROOT), str(_SOURCES)])
        self._process = subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self.answer() == "ready"

    def ask(self, what: str, run_id: str, journal: Path, bin_folder: Path, *, at: float = 0.0, step: int = 0) -> None:
        """Let it do something at that time; with a step, in a child that is killed there."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{journal} {bin_folder} {what} {run_id} {at} {step}\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        """What came of it."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> int:
        """Let it end; its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        code = self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


@contextmanager
def process() -> Iterator[Process]:
    """A llmtui that waits to be asked."""
    made = Process()
    try:
        yield made
    finally:
        made.close()
