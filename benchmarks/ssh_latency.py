"""Logging in, one poll and one submission on a link with a long round trip, beside ssh, scp and sftp doing the same.

A real sshd stands behind a relay that holds every byte for half a round trip each way. The TCP handshake ends at the
relay, so on a real link every login takes one round trip more, in every row. Each step is repeated; medians count.

login    until the first command has been answered
poll     squeue for ten jobs and the new 16 KiB of three logs: at the same time, as the threads of llmtui ask and as
         one call of ssh's can, and one by one, with a call of ssh's for each
submit   a new folder, a job's files with their hashes compared, sbatch: ssh, scp, ssh

    PYTHONPATH=. python benchmarks/ssh_latency.py [--rtt-ms MS] [--runs N] [--json]
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from latency.ground import Ground, ground
from latency.llmtui_ways import over_openssh, over_paramiko
from latency.programs import plain, shared
from latency.steps import STEPS, Way

OURS: dict[str, Way] = {"llmtui, paramiko": over_paramiko, "llmtui, ssh program": over_openssh}
WAYS: dict[str, Way] = {**OURS, "ssh, ControlMaster": shared, "ssh": plain}
#: Every row is told as a multiple of this one.
FIRST = "llmtui, paramiko"
#: What a poll may take: four round trips and so many milliseconds.
POLL_RTT, POLL_MS = 4, 100
#: For folders that are not there yet.
NUMBERS = itertools.count()

Times = dict[str, list[float]]


def measure(here: Ground, way: Way, runs: int) -> Times:
    """Seconds of every step, `runs` of each; a poll that nobody times comes first, for the channels that it opens."""
    found: Times = {step: [] for step in STEPS}
    for _ in range(runs):
        with ExitStack() as stack:
            started = time.perf_counter()
            stack.enter_context(way(here))
            found["login"].append(time.perf_counter() - started)
    with way(here) as session:
        session.poll()
        for _ in range(runs):
            for step, call in (
                ("poll", session.poll),
                ("poll, one by one", session.poll_one_by_one),
                ("submit", lambda: session.submit(next(NUMBERS))),
            ):
                started = time.perf_counter()
                call()
                found[step].append(time.perf_counter() - started)
    return found


def table(rows: dict[str, dict[str, float]], rtt_ms: float) -> list[str]:
    """Milliseconds, round trips and the multiple of the first row."""
    lines = [f"{'':<21}" + "".join(f"{step:>26}" for step in STEPS)]
    for name, row in rows.items():
        cells = []
        for step in STEPS:
            times = row[step] / rows[FIRST][step]
            cells.append(f"{row[step]:>7.0f} ms {row[step] / rtt_ms:>5.1f} RTT {times:>4.1f}x")
        lines.append(f"{name:<21}" + "".join(f"{cell:>26}" for cell in cells))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rtt-ms", type=float, default=50.0)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="ll", dir="/tmp") as folder,  # short enough for a socket's path
        ground(Path(folder), options.rtt_ms / 1e3) as here,
    ):
        for name, way in WAYS.items():
            times = measure(here, way, options.runs)
            rows[name] = {step: 1e3 * median(seconds) for step, seconds in times.items()}
    limit = POLL_RTT * options.rtt_ms + POLL_MS
    held = all(rows[name]["poll"] <= limit for name in OURS)
    if options.json:
        print(json.dumps({"rtt_ms": options.rtt_ms, "runs": options.runs, "median_ms": rows, "poll_held": held}))
    else:
        print("\n".join(table(rows, options.rtt_ms)))
        print(f"medians of {options.runs}; a poll within {POLL_RTT} RTT + {POLL_MS} ms: {'yes' if held else 'no'}")
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
