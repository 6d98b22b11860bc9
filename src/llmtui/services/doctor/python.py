"""Python and the libraries inside the cluster's own module or container, held against the cluster's file."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping

from ...domain.remotetext import safe_line
from ...domain.site import Software
from ..place.siteshell import in_software, setup_failure, shell_for
from .check import STACK, Check, Subject

#: Modules and containers on a parallel file system start slowly.
TIMEOUT_S = 120.0
#: Packages that some jobs need, and what there is not without them.
_WITHOUT = {
    "huggingface_hub": "without it llmtui stage cannot fetch models there",
    "datasets": "without it jobs read .jsonl, .txt and .parquet files, but no folders and no data sets of the hub",
}
_PACKAGES = (*STACK, *_WITHOUT)
_LEAST_PYTHON = (3, 9)
_MARK = "\x1e"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+!_-]{0,60}", re.ASCII)
#: Written for Python 3.6 on, so that an old one says its version instead of a SyntaxError.
_PROGRAM = """
import json, sys
found = {"python": "%d.%d.%d" % sys.version_info[:3]}
try:
    from importlib.metadata import version
except ImportError:
    version = None
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except Exception:
        pass
sys.stdout.write("\\x1e" + json.dumps(found) + "\\x1e\\n")
"""


def python_checks(subject: Subject) -> Iterator[Check]:
    """One check for Python and one for each package that a job needs."""
    software = next(iter(subject.cluster.software), None)
    command = f"python3 -c {shlex.quote(_PROGRAM)} {' '.join(_PACKAGES)}"
    values = {"COMMAND": in_software(software, command, watched=True)}
    script = f'exec {shell_for(software)} "$COMMAND"'
    result = subject.transport.script(script, values=values, timeout_s=TIMEOUT_S)
    name = software.name if software else "the login shell's own python3"
    wrong = setup_failure(result.err)
    # Whatever python3 says now, it is not the one of the module.
    found = read(result.out.raw) if wrong is None else None
    if found is None:
        hint = "try it there: " + "; ".join(software.setup) if software and software.setup else "is python3 there?"
        said = wrong or result.complaint or "python3 said nothing"
        unknown = result.outcome == "unknown"
        yield Check("python", None if unknown else False, f"{name}: {result.complaint if unknown else said}", hint)
        return
    yield _python(found["python"], name)
    for package in _PACKAGES:
        yield _package(package, found.get(package), software)


def read(text: str) -> dict[str, str] | None:
    """Versions by name in what the program printed, whatever modules and containers print around it; None without."""
    pieces = text.split(_MARK)
    try:
        said = json.loads(pieces[1]) if len(pieces) > 2 else None
    except ValueError:
        return None
    if not isinstance(said, dict) or "python" not in said:
        return None
    found = {str(name): str(value) for name, value in said.items() if _SAFE.fullmatch(str(value))}
    return found if "python" in found else None


def _python(version: str, name: str) -> Check:
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    new = tuple(numbers) >= _LEAST_PYTHON
    hint = "" if new else f"jobs need Python {_LEAST_PYTHON[0]}.{_LEAST_PYTHON[1]}: choose another placement.software"
    return Check("python", new, f"{version}, {safe_line(name)}", hint)


def _package(package: str, version: str | None, software: Software | None) -> Check:
    said = _said(package, software.versions if software else {})
    if version is None:
        where = (
            "pip install 'llmtui[runtime]' into it" if software is None else "another placement.software may have it"
        )
        where = _WITHOUT.get(package, where)
        return Check(package, False, f"not there{f', {said} in the file' if said else ''}", where)
    if not said or said == "inside" or _agree(version, said):
        return Check(package, True, version)
    hint = "the file is out of date, or another module is loaded: options are written for the version in the file"
    return Check(package, False, f"{version}, {said} in the file", hint)


def _said(package: str, versions: Mapping[str, str]) -> str:
    return versions.get(package) or versions.get(package.replace("_", "-"), "")


def _agree(version: str, said: str) -> bool:
    """2.10 in the file stands for every 2.10.x, with any build tag."""
    plain = version.partition("+")[0]
    return plain == said or plain.startswith(f"{said}.")
