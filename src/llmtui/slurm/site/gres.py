"""Generic resources as sinfo and scontrol spell them: gpu:a100:4(S:0-1),nvme:3600."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Which sockets or devices a resource belongs to: (S:0-1), (IDX:0,2), (CPU:0-15). Commas inside divide nothing.
_WHERE = re.compile(r"\([^()]*\)")
_COUNT = re.compile(r"(\d{1,12})([KMGTP]?)", re.ASCII | re.IGNORECASE)
_SCALE = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}", re.ASCII)


@dataclass(frozen=True)
class Gres:
    """So many of one resource; `type` is "" where the site gives none."""

    name: str
    type: str
    count: int


def parse_gres(text: str) -> tuple[Gres, ...]:
    """The resources of one field; what has another shape is left out."""
    found = [_one(part) for part in _WHERE.sub("", text).split(",")]
    return tuple(one for one in found if one is not None)


def gpus(found: tuple[Gres, ...]) -> tuple[Gres, ...]:
    """The GPUs alone, one entry a type; an entry without type beside typed ones is their sum and is left out."""
    by_type: dict[str, int] = {}
    for one in found:
        if one.name == "gpu" and one.count:
            by_type[one.type] = by_type.get(one.type, 0) + one.count
    if len(by_type) > 1:
        by_type.pop("", None)
    return tuple(Gres("gpu", kind, count) for kind, count in by_type.items())


def _one(part: str) -> Gres | None:
    words = [word for word in part.strip().split(":") if word != "no_consume"]
    if not 1 <= len(words) <= 3 or not _TYPE.fullmatch(words[0]):
        return None
    name, *rest = words
    match = _COUNT.fullmatch(rest[-1]) if rest else None
    if match is None:
        count, kind = 1, rest
    else:
        count, kind = int(match[1]) * 1024 ** _SCALE[match[2].upper()], rest[:-1]
    if len(kind) > 1 or (kind and not _TYPE.fullmatch(kind[0])):
        return None
    return Gres(name, kind[0] if kind else "", count)
