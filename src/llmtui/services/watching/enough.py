"""When a job has been looked for in vain for long enough, so that a cluster is asked for nothing when nothing lives."""

from __future__ import annotations

from dataclasses import replace

from ...domain.record import JobRecord

#: Looks within so long count as one spell, in seconds: a record is not written for each of them.
SPELL_S = 600.0
#: Spells that are enough where all who could know have answered, and where some have not: an hour and a day of looks.
_ANSWERED, _SILENT = 6, 144
UNWATCHED = "it is not looked for any more unless you ask"


def in_vain(record: JobRecord, now: float, *, answered: bool) -> JobRecord:
    """The record after a look that did not find the job; `answered` says that all who could know of it have answered.

    Spells are counted, not hours: who was away for a weekend has not looked.
    """
    if record.unwatched or (record.sought_at is not None and abs(now - record.sought_at) < SPELL_S):
        return record
    sought = record.sought + 1
    return replace(record, sought=sought, sought_at=now, unwatched=sought > (_ANSWERED if answered else _SILENT))
