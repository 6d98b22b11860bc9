"""Run the runtime with a clock of its own, on which every step takes ten seconds.

Started by torchrun or accelerate in place of the runtime's own __main__; for tests of when a training stops. In the
environment: TEST_END is when the job ends, in seconds from the start of the training; TEST_SKEW is how far the clocks
of the ranks behind the first are ahead; TEST_STOP_AFTER is the step after which rank 0 finds its stop file; TEST_FSDP
asks for accelerate's FSDP code on CPU ranks.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from llmtui.runtime import deadline
from llmtui.runtime.__main__ import main
from llmtui.runtime.process import end

START_S = 1_000_000.0
STEP_S = 10.0


class Clocked(deadline.Deadline):
    """A Deadline whose time is the number of steps done."""

    def __init__(self, end: Any, margin_s: float, stop_file: Any) -> None:
        skew = float(os.environ.get("TEST_SKEW", "0")) if os.environ.get("RANK") != "0" else 0.0
        self.now = START_S + skew
        self.steps = 0
        super().__init__(end, margin_s, stop_file, clock=lambda: self.now)

    def stepped(self) -> None:
        self.now += STEP_S
        self.steps += 1
        if os.environ.get("RANK") == "0" and self.steps == int(os.environ.get("TEST_STOP_AFTER", "-1")):
            Path(os.environ[deadline.STOP_FILE]).touch()
        super().stepped()


if __name__ == "__main__":
    if "TEST_END" in os.environ:
        os.environ[deadline.END_TIME] = str(START_S + float(os.environ["TEST_END"]))
    if "TEST_FSDP" in os.environ:
        # The script's own folder is where Python looks first.
        import_module("fsdp_on_cpu").patch()
    deadline.Deadline = Clocked  # type: ignore[misc, assignment]
    end(main())
