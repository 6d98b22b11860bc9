"""The small words of Slurm's answers: keys and values, limits, host lists, resources by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..times import parse_duration

#: A value goes on to the next blank that has a key behind it: OS= and Reason= hold blanks.
_KEY = re.compile(r"(?:^|(?<=\s))([A-Z][A-Za-z0-9_/]*(?:\[\d+\])?)=")
_ABSENT = frozenset({"", "(null)", "n/a", "none", "null"})
#: Longer than this is no limit to plan by: 9999 days.
_LONGEST_S = 9999 * 86400
_UNBOUNDED = frozenset({"infinite", "unlimited", "4294967295", "-1"})
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_BRACKET = re.compile(r"\[([^\],\[-]*)[^\]]*\]")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,250}", re.ASCII)


def keyed(line: str) -> dict[str, str]:
    """`Key=value` pairs of one record; the first of two alike counts, because free text comes last."""
    found: dict[str, str] = {}
    matches = list(_KEY.finditer(line))
    ends = [*(match.start() for match in matches), len(line)]
    for match, end in zip(matches, ends[1:], strict=True):
        found.setdefault(match[1], line[match.end() : end].strip())
    return found


def word(text: str) -> str:
    """The text, "" for the words that stand where nothing is set."""
    return "" if text.strip().lower() in _ABSENT else text.strip()


def names(text: str) -> tuple[str, ...] | None:
    """A comma list; None for ALL, (null) and nothing, which restrict nothing."""
    found = tuple(part.strip() for part in word(text).split(",") if part.strip())
    return None if not found or found == ("ALL",) else found


def seconds(text: str) -> int | None:
    """A time limit in seconds; None where there is none, or nothing that reads as one."""
    if not word(text) or text.strip().lower() in _UNBOUNDED:
        return None
    try:
        found = parse_duration(text) or 0
    except ValueError:
        return None
    return found if 0 < found <= _LONGEST_S else None


def count(text: str) -> int | None:
    """A whole number, `40+` (at least that many) included; None for unlimited and for other words."""
    text = text.strip().removesuffix("+")
    if text.lower() in _UNBOUNDED or not _NUMBER.fullmatch(text):
        return None
    return int(text)


def job_size(text: str) -> tuple[int, int | None]:
    """Least and greatest number of nodes of `1-infinite`, `2-16` or `1`; None where it has no bound."""
    least, dash, most = text.strip().partition("-")
    return max(1, count(least) or 1), count(most if dash else least)


def tres(text: str) -> dict[str, int]:
    """Counts of `cpu=32,gres/gpu:a100=4`; memory and what is no whole number are left out."""
    found: dict[str, int] = {}
    for part in word(text).split(","):
        name, equals, value = part.strip().partition("=")
        number = count(value)
        if equals and name and name != "mem" and number is not None:
            found[name] = number
    return found


def first_host(hosts: str) -> str:
    """The first name of a host list such as `r01g[01-04,07],x1`; "" where there is none.

    A comma inside brackets divides numbers and not names.
    """
    first = _BRACKET.sub(lambda match: match[1], hosts.strip()).partition(",")[0]
    return first if _HOST.fullmatch(first) and word(first) else ""


def least(*limits: int | None) -> int | None:
    """The smallest of the limits that are set, None if none is."""
    return min((limit for limit in limits if limit is not None), default=None)


def greatest(*limits: int | None) -> int | None:
    """The largest of the limits that are set, None if none is."""
    return max((limit for limit in limits if limit is not None), default=None)


def megabytes(values: Mapping[str, str], key: str) -> int | None:
    """A size that Slurm gives in MiB, in bytes; None for UNLIMITED, zero and no entry."""
    size = count(values.get(key, ""))
    return size * 1024**2 if size else None
