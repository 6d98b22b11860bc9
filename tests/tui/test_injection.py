"""Terminal injection: what a terminal gets from the app while everything that a cluster sends is hostile."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from .payloads import PAYLOADS, leaks, shapes

ROOT = Path(__file__).resolve().parents[2]
#: Rows and columns: the list has a row for each payload, a dialog has less to draw.
TALL, SMALL = (64, 110), (36, 100)
LIMIT_S = 240.0
#: Places that are gone through in one process each.
GROUPS = ("table,log,form", "job", "dialogs,doctor", "folders", "login,links", "commands")


def in_terminal(folder: Path, places: str, which: str) -> tuple[bytes, dict[str, object]]:
    """All bytes that a terminal gets from tests.tui.injected, and its report."""
    report = folder / "report.json"
    master, slave = pty.openpty()
    rows, columns = TALL if "table" in places or which == "raw" else SMALL
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        "PYTHONIOENCODING": "utf-8",
        "LLMTUI_ASCII": "0",
        "LINES": str(rows),
        "COLUMNS": str(columns),
    }
    command = [sys.executable, "-m", "tests.tui.injected", places, which, str(report), str(folder)]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=ROOT, start_new_session=True
    )
    os.close(slave)
    try:
        raw = _read(master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)
    found = json.loads(report.read_text()) if report.exists() else {"stopped": f"no report: {raw[-3000:]!r}"}
    return raw, found


def _read(master: int, process: subprocess.Popen[bytes]) -> bytes:
    raw = bytearray()
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.2)[0]:
            try:
                raw += os.read(master, 65536)
            except OSError:  # Linux says so when the last writer has gone
                break
        elif process.poll() is not None:
            break
    return bytes(raw)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every kind of sequence that the app makes of itself: the form, with harmless texts in it."""
    raw, found = in_terminal(tmp_path_factory.mktemp("harmless"), "form", "harmless")
    assert found["stopped"] == "", found["stopped"]
    assert found["missed"] == {}
    return shapes(raw)


@pytest.mark.parametrize("places", GROUPS)
def test_nothing_of_a_payload_reaches_the_terminal(tmp_path: Path, own: set[str], places: str) -> None:
    raw, found = in_terminal(tmp_path, places, "hostile")
    assert found["stopped"] == "", found["stopped"]
    assert found["missed"] == {}, "each text was on the screen, as text"
    assert leaks(raw, own) == {}


def test_a_raw_widget_leaks_and_the_search_sees_it(tmp_path: Path, own: set[str]) -> None:
    raw, _ = in_terminal(tmp_path, "", "raw")
    found = leaks(raw, own)
    assert len(found) >= 30, f"only {sorted(found)} of {len(PAYLOADS)}"
    for name in ("osc 52 clipboard, BEL", "csi clear", "c1 csi", "bidi"):
        assert name in found
