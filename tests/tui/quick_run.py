"""Stands in for the runtime where a test needs a job that is over in a moment: same events, same kind of output.

Called as `python -m llmtui_runtime train --config run.json`. The learning rate says what it does: below 1 it
trains for as many steps as it was asked to, 7 makes it fail, 8 makes it run until it is stopped.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

FAILS = 7.0
NEVER_ENDS = 8.0
PAUSE_S = 0.05


def write(event: str, **values: object) -> None:
    with open("events.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps({"event": event, "time": time.time(), **values}) + "\n")


def main() -> int:
    arguments = json.loads(Path("run.json").read_text(encoding="utf-8"))["arguments"]
    steps = max(1, int(arguments["max_steps"]))
    rate = float(arguments["learning_rate"])
    write("start", world_size=1, device="cpu")
    if rate == FAILS:
        write("error", message="RowsError: [b]row 3[/b] has no text")
        print("RowsError: [b]row 3[/b] has no text", flush=True)
        return 1
    write("train_begin", wrapped="Quick", max_steps=steps, step=0)
    step = 0
    while rate == NEVER_ENDS or step < steps:
        step += 1
        time.sleep(PAUSE_S)
        write("log", step=step, loss=1.0 + 3.0 / step, learning_rate=rate, max_steps=steps, tokens_per_second=100.0)
        print(f"step {step}/{steps}  loss {1.0 + 3.0 / step:.4f}", flush=True)
    write("eval", step=step, eval_loss=1.5)
    write("end", outcome="completed", peak_bytes=123_000_000)
    print("the last line of the run", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
