"""How long the list of jobs takes to read with and without its index, beside reading every file as plain JSON.

    python benchmarks/journal.py [RECORDS]

Times are the least of several, in milliseconds; the ratios are to one pass over the files without an index.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from llmtui.domain.record import JobRecord, JobStatus
from llmtui.services.journal.records import Records

_ROUNDS = 5
#: What one run's job file is long, in bytes; most of a record is that.
_JOB_FILE = "x" * 900


def made(number: int) -> JobRecord:
    """A run that has ended."""
    run_id = f"{number:032x}"
    return JobRecord(
        id=run_id,
        name=f"reviews-{number}",
        cluster="lumi",
        model="meta-llama/Llama-3.1-8B",
        task="finetune",
        run_dir=f"/scratch/project/llmtui/{run_id}",
        created_at=1.7e9 + number,
        submission="SUBMITTED",
        job_id=number,
        job_file=_JOB_FILE,
        status=JobStatus("COMPLETED", "None", "0:0", 4000, 7200, 1.7e9, 1.7e9 + 4000, "nid001"),
        status_at=1.7e9 + 5000,
        seen="fresh",
    )


def fill(folder: Path, count: int) -> None:
    """That many records, an hour old."""
    records = Records(folder)
    records.write(made(0))
    one = folder / f"{made(0).id}.json"
    text = one.read_text()
    then = time.time() - 3600
    for number in range(count):
        new = {**json.loads(text), **{"id": made(number).id, "name": made(number).name, "job_id": number}}
        path = folder / f"{made(number).id}.json"
        path.write_text(json.dumps(new, indent=1))
        os.utime(path, (then, then))


def least(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of some rounds."""
    times = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


def main(count: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        folder, index = Path(home) / "records", Path(home) / "index.sqlite"
        fill(folder, count)
        kept = Records(folder, index)
        kept.load()
        changes = {made(number).id: lambda old: replace(old, problem=f"{time.time()}") for number in range(count)}
        rows = {
            "files only, each start": least(lambda: Records(folder).load()),
            "with the index, each start": least(lambda: Records(folder, index).load()),
            "again in the same llmtui": least(kept.load),
            "find one by its number": least(lambda: kept.find(f"lumi/{count // 2}")),
        }
        plain = rows["files only, each start"]
        print(f"{count} records")
        for name, spent in rows.items():
            print(f"  {name:<28} {spent:8.1f} ms   {spent / plain:5.2f}")
        begin = time.perf_counter()
        kept.update_many(changes)
        many = time.perf_counter() - begin
        begin = time.perf_counter()
        for run_id, change in list(changes.items())[: count // 10]:
            kept.update(run_id, change)
        one_by_one = (time.perf_counter() - begin) * 10
        print(f"  {'change all under one lock':<28} {many * 1000:8.1f} ms")
        print(f"  {'change all one by one':<28} {one_by_one * 1000:8.1f} ms   {one_by_one / many:5.2f} times that")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
