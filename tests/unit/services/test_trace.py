"""The process of a trace: what it is given, and what is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.fakes.plans import plan

from llmtui.errors import LlmtuiError
from llmtui.services.trace import PYTHON_VARIABLE, trace

#: Stands in for a Python whose libraries are slow: reports a phase and goes on for ever.
_SLOW = """#!/bin/sh
echo "$$" > "$OLD_FOLDER/pid"
echo "$PYTHONPATH" > "$OLD_FOLDER/pythonpath"
echo '{"event": "phase", "phase": "tracing", "done": 0, "total": 3}' > events.jsonl
sleep 600
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "python"
    program.write_text(_SLOW)
    program.chmod(0o700)
    monkeypatch.setenv(PYTHON_VARIABLE, str(program))
    monkeypatch.setenv("OLD_FOLDER", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", "/site/packages")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_sites_own_pythonpath_stays(slow: Path) -> None:
    said: list[str] = []
    with pytest.raises(LlmtuiError, match="stopped"):
        trace(plan(cluster="lumi"), said.append, lambda: any("step 1 of 3" in text for text in said))
    assert (slow / "pythonpath").read_text().strip() == f"runtime.zip{os.pathsep}/site/packages"
    assert _gone(int((slow / "pid").read_text()))


def test_a_terminated_command_leaves_neither_process_nor_folder(slow: Path) -> None:
    job = slow / "job.yaml"
    job.write_text(
        "version: 1\nname: big\ntask: finetune\nmodel: meta-llama/Llama-3.1-8B\n"
        "placement: {cluster: lumi, account: project_1}\ntraining: {dataset: rows.jsonl}\n"
    )
    command = [sys.executable, "-m", "llmtui", "estimate", str(job), "--trace"]
    source = str(Path(__file__).resolve().parents[3] / "src")
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": source}, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 30
    while not (slow / "pythonpath").exists():
        assert time.monotonic() < limit
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 128 + signal.SIGTERM
    assert _gone(int((slow / "pid").read_text()))
    assert list((slow / "temporary").iterdir()) == []
