"""A transport on which a submission goes wrong at a point that a test names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result
from llmtui.slurm.submitting import CHILD, SUBMIT

#: A line of the script, and whether everything that it started dies before or after that line.
POINTS = {
    "before the lock": (SUBMIT, '  if mkdir "$lock"', 0),
    "with the lock": (SUBMIT, "    before=;", 0),
    "sbatch is being started": (SUBMIT, "until=$((", 0),
    "before its owner is on record": (CHILD, "printf '%s %s\\n' \"$(uname", 0),
    "before sbatch": (CHILD, '"$@" >"$lock/out"', 0),
    "after sbatch": (CHILD, "rc=$?", 1),
    "before the id is on record": (CHILD, "       printf '%s\\n' \"$id\"", 0),
    "before the id is committed": (CHILD, "       [ -s jobid ] ||", 0),
    "before the exit code": (CHILD, "printf '%s\\n' \"$rc\"", 0),
    "at its end": (CHILD, "printf '%s\\n' \"$rc\"", 1),
}


#: The line breaks before the script arrives, and before its answer does.
CUTS = ("cut before", "cut after")


class FaultyTransport(LocalTransport):
    """`fault` is a point or a cut; it happens to the next script that may submit, once."""

    def __init__(self, bin_folder: Path) -> None:
        super().__init__(bin_folder)
        self.fault = ""

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        given, fault = dict(values or {}), self.fault
        if not fault or text != SUBMIT or given["mode"] != "submit":
            return super().script(text, values=given, timeout_s=timeout_s)
        self.fault = ""
        if fault in CUTS:
            if fault == "cut after":
                super().script(text, values=given, timeout_s=timeout_s)
            return Result.said("unknown", None, "", "the connection was lost")
        # Whoever waits for one that is dead need not wait long.
        given["wait"] = "1"
        place, line, later = POINTS[fault]
        if place is CHILD:
            given["child"] = _deadly(CHILD, line, later)
        else:
            text = _deadly(SUBMIT, line, later)
        return super().script(text, values=given, timeout_s=timeout_s)


def _deadly(text: str, line: str, later: int) -> str:
    lines = text.split("\n")
    (at,) = [number for number, each in enumerate(lines) if each.startswith(line)]
    lines.insert(at + later, "kill -9 0")
    return "\n".join(lines)
