"""Jobs that were cancelled together with their smoke test, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ...domain.record import JobRecord
from ..journal.records import Records
from ..watching.rows import how_it_ended


def explain_cancelled(records: Records) -> None:
    """Write into the journal why Slurm cancelled a job whose smoke test did not pass."""
    found = {record.id: record for record in records.load().records}
    changes = {}
    for record in found.values():
        smoke = None if record.after is None else found.get(record.after.id)
        if smoke is None or smoke.status is None or record.problem or record.state != "CANCELLED":
            continue
        if not smoke.active and smoke.state != "COMPLETED":
            problem = f"cancelled because its smoke test {smoke.job_id} did not pass: {how_it_ended(smoke)}"
            changes[record.id] = partial(_explained, problem=problem)
    if changes:
        records.update_many(changes)


def _explained(record: JobRecord, problem: str) -> JobRecord:
    return replace(record, problem=problem)
