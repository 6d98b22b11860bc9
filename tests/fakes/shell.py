"""Scripts on files in memory: they are put on disk for the time of the script, and a real /bin/sh reads them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result


def run_script(contents: Mapping[str, bytes], text: str, values: Mapping[str, str], timeout_s: float) -> Result:
    """Values that are absolute paths are taken for places among the files."""
    with tempfile.TemporaryDirectory() as root:
        for path, data in contents.items():
            target = Path(root + path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        moved = {name: root + value if value.startswith("/") else value for name, value in values.items()}
        return LocalTransport().script(text, values=moved, timeout_s=timeout_s)
