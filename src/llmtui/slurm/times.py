"""Slurm's durations and timestamps, as squeue and sacct print them."""

from __future__ import annotations

import re
from datetime import datetime

_DURATION = re.compile(r"(?:(\d{1,6})-)?(?:(\d{1,6}):)?(\d{1,6}):(\d{2})(?:\.\d+)?", re.ASCII)
_EPOCH = re.compile(r"\d{9,11}", re.ASCII)
#: Words that stand where a time is not known or has no bound.
_ABSENT = frozenset({"", "N/A", "NONE", "UNKNOWN", "UNLIMITED", "INVALID", "NOT_SET", "PARTITION_LIMIT", "(NULL)"})


def parse_duration(text: str) -> int | None:
    """Seconds of MM:SS, HH:MM:SS or D-HH:MM:SS; None for words such as UNLIMITED. Raises ValueError."""
    if text.strip().upper() in _ABSENT:
        return None
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a Slurm duration: {text!r}")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds


def parse_timestamp(text: str) -> float | None:
    """Seconds since the epoch of that number itself or of 2026-11-23T21:41:49; None for N/A or Unknown.

    Raises ValueError. The long form, which Slurms that ignore SLURM_TIME_FORMAT print, has no zone: it is read in this
    machine's.
    """
    word = text.strip()
    if word.upper() in _ABSENT:
        return None
    if _EPOCH.fullmatch(word):
        return float(word)
    return datetime.strptime(word, "%Y-%m-%dT%H:%M:%S").timestamp()
