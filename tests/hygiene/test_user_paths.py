"""~NAME is put in at one place of the app, where no such user is an error; elsewhere it would end the app."""

from __future__ import annotations

import ast
from pathlib import Path

from .conftest import ROOT

#: The embedded Slurm stands apart, and os.path's function leaves ~NAME of no user as it is.
_PLACES = ("remote/userpath.py", "localslurm/machine.py")


def expanding(root: Path) -> list[str]:
    """Where a home is put into a path outside of these places."""
    return [
        f"{path.relative_to(root).as_posix()}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).as_posix() not in _PLACES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and (node.attr == "expanduser" or ast.unparse(node) == "Path.home")
    ]


def test_nothing_else_puts_homes_into_paths() -> None:
    assert expanding(ROOT / "src" / "llmtui") == []


def test_a_planted_one_is_found(tmp_path: Path) -> None:
    (tmp_path / "fetch.py").write_text("a = Path(text).expanduser()\nb = os.path.expanduser(text)\nc = Path.home()\n")
    (tmp_path / "fine.py").write_text("a = expanded(text)\nhome = self.home()\n")
    assert expanding(tmp_path) == ["fetch.py:1", "fetch.py:2", "fetch.py:3"]
