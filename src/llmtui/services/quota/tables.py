"""The answers of csc-workspaces, lumi-quota, lfs quota, quota and df, read strictly: another shape gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .room import Quota

_UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([KMGTP]?)(?:i?B)?", re.IGNORECASE | re.ASCII)
#: `/scratch/project_2000123   103G/1.0T   389K/1.0M   180d`; LUMI's has no fourth column.
_AREA = re.compile(r"(/\S+)\s+([\w.]+)/([\w.]+)\s+([\w.]+)/([\w.]+)(?:\s+(?:\d+d|n/a))?\s*", re.ASCII)
_COUNT = re.compile(r"\[?(\d{1,19})\]?\*?", re.ASCII)
#: Numbers behind the file system's name in `lfs quota` and `quota -wp`: used, quota, limit, grace, and again for files.
_COLUMNS = 8
_KIB = 1024


@dataclass(frozen=True)
class Volume:
    """One line of df: the device, what is free (KiB or inodes as df was asked) and where it is mounted."""

    device: str
    free: int
    mount: str


def areas(text: str, source: str, *, unit: int) -> tuple[Quota, ...]:
    """The table of csc-workspaces and lumi-quota; bytes count by `unit`, 1024 at CSC and 1000 at LUMI, files by 1000.

    CSC calls 10 GiB 10G (docs.csc.fi, disk areas); LUMI's 20 GiB are 22G there, in powers of a thousand.
    """
    found = []
    for line in text.split("\n"):
        match = _AREA.fullmatch(line.strip())
        if match is not None:
            quota = Quota(source, match[1], *_pair(match[2], match[3], unit), *_pair(match[4], match[5], 1000))
            found += [quota] if quota.limit_bytes is not None or quota.limit_files is not None else []
    return tuple(found)


def lustre(text: str, source: str, path: str) -> tuple[Quota, ...]:
    """`lfs quota` in kilobytes, whose file system's name may stand on a line of its own."""
    words = text.partition("Filesystem")[2].partition("\n")[2].split()
    return tuple(_counted(source, path, row) for row in _rows(words) if _limits(row))


def nfs(text: str, source: str, device: str, path: str) -> tuple[Quota, ...]:
    """`quota -wp` in kilobytes: one line a file system; only that on `device` is taken."""
    lines = [line.split() for line in text.split("\n")]
    rows = [row for words in lines if words and words[0] == device for row in _rows(words)]
    return tuple(_counted(source, path, row) for row in rows if _limits(row))


def volume(text: str) -> Volume | None:
    """`df -Pk` or `df -Pi` of one path: the last line, whose mount point may hold blanks."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    words = lines[-1].split(None, 5) if len(lines) > 1 else []
    if len(words) != 6 or not words[3].isdigit() or not words[5].startswith("/"):
        return None
    return Volume(words[0], int(words[3]), words[5])


def _pair(used: str, limit: str, unit: int) -> tuple[int | None, int | None]:
    """Two sizes, None for other words. Single things have no unit (`3/100K`), unless the other ends with B: `7.2/10TB`
    are both TB."""
    first, second = _SIZE.fullmatch(used), _SIZE.fullmatch(limit)
    if first is None or second is None:
        return None, None
    shared = limit.upper().endswith("B") or "." in first[1]
    return _bytes(first[1], first[2] or (second[2] if shared else ""), unit), _bytes(second[1], second[2], unit)


def _bytes(number: str, letter: str, unit: int) -> int:
    return round(float(number) * float(unit) ** _UNITS[letter.upper()])


def _rows(words: Sequence[str]) -> Iterator[tuple[int, int, int, int, int, int]]:
    """Used, soft and hard limit of bytes (KiB), then of files, behind each name that stands before eight columns."""
    place = 0
    while place + _COLUMNS < len(words):
        row = words[place + 1 : place + 1 + _COLUMNS]
        numbers = [_COUNT.fullmatch(row[column]) for column in (0, 1, 2, 4, 5, 6)]
        found = [int(number[1]) for number in numbers if number is not None]
        named = place == 0 or words[place].startswith(("/", ".")) or ":" in words[place]
        if named and len(found) == 6:
            yield found[0], found[1], found[2], found[3], found[4], found[5]
            place += _COLUMNS
        place += 1


def _limits(row: tuple[int, int, int, int, int, int]) -> bool:
    return any((row[1], row[2], row[4], row[5]))


def _counted(source: str, path: str, row: tuple[int, int, int, int, int, int]) -> Quota:
    """Zero means no limit; the hard limit counts before the soft one."""
    size, files = row[2] or row[1] or None, row[5] or row[4] or None
    return Quota(source, path, row[0] * _KIB, size and size * _KIB, row[3], files)
