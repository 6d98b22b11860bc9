"""Jobs of any clusters cancelled together, and looked at afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...domain.record import JobRecord
from ...errors import LlmtuiError
from ..journal.records import Records
from ..reach.link import Link
from .cancel import cancel, withdraw

#: The embedded Slurm ends a job within moments, so its end is waited for, in seconds.
_SOON_S = 5.0


@dataclass(frozen=True)
class Cancelled:
    """The records afterwards, in the order of what was chosen; `refused` says by run id why one was not cancelled."""

    records: tuple[JobRecord, ...]
    refused: Mapping[str, LlmtuiError]


def cancel_all(
    records: Records,
    link: Callable[[str], Link],
    chosen: Sequence[JobRecord],
    refresh: Callable[[bool], object],
) -> Cancelled:
    """Cancel these jobs; `link` gives the way to a cluster by its name, `refresh` looks at all (True: for the user)."""
    now = [records.get(record.id) for record in chosen]
    refused: dict[str, LlmtuiError] = {}
    soon = True
    for name in dict.fromkeys(record.cluster for record in now):
        ours = [record for record in now if record.cluster == name]
        try:
            there = link(name)
            soon = soon and there.cluster.embedded
            refused |= _cancel(there, records, ours)
        except LlmtuiError as error:
            refused |= dict.fromkeys((record.id for record in ours if record.id not in refused), error)
    if len(refused) < len(now):
        _look(records, [record for record in now if record.id not in refused], refresh, soon=soon)
    return Cancelled(tuple(records.get(record.id) for record in now), refused)


def _cancel(there: Link, records: Records, ours: Sequence[JobRecord]) -> dict[str, LlmtuiError]:
    refused: dict[str, LlmtuiError] = {}
    for record in ours:
        if record.submission == "SUBMIT_UNKNOWN":
            try:
                withdraw(there, records, record)
            except LlmtuiError as error:
                refused[record.id] = error
    known = [record for record in ours if record.submission != "SUBMIT_UNKNOWN"]
    try:
        return refused | (cancel(there, records, known) if known else {})
    except LlmtuiError as error:
        # What was withdrawn before the cluster fell silent stays so.
        return refused | dict.fromkeys((record.id for record in known), error)


def _look(records: Records, cancelled: Sequence[JobRecord], refresh: Callable[[bool], object], *, soon: bool) -> None:
    """Once; where all is on this machine until it shows."""
    deadline = time.monotonic() + (_SOON_S if soon else 0.0)
    while True:
        # After a cancellation a look is due at once, so none has to be asked for beyond the usual.
        refresh(soon)
        if time.monotonic() >= deadline or not any(records.get(record.id).active for record in cancelled):
            return
        time.sleep(0.2)
