"""Sizes, Slurm time limits and counts: parse and format, nothing else."""

from __future__ import annotations

import re

from .errors import RequestError

GIB = 1024**3
GB = 1000**3

_SIZE_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_COUNT_UNITS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))
_TIME = re.compile(r"(?:(?P<days>\d{1,4})-)?(?P<rest>\d{1,6}(?::\d{1,2}){0,2})", re.ASCII)


def parse_time_limit(text: str) -> int:
    """Seconds of a Slurm time limit: M, M:S, H:M:S, D-H, D-H:M or D-H:M:S (sbatch manual, --time).

    Raises RequestError when the text is none of these or amounts to zero.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise RequestError(f"{text!r} is not a Slurm time limit", hint="write HH:MM:SS, D-HH:MM:SS or minutes")
    parts = [int(part) for part in match["rest"].split(":")]
    if match["days"] is not None:
        hours, minutes, seconds = [*parts, 0, 0][:3]
        total = int(match["days"]) * 86400 + hours * 3600 + minutes * 60 + seconds
    elif len(parts) == 3:
        total = parts[0] * 3600 + parts[1] * 60 + parts[2]
    else:
        total = parts[0] * 60 + (parts[1] if len(parts) == 2 else 0)
    if total == 0:
        raise RequestError(f"the time limit {text!r} is zero", hint="Slurm reads 0 as unlimited; give a real limit")
    return total


def format_time_limit(seconds: int) -> str:
    """Slurm's own form: HH:MM:SS below a day, D-HH:MM:SS from there on."""
    days, rest = divmod(seconds, 86400)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    return f"{days}-{clock}" if days else clock


def parse_size(text: str) -> int:
    """Bytes of a Slurm memory size such as 480G; a bare number is MiB (sbatch manual, --mem).

    Raises RequestError when the text is not a size.
    """
    match = re.fullmatch(r"(\d+)([KMGT]?)B?", text.strip().upper(), re.ASCII)
    if match is None:
        raise RequestError(f"{text!r} is not a size", hint="write for example 480G")
    return int(match[1]) * _SIZE_UNITS[match[2] or "M"]


def format_gib(size: int, *, decimals: int = 1) -> str:
    """GiB as a bare figure, `decimals` places; the unit belongs to the label."""
    return f"{size / GIB:.{decimals}f}"


def format_bytes(size: int) -> str:
    """A size with the unit that keeps it short: 1.2 MiB, 31.9 GiB."""
    value = float(size)
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if abs(value) < 1024 or unit == "TiB":
            break
        value /= 1024
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


def format_count(count: int) -> str:
    """Three figures and a unit, as model cards write it: 8.03 B, 135 M."""
    for scale, unit in _COUNT_UNITS:
        if count >= scale:
            value = count / scale
            decimals = 2 if value < 10 else 1 if value < 100 else 0
            return f"{value:.{decimals}f} {unit}"
    return str(count)


def group_digits(number: int) -> str:
    """1730 as "1 730": groups of three with a thin gap that every terminal can show."""
    return f"{number:,}".replace(",", " ")
