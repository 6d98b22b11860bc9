"""Node list expressions: `127.0.0.[1-2]` and back."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)
_NAME = re.compile(r"(.*?)(\d*)", re.DOTALL)
#: One expression may not name more nodes than Slurm itself takes (hostlist.h, MAX_RANGE).
_MOST = 65536


def expand(expression: str) -> list[str]:
    """Names in the order written; brackets may stand anywhere in a name. Raises ValueError."""
    return [name for part in _split(expression) if part for name in _expand_one(part)]


def compress(names: list[str]) -> str:
    """The expression that Slurm prints: names with the same prefix share one bracket, zeros in front are kept."""
    parts = [(match[1], match[2]) for name in names if (match := _NAME.fullmatch(name))]
    padded = {prefix for prefix, digits in parts if len(digits) > 1 and digits.startswith("0")}
    groups: dict[tuple[str, int], list[int]] = {}
    for prefix, digits in parts:
        width = -1 if not digits else len(digits) if prefix in padded else 0
        groups.setdefault((prefix, width), []).append(int(digits or 0))
    return ",".join(_group(prefix, width, numbers) for (prefix, width), numbers in groups.items())


def counts(numbers: list[int]) -> str:
    """Slurm's short form of numbers per node: [2, 2, 1] is "2(x2),1"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][0] == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return ",".join(f"{number}(x{times})" if times > 1 else str(number) for number, times in runs)


def _group(prefix: str, width: int, numbers: list[int]) -> str:
    if width < 0:
        return ",".join([prefix] * len(numbers))
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    texts = [f"{low:0{width}d}" if low == high else f"{low:0{width}d}-{high:0{width}d}" for low, high in ranges]
    single = len(texts) == 1 and ranges[0][0] == ranges[0][1]
    return prefix + (texts[0] if single else f"[{','.join(texts)}]")


def _split(expression: str) -> list[str]:
    parts, depth = [""], 0
    for character in expression:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth not in (0, 1):
            raise ValueError(f"unbalanced brackets in {expression!r}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if depth:
        raise ValueError(f"unbalanced brackets in {expression!r}")
    return parts


def _expand_one(part: str) -> list[str]:
    head, bracket, rest = part.partition("[")
    if not bracket:
        return [part]
    inside, _, tail = rest.partition("]")
    tails = _expand_one(tail)
    return [head + number + end for item in inside.split(",") for number in _numbers(item) for end in tails]


def _numbers(item: str) -> list[str]:
    match = _RANGE.fullmatch(item)
    if match is None:
        raise ValueError(f"not a range of numbers: {item!r}")
    low, high = int(match[1]), int(match[2] or match[1])
    if not 0 <= high - low < _MOST:
        raise ValueError(f"not a range of numbers: {item!r}")
    return [str(number).zfill(len(match[1])) for number in range(low, high + 1)]
