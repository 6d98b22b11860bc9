"""sacctmgr's associations and QOS: who may charge what, and how much of it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .commands import ASSOCIATION_FIELDS, QOS_FIELDS
from .words import count, names, seconds, tres

#: What a job script can hold; sacctmgr takes no other names.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Association:
    """One account of the user's; `partition` "" holds everywhere. `max_submit` 0 means that no job is taken."""

    account: str
    partition: str
    qos: tuple[str, ...]
    default_qos: str
    max_submit: int | None
    max_time_s: int | None
    max_tres: Mapping[str, int]


@dataclass(frozen=True)
class Qos:
    """One QOS; resources by name (node, cpu, gres/gpu), `flags` in lower case, times in seconds."""

    name: str
    max_time_s: int | None
    max_tres: Mapping[str, int]
    max_tres_per_user: Mapping[str, int]
    max_jobs: int | None
    max_submit: int | None
    min_tres: Mapping[str, int]
    flags: tuple[str, ...]

    @property
    def limits_jobs(self) -> bool:
        """Whether a job under it is bounded in time, nodes or GPUs."""
        return bool(self.max_time_s or self.max_tres or self.min_tres)


def parse_associations(text: str) -> tuple[tuple[Association, ...], int]:
    """The associations in an answer to commands.associations(), and how many lines had another shape."""
    rows, bad = _table(text, ASSOCIATION_FIELDS)
    found = [
        Association(
            account=row["Account"],
            partition=row["Partition"],
            qos=names(row["QOS"]) or (),
            default_qos=row["DefaultQOS"],
            max_submit=count(row["MaxSubmit"]),
            max_time_s=seconds(row["MaxWall"]),
            max_tres=tres(row["MaxTRES"]),
        )
        for row in rows
    ]
    return tuple(found), bad


def parse_qos(text: str) -> tuple[tuple[Qos, ...], int]:
    """The QOS in an answer to commands.qos(), and how many lines had another shape."""
    rows, bad = _table(text, QOS_FIELDS)
    found = [
        Qos(
            name=row["Name"],
            max_time_s=seconds(row["MaxWall"]),
            max_tres=tres(row["MaxTRES"]),
            max_tres_per_user=tres(row["MaxTRESPU"]),
            max_jobs=count(row["MaxJobsPU"]),
            max_submit=count(row["MaxSubmitPU"]),
            min_tres=tres(row["MinTRES"]),
            flags=tuple(flag.lower() for flag in names(row["Flags"]) or ()),
        )
        for row in rows
        if _NAME.fullmatch(row["Name"])
    ]
    return tuple(found), len(rows) - len(found) + bad


def _table(text: str, fields: tuple[str, ...]) -> tuple[list[dict[str, str]], int]:
    """Lines of `-P`, their cells by field name; the first cell names the row and cannot be empty."""
    lines = [line.split("|") for line in text.split("\n") if line.strip()]
    good = [[cell.strip() for cell in cells] for cells in lines if len(cells) == len(fields) and cells[0].strip()]
    return [dict(zip(fields, cells, strict=True)) for cells in good], len(lines) - len(good)
