"""Records for tests."""

from __future__ import annotations

from dataclasses import replace

from llmtui.domain.record import JobRecord


def record(number: int = 1, **changes: object) -> JobRecord:
    """A submitted record whose run id ends in `number`."""
    run_id = f"{number:032x}"
    plain = JobRecord(
        id=run_id,
        name=f"job-{number}",
        cluster="local",
        model="demo",
        task="finetune",
        run_dir=f"/runs/{run_id}",
        created_at=1000.0 + number,
        submission="SUBMITTED",
        job_id=number,
        events_path=f"/runs/{run_id}/events.jsonl",
        time_limit_s=60,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
