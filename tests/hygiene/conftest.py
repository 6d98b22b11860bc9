"""Where the sources are, and how to ask a fresh interpreter what it loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Sources:
    """A source tree; `loaded` runs statements in a fresh interpreter and returns the modules it ended with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = root / "llmtui"

    def loaded(self, statements: str) -> set[str]:
        code = f"{statements}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
        done = self.run([sys.executable, "-c", code])
        assert done.returncode == 0, done.stderr
        names: list[str] = json.loads(done.stdout.splitlines()[-1])
        return set(names)

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.root)}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)

    def modules(self) -> list[str]:
        """Dotted names of every module of the package, __main__ files left out."""
        names = []
        for path in sorted(self.package.rglob("*.py")):
            parts = ("llmtui", *path.relative_to(self.package).with_suffix("").parts)
            if parts[-1] != "__main__" and "_data" not in parts:
                names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
        return names


@pytest.fixture
def sources() -> Sources:
    return Sources(ROOT / "src")
