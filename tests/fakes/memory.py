"""A journal in memory, for tests that are about many records or many looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from llmtui.domain.record import JobRecord
from llmtui.services.journal.records import Journal, Records


class MemoryRecords(Records):
    """Keeps records by id; `writes` counts those that changed, `reads` those that were read one by one."""

    def __init__(self) -> None:
        super().__init__(Path("/nonexistent"))
        self.by_id: dict[str, JobRecord] = {}
        self.writes = 0
        self.reads = 0

    def load(self) -> Journal:
        return Journal(tuple(self.by_id.values()))

    def get(self, run_id: str) -> JobRecord:
        self.reads += 1
        return self.by_id[run_id]

    def write(self, record: JobRecord) -> JobRecord:
        self.by_id[record.id] = record
        return record

    def update(self, run_id: str, change: Callable[[JobRecord], JobRecord]) -> JobRecord:
        old = self.get(run_id)
        new = change(old)
        self.writes += new != old
        return self.write(new)

    def update_many(self, changes: Mapping[str, Callable[[JobRecord], JobRecord]]) -> dict[str, JobRecord]:
        return {run_id: self.update(run_id, change) for run_id, change in changes.items() if run_id in self.by_id}
