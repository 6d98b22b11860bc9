"""Which step of a submission a cut hit, told from the journal and the run folder at that very moment."""

from __future__ import annotations

from pathlib import Path

from llmtui.services.journal.records import Records

#: In the order in which they come.
STEPS = (
    "before the run folder",
    "uploading",
    "script on its way",
    "sbatch is being started",
    "sbatch is running",
    "the id is being written down",
    "answer on its way",
    "after the answer",
)


def step(records: Records, runs: Path, run_id: str) -> str:
    """One of STEPS."""
    found = [record for record in records.load().records if record.id == run_id]
    folder = runs / run_id
    if not found or not folder.exists():
        return STEPS[0]
    if found[0].submission == "SUBMITTED":
        return STEPS[7]
    if found[0].submission != "SUBMITTING":
        return STEPS[1]
    attempt = folder / "submit.lock" / "attempt-1"
    marks = ((folder / "jobid", 6), (attempt / "rc", 6), (attempt / "jobid", 5), (attempt / "out", 4), (attempt, 3))
    return STEPS[next((number for path, number in marks if path.exists()), 2)]
