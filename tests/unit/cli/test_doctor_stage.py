"""doctor and stage on the command line: what is printed, and the exit codes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from llmtui.cli import doctor as doctor_command
from llmtui.domain.cluster import Cluster
from llmtui.services.doctor.check import Check
from llmtui.services.session import Session

from .conftest import Answer

SLOWHUB = Path(__file__).parents[2] / "fakes" / "slowhub"
Run = Callable[..., Answer]


def _gives(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> list[tuple[str, str | None]]:
    asked: list[tuple[str, str | None]] = []

    def doctor(
        self: Session, cluster: Cluster, account: str | None, told: Callable[[Check], None]
    ) -> tuple[Check, ...]:
        asked.append((cluster.name, account))
        for check in checks:
            told(check)
        return checks

    monkeypatch.setattr(Session, "doctor", doctor)
    return asked


GOOD = Check("login", True, "alice on uan01")
RED = Check("HF token", False, "may be read by others \x1b[2J", "chmod 600 it")
UNKNOWN = Check("accounts", None, "sacctmgr does not answer")


def test_each_check_is_a_line_and_each_red_one_says_what_to_do(llmtui: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _gives(monkeypatch, GOOD, RED, UNKNOWN)
    answer = llmtui("doctor", "lumi", "--account", "project_1")
    assert (answer.code, asked) == (1, [("lumi", "project_1")])
    assert [line.split() for line in answer.out.splitlines()] == [
        ["ok", "login", "alice", "on", "uan01"],
        ["FAILED", "HF", "token", "may", "be", "read", "by", "others"],
        ["->", "chmod", "600", "it"],
        ["unknown", "accounts", "sacctmgr", "does", "not", "answer"],
    ]
    assert "\x1b" not in answer.out


@pytest.mark.parametrize(
    ("checks", "code"),
    [((GOOD,), 0), ((GOOD, UNKNOWN), 0), ((GOOD, RED), 1), ((RED, Check("login", None, "no route to host")), 3)],
)
def test_the_exit_code(llmtui: Run, monkeypatch: pytest.MonkeyPatch, checks: tuple[Check, ...], code: int) -> None:
    _gives(monkeypatch, *checks)
    assert llmtui("doctor", "lumi").code == code
    found = llmtui("doctor", "lumi", "--json")
    assert (found.code, [each["name"] for each in found.json["checks"]]) == (code, [each.name for each in checks])  # type: ignore[attr-defined]
    assert len(found.err.splitlines()) == len(checks), "each is told while the others are made"


def test_a_line_is_there_before_the_next_check_is_made(
    llmtui: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor_command._print(GOOD)
    assert "alice on uan01" in capsys.readouterr().out


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The embedded cluster's Python finds a slow hub, and models go to a folder of the test's."""
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "files").write_text("config.json 10\nmodel.safetensors 300000\n")
    (tmp_path / "home-there").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home-there"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("FAKE_HUB", str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SLOWHUB), *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("FAKE_RATE", "1e9")
    return folder


def test_a_model_is_fetched_and_said_to_be_there(
    llmtui: Run, job: Callable[..., Path], hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmtui.cli.stage._EVERY_S", 0.2)
    monkeypatch.setenv("FAKE_RATE", "200000")
    path = job()
    begun = llmtui("stage", path)
    assert (begun.code, begun.out.startswith("model EleutherAI/gpt-neo-1.3B: ")) == (0, True), begun.err
    assert "fetching" in begun.out
    waited = llmtui("stage", path, "--wait", "--json")
    fetches = waited.json["fetches"]
    assert isinstance(fetches, list)
    (row,) = fetches
    assert (waited.code, row["state"], row["total_bytes"]) == (0, "done", 300010)
    assert row["have_bytes"] >= 300010
    assert sum(line.startswith("token") for line in (hub / "log").read_text().splitlines()) == 1
    assert llmtui("stage", path).out == "model EleutherAI/gpt-neo-1.3B: there, 293.0 KiB\n"


def test_it_is_stopped_and_a_failure_is_exit_1(
    llmtui: Run, job: Callable[..., Path], hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmtui.cli.stage._EVERY_S", 0.2)
    monkeypatch.setenv("FAKE_RATE", "50000")
    path = job()
    llmtui("stage", path)
    while not (hub / "log").exists() or "model.safetensors" not in (hub / "log").read_text():
        time.sleep(0.05)
    stopped = llmtui("stage", path, "--stop")
    assert (stopped.code, "stopped at" in stopped.out) == (0, True)
    assert llmtui("stage", path, "--stop", "--wait").code == 2
    (hub / "files").write_text("nonsense\n")
    failed = llmtui("stage", path, "--wait")
    assert (failed.code, "failed: ValueError" in failed.out) == (1, True)
    assert "\n  -> llmtui doctor local looks at what a fetch needs there\n" in failed.out
    again = llmtui("stage", path)
    assert "gpt-neo-1.3B, the last time: failed: ValueError" in again.err
    assert (again.code, "failed: ValueError" in again.out) == (1, True), "it failed again, at once"
    row = llmtui("stage", path, "--json").json["fetches"][0]  # type: ignore[index]
    assert (row["state"], "llmtui doctor local" in row["hint"]) == ("failed", True)
    (hub / "files").write_text("config.json 10\nmodel.safetensors 300000\n")
    mended = llmtui("stage", path)
    assert "the last time: failed: ValueError" in mended.err
    assert (mended.code, "fetching" in mended.out) == (0, True)
    llmtui("stage", path, "--stop")


def test_a_library_that_is_not_there_is_named_with_what_to_do(
    llmtui: Run, job: Callable[..., Path], hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken" / "huggingface_hub"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'huggingface_hub'\")\n")
    monkeypatch.setenv("PYTHONPATH", f"{broken.parent}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.setattr("llmtui.cli.stage._EVERY_S", 0.2)
    path = job()
    assert llmtui("stage", path, "--wait").code == 1
    again = llmtui("stage", path)
    assert (again.code, "No module named 'huggingface_hub'" in again.out) == (1, True)
    assert "llmtui doctor local says which libraries are there" in again.out
    assert "the last time: failed: ModuleNotFoundError" in again.err


def test_what_needs_no_hub_is_a_wrong_request(llmtui: Run, job: Callable[..., Path], tmp_path: Path) -> None:
    model = tmp_path / "own"
    model.mkdir()
    (model / "config.json").write_text(
        '{"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,'
        ' "intermediate_size": 128, "vocab_size": 500, "max_position_embeddings": 128}'
    )
    answer = llmtui("stage", job(("EleutherAI/gpt-neo-1.3B", "own")))
    assert (answer.code, "nothing to fetch" in answer.err) == (2, True)
