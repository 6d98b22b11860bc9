"""Run folders of a cluster that answers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.services.runs.clean import Old, Size
from llmtui.services.runs.fetch import Fetched, StoppedError
from llmtui.services.runs.folders import Folders
from llmtui.services.runs.runfiles import RemoteFile, RunFiles, What
from llmtui.services.runs.sharedmodels import Shared
from llmtui.units import GIB

PLAN = RunFiles(
    (RemoteFile("output/adapter_model.safetensors", 84 * 1024**2, 1.0), RemoteFile("slurm-101.out", 12_345, 1.0)),
    tuple(RemoteFile(f"output/checkpoint-{number}/optimizer.pt", 3 * GIB, 1.0) for number in range(4)),
    ("data: a link",),
)


class FakeFolders(Folders):
    """`plan`, `found` and `notes` are what the test puts in; a fetch waits until it may end or is stopped."""

    def __init__(self) -> None:
        self.plan = PLAN
        self.found: dict[str, Old] = {}
        self.notes: dict[str, str] = {}
        self.refuse: LlmtuiError | None = None
        self.fetched: list[tuple[str, Path, What]] = []
        self.deleted: list[str] = []
        self.found_models: dict[str, tuple[Shared, ...] | LlmtuiError] = {}
        self.dropped: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()
        self.stopped = threading.Event()

    def plan_fetch(self, record: JobRecord) -> RunFiles:
        if self.refuse is not None:
            raise self.refuse
        return self.plan

    def fetch(
        self,
        record: JobRecord,
        target: Path,
        progress: Callable[[int, int, str], None],
        what: What = "results",
        stop: Callable[[], bool] = lambda: False,
    ) -> Fetched:
        self.fetched.append((record.name, target, what))
        total = self.plan.bytes(what)
        progress(total // 3, total, "output/adapter_model.safetensors")
        while not self.may_end.wait(0.01):
            if stop():
                self.stopped.set()
                raise StoppedError("stopped")
        if self.refuse is not None:
            raise self.refuse
        return Fetched(target, len(self.plan.of(what)), total)

    def sizes(self, records: Sequence[JobRecord]) -> tuple[Old, ...]:
        usual = Size("there", 7 * GIB)
        return tuple(self.found.get(record.id, Old(record, usual, 3 * 86400.0)) for record in records)

    def deletion(self, records: Sequence[JobRecord]) -> Callable[[JobRecord], JobRecord]:
        return self._delete

    def _delete(self, record: JobRecord) -> JobRecord:
        if self.refuse is not None:
            raise self.refuse
        self.deleted.append(record.name)
        return replace(record, deleted_at=1.0)

    def models(self, cluster: str) -> tuple[Shared, ...]:
        found = self.found_models.get(cluster, ())
        if isinstance(found, LlmtuiError):
            raise found
        return found

    def models_deletion(self) -> Callable[[Shared], None]:
        def drop(model: Shared) -> None:
            if self.refuse is not None:
                raise self.refuse
            self.dropped.append(model.path)

        return drop

    def note(self, record: JobRecord) -> str:
        return self.notes.get(record.id, "")
