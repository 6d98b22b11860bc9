"""Times as Slurm's commands print them, in the machine's own time zone."""

from __future__ import annotations

import re
import time

_FROM_NOW = re.compile(r"now([+-]\d+)(seconds|minutes|hours|days|weeks)?", re.ASCII)
_UNITS_S = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}


def timestamp(seconds: float | None, missing: str = "N/A") -> str:
    """2026-11-23T21:41:45 from seconds since the epoch."""
    return missing if seconds is None else time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(seconds))


def parse_timestamp(text: str, now: float) -> float:
    """Seconds since the epoch of a date, a time of today or both, `now`, `now-2days`, `today`. Raises ValueError."""
    if found := _FROM_NOW.fullmatch(text):
        return now + int(found[1]) * _UNITS_S[found[2] or "seconds"]
    if text in ("now", "today"):
        return now if text == "now" else midnight(now)
    day, part, clock = text.partition("T")
    if not part and ":" in text:
        day, clock = time.strftime("%Y-%m-%d", time.localtime(now)), text
    clock = clock or "00:00:00"
    if clock.count(":") == 1:
        clock += ":00"
    return time.mktime(time.strptime(f"{day}T{clock}", "%Y-%m-%dT%H:%M:%S"))


def midnight(now: float) -> float:
    """The start of the day that `now` lies in."""
    day = time.localtime(now)
    return time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 0, 0, 0, 0, 0, -1))


def short_duration(seconds: float) -> str:
    """squeue's form: 0:05, 1:00:00, 1-00:00:00."""
    days, rest = divmod(max(0, int(seconds)), 86400)
    hours, minutes = rest // 3600, rest % 3600 // 60
    if days:
        return f"{days}-{hours:02d}:{minutes:02d}:{rest % 60:02d}"
    return f"{hours}:{minutes:02d}:{rest % 60:02d}" if hours else f"{minutes}:{rest % 60:02d}"
