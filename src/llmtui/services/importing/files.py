"""The user's files that a command needs: the script, what it imports from beside itself, files that arguments name."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from ...domain.ownfiles import check_files, place
from ...errors import RequestError


def needed_files(program: str, arguments: Sequence[str], base: Path) -> tuple[str, ...]:
    """Paths below `base`, as script.files takes them; only what is there."""
    module = program.removeprefix("-m ").partition(".")[0] if program.startswith("-m ") else ""
    found: list[str] = []
    if module:
        found += _module(module, base, "")
    else:
        _add(found, program, base)
    for name in arguments:
        value = name.partition("=")[2] if name.startswith("-") else name
        if value and "$" not in value:
            _add(found, value, base)
    for name in found:  # grows while it is read: what is found may import more
        if name.endswith(".py"):
            for imported in _imports(base / name):
                folder = name.rpartition("/")[0]
                found += [each for each in _module(imported, base, folder) if each not in found]
    return _without_overlap(found)


def _add(found: list[str], name: str, base: Path) -> None:
    try:
        path = place(name)
    except RequestError:
        return
    if (base / path).exists() and path not in found:
        found.append(path)


def _module(name: str, base: Path, folder: str) -> list[str]:
    """The file or package of that name in the folder, if there is one."""
    for candidate in (f"{name}.py", name):
        path = f"{folder}/{candidate}" if folder else candidate
        if (base / path).is_file() or (base / path / "__init__.py").is_file():
            return [path]
    return []


def _imports(path: Path) -> list[str]:
    """First names of what a Python file imports; nothing for a file that cannot be read as one."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module.partition(".")[0])
    return list(dict.fromkeys(names))


def _without_overlap(found: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for name in sorted(found, key=len):
        try:
            check_files([*kept, name])
        except RequestError:
            continue
        kept.append(name)
    return tuple(sorted(kept))
