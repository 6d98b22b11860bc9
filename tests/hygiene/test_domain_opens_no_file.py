"""The domain reckons; it opens nothing. Read from its syntax, so that no code path hides."""

from __future__ import annotations

import ast
from pathlib import Path

from .conftest import Sources

_MODULES = {"io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "importlib", "urllib"}
_CALLS = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir", "exec", "eval"}


def _violations(folder: Path) -> list[str]:
    return [
        f"{path.name}:{node.lineno}"
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Call)) and _acts(node)
    ]


def _acts(node: ast.Import | ast.ImportFrom | ast.Call) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        if [alias.name for alias in node.names] == ["import_module"]:
            return False  # one of our own modules, when it is wanted
        return node.level == 0 and (node.module or "").partition(".")[0] in _MODULES
    called = node.func
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    return name in _CALLS


def test_pure_rooms_open_nothing(sources: Sources) -> None:
    for room in ("domain", "slurm"):
        assert _violations(sources.package / room) == []


def test_the_check_sees_a_planted_file(tmp_path: Path) -> None:
    (tmp_path / "cost.py").write_text("def read() -> str:\n    return open('/etc/hostname').read()\n")
    (tmp_path / "plan.py").write_text("import pathlib\n")
    (tmp_path / "fine.py").write_text("from dataclasses import dataclass\nvalue = max(1, 2)\n")
    assert _violations(tmp_path) == ["cost.py:2", "plan.py:1"]
