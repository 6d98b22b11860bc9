"""A job file to start from, a home of its own, and the command line as a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from llmtui.cli import main

JOB = """\
version: 1
name: reviews
task: finetune
model: EleutherAI/gpt-neo-1.3B
placement:
  cluster: local
training:
  dataset: reviews.jsonl
"""


@dataclass(frozen=True)
class Answer:
    """What one command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(self.out)
        return value


@pytest.fixture
def llmtui(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Runs one command in a home of its own and returns what it said."""
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))

    def run(*words: str | Path) -> Answer:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:  # argparse leaves this way
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., Path]:
    """Writes the job file with some text replaced, beside a readable data file."""

    def write(*changes: tuple[str, str], text: str = JOB) -> Path:
        (tmp_path / "reviews.jsonl").write_text('{"text": "fine film"}\n')
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "job.yaml"
        path.write_text(text)
        return path

    return write
