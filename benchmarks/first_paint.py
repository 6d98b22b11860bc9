"""First paint of llmtui in a pseudo-terminal, against a bare Textual app with header and footer.

Both are started in turn, RUNS times each, in a 120x40 terminal; a run ends when the marker text has reached the
terminal. A last run of llmtui writes down what was loaded and which programs were started before its first paint.

    python benchmarks/first_paint.py [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

RUNS = 7
LIMIT_S = 20.0

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static

class Bare(App[None]):
    TITLE = "bare"
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("painted")
        yield Footer()

Bare().run()
"""

OURS = "import sys; sys.argv = ['llmtui']; from llmtui.cli import main; main()"

WATCHED = """
import json, os, sys
started = []
sys.addaudithook(lambda event, args: started.append(str(args[0])) if event == "subprocess.Popen" else None)
from llmtui.services.session import Session
from llmtui.tui.app import LlmtuiApp

class Watched(LlmtuiApp):
    seen = False

    def post_display_hook(self) -> None:
        if not Watched.seen:
            Watched.seen = True
            with open(os.environ["SEEN"], "w") as out:
                json.dump({"modules": sorted(sys.modules), "started": list(started)}, out)

Watched(Session()).run()
"""

HEAVY = ("torch", "transformers", "paramiko", "pydantic", "yaml")


def first_paint(code: str, marker: bytes, home: str, extra: dict[str, str] | None = None) -> float:
    """Seconds from spawn until `marker` has been written to the terminal. Raises SystemExit when it never is."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "LLMTUI_HOME": home, **(extra or {})}
        os.execve(sys.executable, [sys.executable, "-c", code], environment)
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while marker not in seen:
            left = LIMIT_S - (time.perf_counter() - start)
            if left <= 0 or not select.select([terminal], [], [], left)[0]:
                raise SystemExit(f"{marker!r} was not painted within {LIMIT_S} s")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def before_first_paint(home: str) -> dict[str, list[str]]:
    """Heavy modules loaded and programs started before the first paint."""
    note = Path(home) / "seen.json"
    first_paint(WATCHED, b"llmtui", home, {"SEEN": str(note)})
    deadline = time.monotonic() + LIMIT_S
    while not note.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    seen = json.loads(note.read_text())
    return {"heavy": [name for name in HEAVY if name in seen["modules"]], "started": seen["started"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as home:
        for code, marker in ((BARE, b"painted"), (OURS, b"llmtui")):
            first_paint(code, marker, home)
        pairs = [(first_paint(BARE, b"painted", home), first_paint(OURS, b"llmtui", home)) for _ in range(RUNS)]
        seen = before_first_paint(home)
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    result = {"bare_s": bare, "llmtui_s": ours, "ratio": ours / bare, **seen}
    if as_json:
        print(json.dumps(result))
    else:
        print(f"bare {bare * 1000:.0f} ms, llmtui {ours * 1000:.0f} ms, ratio {ours / bare:.2f} (median of {RUNS})")
        print(f"before first paint: heavy modules {seen['heavy'] or 'none'}, programs {seen['started'] or 'none'}")


if __name__ == "__main__":
    main()
