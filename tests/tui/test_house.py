"""Rules for the room itself: what it imports, how it starts threads, how it shows text, which names it takes."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input, Log, TextArea

import llmtui.tui

ROOM = Path(llmtui.tui.__file__).parent
SOURCES = sorted(ROOM.rglob("*.py"))


def test_the_first_paint_loads_nothing_slow() -> None:
    """Neither pydantic nor yaml, no catalogue, no form widget, no other screen."""
    code = "import sys, llmtui.tui.app; print(' '.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "llmtui.tui.screens.build" in loaded
    for name in ("pydantic", "yaml", "paramiko", "torch", "pygments", "llmtui.services.session"):
        assert name not in loaded
    for name in ("llmtui.tui.screens.jobs", "llmtui.tui.screens.job", "llmtui.tui.form.sheet", "llmtui.tui.commands"):
        assert name not in loaded
    assert not any(name.startswith("llmtui.catalog") for name in loaded)


def test_threads_are_started_in_one_place() -> None:
    for path in SOURCES:
        text = path.read_text()
        if path.name != "work.py":
            assert "run_worker(" not in text, path.name
            assert "threading.Thread" not in text, path.name
            assert "except Exception" not in text, path.name


def test_statics_and_messages_never_read_markup() -> None:
    for path in SOURCES:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in {"Static", "notify", "OptionList"}:
                given = {keyword.arg: keyword.value for keyword in call.keywords}
                value = given.get("markup")
                assert isinstance(value, ast.Constant), f"{path.name}:{call.lineno} has no markup=False"
                assert value.value is False, f"{path.name}:{call.lineno}"


def test_stylesheets_name_no_colour_but_the_themes() -> None:
    sheets = sorted(ROOM.rglob("*.tcss"))
    assert len(sheets) >= 5
    for sheet in sheets:
        for line in sheet.read_text().splitlines():
            if ":" in line and not line.rstrip().endswith("{"):
                assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(red|green|blue|white|black|yellow)\b", line), line


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_class_takes_a_private_name_of_textual(path: Path) -> None:
    """A private attribute of a base class that is overwritten breaks in ways that are hard to see."""
    taken = _private_names()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            own = set(re.findall(r"self\.(_\w+)\s*(?::[^=\n]+)?=[^=]", ast.unparse(node)))
            own |= {item.name for item in node.body if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))}
            private = {name for name in own if name.startswith("_") and not name.startswith("__")}
            if "Screen" in node.name or "App" in node.name or _is_widget(node):
                assert not private & taken, f"{node.name}: {sorted(private & taken)}"


def _is_widget(node: ast.ClassDef) -> bool:
    names = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return bool(names & {"Widget", "ScrollView", "Input", "Page", "Memory", "LineEditor", "TextArea"})


@cache
def _private_names() -> frozenset[str]:
    found: set[str] = set()
    for base in (App, ModalScreen, Input, Log, TextArea):
        for kind in base.__mro__[:-1]:
            found |= {name for name in vars(kind) if name.startswith("_")}
            if kind.__module__.startswith("textual"):
                found |= set(re.findall(r"self\.(_\w+)\s*(?::[^=\n]+)?=[^=]", inspect.getsource(kind)))
    return frozenset(found)
