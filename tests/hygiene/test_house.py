"""The bars of the house: lengths, unfinished work, and names that must not be in any file."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from statistics import median

import pytest

from .conftest import ROOT

_UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error")
_BANNED = re.compile(
    r"shell=Tr" r"ue|AutoAdd" r"Policy|WarningPol" r"icy|yaml\.lo" r"ad\(|pickle\.lo" r"ad|os\.sys" r"tem\("
)
#: What would take a host's key unseen, read or write the terminal, or lend the user's keys and ports to a shared host.
_LOGIN = re.compile(
    r"AutoAdd"
    r"Policy|WarningPol"
    r"icy|SSHCli"
    r"ent\(|getpass\.getp"
    r"ass|_interactive_du"
    r"mb|AgentRequestHan"
    r"dler|request_forward_ag"
    r"ent|request_x"
    r"11|request_port_for"
    r"ward"
)
_PLACES = re.compile(
    r"\.\./sha"
    r"red|sha"
    r"red/(?:notes|facts)|/wo"
    r"rk/|pypi\.o"
    r"rg|pythonhost"
    r"ed|npm"
    r"js\.|debian\.o"
    r"rg|/ro"
    r"ot/"
)
_TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".sh", ".txt", ".tcss", ".json", ".jsonl", "", ".svg"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the list of the project's own files is not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _matches(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in paths:
        if path.suffix in _TEXT:
            lines = path.read_text(errors="replace").splitlines()
            found += [f"{path.name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def _long_functions(path: Path, limit: int) -> list[str]:
    tree = ast.parse(path.read_text())
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [f"{path.name}:{node.name}" for node in functions if (node.end_lineno or node.lineno) - node.lineno >= limit]


def _sources() -> list[Path]:
    return sorted((ROOT / "src").rglob("*.py"))


def test_files_and_functions_stay_short(tmp_path: Path) -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in _sources()}
    assert {path.name: length for path, length in lengths.items() if length > 400} == {}
    assert median(length for length in lengths.values() if length > 5) <= 130
    assert [name for path in _sources() for name in _long_functions(path, 80)] == []
    planted = tmp_path / "long.py"
    planted.write_text("def long() -> None:\n" + "    pass\n" * 90)
    assert _long_functions(planted, 80) == ["long.py:long"]


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (_UNFINISHED, "# TODO later"),
        (_BANNED, "run(x, shell=True)"),
        (_LOGIN, "client = paramiko.SSHClient()"),
        (_LOGIN, "client.set_missing_host_key_policy(paramiko.AutoAddPolicy())"),
        (_LOGIN, "code = getpass.getpass()"),
        (_LOGIN, "transport.auth_interactive_dumb(user)"),
        (_LOGIN, "paramiko.agent.AgentRequestHandler(channel)"),
    ],
)
def test_no_source_holds_it(pattern: re.Pattern[str], planted: str, tmp_path: Path) -> None:
    assert _matches(_sources(), pattern) == []
    file = tmp_path / "planted.py"
    file.write_text(f"value = 1\n{planted}\n")
    assert _matches([file], pattern) == ["planted.py:2"]


def test_no_file_names_a_registry_or_a_machine_path(tmp_path: Path) -> None:
    assert _matches(_tracked(), _PLACES) == []
    file = tmp_path / "planted.md"
    file.write_text("see " + "/wo" + "rk/main\n")
    assert _matches([file], _PLACES) == ["planted.md:1"]
