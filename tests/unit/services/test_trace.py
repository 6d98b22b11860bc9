"""The process of a trace: what it is given, and what is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.plans import plan

from llmtui.domain.plan import Plan
from llmtui.domain.site import Container, Software
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminated_command_leaves_neither_process_nor_folder(slow: Path, number: signal.Signals) -> None:
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
    process.send_signal(number)
    assert process.wait(30) == 128 + number
    assert _gone(int((slow / "pid").read_text()))
    assert list((slow / "temporary").iterdir()) == []


#: Stands in for a site's Python, inside a container: traces at once, and says in what it was run.
_SITE = """#!/bin/sh
test "$SITE_MODULE" = loaded && test "$IN_CONTAINER" = yes || { echo "not the site's environment"; exit 1; }
echo '{"event": "traced", "parameters": 7, "trainable_parameters": 7, "phases": {"forward": 9}, "sizes": {}, \
"peak": {}, "versions": {"torch": "2.10-site"}, "runtime_s": 0.5}' > events.jsonl
case "$PYTHONPATH" in runtime.zip*) ;; *) exit 1;; esac
"""


def _programs(folder: Path, **texts: str) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o700)


def _on_the_site(image: Path | None) -> Plan:
    """`image` runs what comes after it, as a container does."""
    container = None if image is None else Container(str(image), "env IN_CONTAINER=yes")
    setup = ("export SITE_MODULE=loaded", "export PYTHONPATH=/site")
    return replace(plan(cluster="lumi"), software=Software("pytorch", setup, container))


def test_on_a_login_node_the_clusters_own_libraries_are_traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _programs(tmp_path / "bin", sbatch="#!/bin/sh\n", python3=_SITE, image='#!/bin/sh\nexec "$@"\n')
    monkeypatch.delenv(PYTHON_VARIABLE, raising=False)
    (tmp_path / "slurm.conf").write_text("ClusterName=lumi\n")
    monkeypatch.setenv("SLURM_CONF", str(tmp_path / "slurm.conf"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".bash_profile").write_text(f"export PATH={tmp_path / 'bin'}:$PATH\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    found = trace(_on_the_site(tmp_path / "bin" / "image"), lambda text: None)
    assert (found.parameters, found.versions) == (7, {"torch": "2.10-site"})
    with pytest.raises(LlmtuiError, match="not the site's environment"):
        trace(_on_the_site(None), lambda text: None)
