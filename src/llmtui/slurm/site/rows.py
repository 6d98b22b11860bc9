"""sinfo's records: one for each partition and kind of node."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import FIELD, RECORD
from .commands import SINFO_FIELDS
from .gres import Gres, gpus, parse_gres
from .words import count, first_host, job_size, names, seconds

_MIB = 1024**2


@dataclass(frozen=True)
class Row:
    """Nodes of one kind in one partition.

    `cpus` counts hardware threads, `cores` cores (0: not known); `memory_bytes` is all that Slurm counts, which on
    superchips holds the GPUs' own. `host` is one of the nodes, "" where sinfo names none.
    """

    partition: str
    up: bool
    max_time_s: int | None
    default_time_s: int | None
    nodes: int
    min_nodes: int
    max_nodes: int | None
    cpus: int
    cores: int
    memory_bytes: int
    gpus: tuple[Gres, ...]
    features: tuple[str, ...]
    exclusive: bool
    host: str

    @property
    def kind(self) -> tuple[object, ...]:
        """What nodes that are alike have in common."""
        return self.cpus, self.cores, self.memory_bytes, self.gpus


def parse_rows(text: str) -> tuple[tuple[Row, ...], int]:
    """The rows in an answer to commands.sinfo(), and how many records did not have the promised shape."""
    records = [line for line in text.split("\n") if line.strip()]
    rows = [_row(record) for record in records]
    return tuple(row for row in rows if row is not None), sum(row is None for row in rows)


def _row(record: str) -> Row | None:
    if not record.endswith(RECORD):
        return None
    fields = [field.strip() for field in record[: -len(RECORD)].split(FIELD)]
    if len(fields) != len(SINFO_FIELDS) or not fields[0]:
        return None
    (name, state, longest, default, nodes, size, cpus, shape, memory, gres, features, sharing, _, hosts) = fields
    least, most = job_size(size)
    return Row(
        partition=name,
        up=state == "up",
        max_time_s=seconds(longest),
        default_time_s=seconds(default),
        nodes=count(nodes) or 0,
        min_nodes=least,
        max_nodes=most,
        cpus=count(cpus) or 0,
        cores=_cores(shape),
        memory_bytes=(count(memory) or 0) * _MIB,
        gpus=gpus(parse_gres(gres)),
        features=names(features) or (),
        exclusive=sharing.startswith("EXCLUSIVE"),
        host=first_host(hosts),
    )


def _cores(shape: str) -> int:
    """Cores of `sockets:cores:threads`, 0 for another shape."""
    parts = [count(part) for part in shape.split(":")]
    if len(parts) != 3 or parts[0] is None or parts[1] is None:
        return 0
    return parts[0] * parts[1]
