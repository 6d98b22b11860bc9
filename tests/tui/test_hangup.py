"""The app in a terminal that goes away without a word."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path


def test_the_app_ends_when_its_terminal_is_closed(tmp_path: Path) -> None:
    """Without a controlling terminal no SIGHUP comes, as under make; the app read its closed end for ever."""
    master, slave = pty.openpty()
    environment = {**os.environ, "LLMTUI_HOME": str(tmp_path), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "llmtui"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        painted = b""
        while b"llmtui" not in painted:
            painted += os.read(master, 65536)
        assert process.poll() is None
        os.close(master)
        assert process.wait(20) != 0
    finally:
        process.kill()
