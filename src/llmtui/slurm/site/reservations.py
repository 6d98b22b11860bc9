"""`scontrol -o show reservation`: when the whole machine is kept for maintenance."""

from __future__ import annotations

import re

from ...domain.remotetext import safe_line
from ...domain.surroundings import Maintenance
from .words import count, keyed, names

#: scontrol and sinfo print times as UNIX seconds under this (their manuals, SLURM_TIME_FORMAT), whatever their zone.
TIME_FORMAT = ("SLURM_TIME_FORMAT", "%s")
#: A window that leaves more than a tenth of the nodes free is not one in which no job runs.
_SHARE = 0.9
_LONGEST_NAME = 80
_EPOCH = re.compile(r"\d{9,11}", re.ASCII)


def parse_maintenance(text: str, nodes: int | None) -> tuple[Maintenance, ...] | None:
    """The windows with the flag MAINT over (nearly) all nodes, the first first; None where the answer is none.

    `nodes` is how many the machine has; without it only a window with the flag ALL_NODES counts.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    records = [keyed(line) for line in lines if line.startswith("ReservationName=")]
    if not records and not any("no reservations" in line.lower() for line in lines):
        return None
    found = []
    for record in records:
        begins, ends = record.get("StartTime", ""), record.get("EndTime", "")
        flags = names(record.get("Flags", "")) or ()
        if "MAINT" in flags and _EPOCH.fullmatch(begins) and _EPOCH.fullmatch(ends) and _all(record, flags, nodes):
            name = safe_line(record["ReservationName"])[:_LONGEST_NAME]
            found.append(Maintenance(float(begins), float(ends), name))
    return tuple(sorted(found, key=lambda window: window.starts_at))


def _all(record: dict[str, str], flags: tuple[str, ...], nodes: int | None) -> bool:
    kept = count(record.get("NodeCnt", ""))
    return "ALL_NODES" in flags or (nodes is not None and kept is not None and nodes > 0 and kept >= _SHARE * nodes)
