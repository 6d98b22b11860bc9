"""Runs the whole matrix and prints nothing; how each case had to end and how it did is written to a file.

Called as `python -m tests.login.quiet FOLDER RESULT FACTORS`, in a process of its own, with logging set up as an
application without care would: whatever a library logs goes to stderr.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from .cases import Case, cases, run
from .lab import lab, ssh_add


def main(folder: Path, result: Path, *, factors: bool) -> None:
    """Do it; `factors` for the servers that need root."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    with lab(folder, factors=factors) as machines:
        ssh_add(machines.agent, machines.keys["ed25519"])
        ended = [_ended(case) for case in cases(machines)]
    result.write_text(json.dumps(ended))


def _ended(case: Case) -> dict[str, object]:
    wanted = {"error": case.error.__name__ if case.error else "", "says": case.says, "prompts": case.prompts}
    return {"name": case.name, "wanted": wanted, **asdict(run(case))}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), factors=sys.argv[3] == "factors")
