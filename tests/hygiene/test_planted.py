"""The import contracts must fail when a room reaches where it may not."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Sources

_LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]


@pytest.fixture
def copy(tmp_path: Path) -> Sources:
    shutil.copytree(ROOT / "src" / "llmtui", tmp_path / "llmtui", ignore=shutil.ignore_patterns("__pycache__"))
    return Sources(tmp_path)


def _lint(copy: Sources) -> tuple[int, str]:
    done = copy.run([*_LINT, "--config", str(ROOT / "pyproject.toml"), "--no-cache"])
    return done.returncode, done.stdout + done.stderr


def test_contracts_hold(copy: Sources) -> None:
    code, text = _lint(copy)
    assert code == 0, text


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("render/bundle.py", "import textual.app"),
        ("services/session.py", "from textual.widgets import Static"),
        ("domain/plan.py", "import pathlib"),
        ("domain/plan.py", "from ..catalog import data"),
        ("runtime/args.py", "import llmtui.units"),
        ("tui/app.py", "from ..runtime import args"),
    ],
)
def test_a_planted_import_is_caught(copy: Sources, file: str, line: str) -> None:
    path = copy.package / file
    path.write_text(path.read_text() + f"\n{line}\n")
    code, text = _lint(copy)
    assert code == 1, text
    assert "BROKEN" in text


def test_a_planted_module_level_paramiko_is_seen(copy: Sources) -> None:
    path = copy.package / "remote" / "local.py"
    path.write_text(path.read_text() + "\nimport paramiko\n")
    assert "paramiko" in copy.loaded("import llmtui.remote.local")
