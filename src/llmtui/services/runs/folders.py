"""Run folders on their clusters: fetching from them, their sizes, deleting them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.record import JobRecord
from ..journal.records import Records
from ..reach.link import Link

if TYPE_CHECKING:
    from .clean import Old
    from .fetch import Fetched
    from .runfiles import RunFiles, What
    from .sharedmodels import Shared


def _never() -> bool:
    """Nobody wants it to stop."""
    return False


class Folders:
    """Session's part for run folders; `link` makes the link to a cluster by its name. The methods block."""

    def __init__(self, records: Records, link: Callable[[str], Link]) -> None:
        self._records = records
        self._link = link

    def plan_fetch(self, record: JobRecord) -> RunFiles:
        """What there is to fetch, with sizes. Raises GoneError, CannotTellError, RequestError."""
        from .fetch import plan_fetch

        return plan_fetch(self._link(record.cluster), record)

    def fetch(
        self,
        record: JobRecord,
        target: Path,
        progress: Callable[[int, int, str], None],
        what: What = "results",
        stop: Callable[[], bool] = _never,
    ) -> Fetched:
        """Bring the run's results into a folder of this machine, and note where. Raises what fetch.fetch raises."""
        from .fetch import fetch

        folder = target.absolute()
        fetched = fetch(self._link(record.cluster), record, folder, progress, what, stop=stop)
        self._records.update(record.id, lambda old: replace(old, fetched_to=str(folder)))
        return fetched

    def sizes(self, records: Sequence[JobRecord]) -> tuple[Old, ...]:
        """Run folders with their sizes and what speaks against deleting them; one script a cluster."""
        from .clean import survey

        return survey(self._link, records, self._records.load().records, time.time())

    def deletion(self, records: Sequence[JobRecord]) -> Callable[[JobRecord], JobRecord]:
        """Deletes the run folder of one of these jobs, which have ended; raises RequestError, CannotTellError.

        Each cluster's queue is asked once for all of them, or once a minute where it takes longer.
        """
        from .atwork import AtWork
        from .clean import delete

        kept: dict[str, AtWork] = {}

        def delete_one(record: JobRecord) -> JobRecord:
            link = self._link(record.cluster)
            if record.cluster not in kept:
                kept[record.cluster] = AtWork(link, [other for other in records if other.cluster == record.cluster])
            return delete(link, self._records, record, time.time(), kept[record.cluster])

        return delete_one

    def models(self, cluster: str) -> tuple[Shared, ...]:
        """The user's models beside the run folders of a cluster, and copies that broke off. Raises CannotTellError."""
        from .sharedmodels import list_shared

        return list_shared(self._link(cluster), (*self._records.load().records, *self._records.forgotten().records))

    def models_deletion(self) -> Callable[[Shared], None]:
        """Deletes one of them; raises RequestError, CannotTellError. Each cluster's queue is asked once."""
        from .dropmodels import Dropping

        kept: dict[str, Dropping] = {}

        def delete_one(model: Shared) -> None:
            if model.cluster not in kept:
                kept[model.cluster] = Dropping(self._link(model.cluster), self._records)
            kept[model.cluster].delete(model)

        return delete_one

    def note(self, record: JobRecord) -> str:
        """Says of a job that has ended that its run folder is gone; "" otherwise. Raises UnreachableError."""
        from .runfiles import folder_note

        return folder_note(self._link(record.cluster).transport, record)
