"""From a key in a numeric field to the repainted bars, in a pseudo-terminal, against a bare app that echoes a key.

llmtui runs at 120x40 in a home of its own with a job for LUMI in its form. Keys go to the field Length, at uneven gaps
as of someone who types, so that some of them fall into the preview of an earlier one; a key is done when the total
that follows from it has reached the terminal. The bare app has an Input and a Static that shows what is in it.

    python benchmarks/key_to_bars.py [--keys N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ

from accuracy.stats import percentile

from llmtui.catalog.jobfile import parse_job
from llmtui.services.paths import HOME_VARIABLE
from llmtui.services.session import Session
from llmtui.tui.form.rows import visible_rows
from llmtui.units import GIB, format_gib

KEYS = 120
LIMIT_S = 30.0
#: Seconds between a repaint and the next key, at least and at most.
GAPS_S = (0.03, 0.25)
FIELD = "training.max_length"
DOWN, END = b"\x1b[B", b"\x1b[F"
BACKSPACE = b"\x7f"
COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}

JOB = """
version: 1
name: llama-8b-reviews
task: finetune
model: meta-llama/Llama-3.1-8B
placement: {cluster: lumi, partition: standard-g, account: project_465000001, time: 12:00:00}
training: {dataset: reviews.jsonl, sharding: fsdp, max_length: 1024, gradient_checkpointing: true}
"""

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Input("1024")
        yield Static("= 1024 GiB", id="echo")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#echo", Static).update(f"= {event.value} GiB")

Bare().run()
"""


class Terminal:
    """A program in a 120x40 pseudo-terminal."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execve(command[0], command, {**os.environ, **COLOURS, HOME_VARIABLE: str(home)})
        ioctl(self.file, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def write(self, keys: bytes) -> None:
        """Type these bytes."""
        os.write(self.file, keys)

    def wait_for(self, text: bytes) -> float:
        """The moment at which `text` had been received. Raises SystemExit when it does not come."""
        deadline, seen = time.perf_counter() + LIMIT_S, b""
        while text not in seen:
            left = deadline - time.perf_counter()
            if left <= 0 or not select.select([self.file], [], [], left)[0]:
                raise SystemExit(f"{text!r} was not painted within {LIMIT_S:.0f} s")
            seen += os.read(self.file, 65536)
        return time.perf_counter()

    def drain(self, seconds: float) -> None:
        """Read and forget for so long."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self.file], [], [], left)[0]:
                os.read(self.file, 65536)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


@contextmanager
def _running(command: list[str], home: Path) -> Iterator[Terminal]:
    terminal = Terminal(command, home)
    try:
        yield terminal
    finally:
        terminal.close()


def strokes(count: int) -> Iterator[tuple[bytes, str]]:
    """Keys, each with the field's text after it; the text grows by a digit and shrinks again."""
    digits = random.Random(20)
    text = "1024"
    for number in range(count):
        key = BACKSPACE if number % 2 else str(digits.randrange(10)).encode()
        text = text[:-1] if number % 2 else text + key.decode()
        yield key, text


def measure(terminal: Terminal, keys: list[tuple[bytes, bytes]]) -> list[float]:
    """Seconds from writing each key until the text that belongs to it was received."""
    gaps = random.Random(11)
    found = []
    for key, expected in keys:
        terminal.drain(gaps.uniform(*GAPS_S))
        start = time.perf_counter()
        terminal.write(key)
        found.append(terminal.wait_for(expected) - start)
    return found


def bare(home: Path, count: int) -> list[float]:
    """The bare app's seconds."""
    keys = [(key, f"= {text} GiB".encode()) for key, text in strokes(count)]
    with _running([sys.executable, "-c", BARE], home) as terminal:
        terminal.wait_for(b"= 1024 GiB")
        terminal.drain(1.0)
        terminal.write(END)
        return measure(terminal, keys)


def ours(home: Path, count: int) -> list[float]:
    """llmtui's seconds."""
    session = _session(home)
    spec = parse_job(JOB, "job.yaml")

    def total(length: str) -> bytes:
        wanted = replace(spec, training=replace(spec.training, max_length=int(length)))
        size = session.preview(wanted, home, check_inputs=False).estimate.total
        return f"{format_gib(size, decimals=0 if size >= 100 * GIB else 1)} GiB".encode()

    keys = [(key, total(text)) for key, text in strokes(count)]
    with _running([sys.executable, "-m", "llmtui"], home) as terminal:
        terminal.wait_for(total("1024"))
        terminal.drain(2.0)
        for key in [DOWN] * _number_of(FIELD) + [END]:
            terminal.write(key)
            terminal.drain(0.1)
        return measure(terminal, keys)


def _number_of(key: str) -> int:
    """How many fields stand before that one in the form."""
    keys = [name for row in visible_rows("finetune", "full") for name in row.keys]
    return keys.index(key)


def prepare(home: Path) -> None:
    """Put the job into the form, and a row of data beside it."""
    (home / "reviews.jsonl").write_text('{"text": "A fine film."}\n')
    _session(home).save_form(parse_job(JOB, "job.yaml"), home)


def _session(home: Path) -> Session:
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(home)
    try:
        return Session()
    finally:
        os.environ.pop(HOME_VARIABLE)
        if before is not None:
            os.environ[HOME_VARIABLE] = before


def summary(seconds: list[float]) -> dict[str, float]:
    """Median, 95th percentile and largest, in milliseconds."""
    return {
        "median_ms": 1e3 * median(seconds),
        "p95_ms": 1e3 * percentile(seconds, 0.95),
        "max_ms": 1e3 * max(seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="llmtui-") as folder:
        home = Path(folder)
        prepare(home)
        rows = {"bare": summary(bare(home, options.keys)), "llmtui": summary(ours(home, options.keys))}
    ratio = rows["llmtui"]["median_ms"] / rows["bare"]["median_ms"]
    if options.json:
        print(json.dumps({"keys": options.keys, **rows, "ratio": ratio}))
        return
    for name, row in rows.items():
        print(f"{name:<7} median {row['median_ms']:.1f} ms, p95 {row['p95_ms']:.1f} ms, max {row['max_ms']:.1f} ms")
    print(f"ratio of the medians {ratio:.2f}, {options.keys} keys")


if __name__ == "__main__":
    main()
