"""The reference sets of benchmarks/data as typed rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"
#: What benchmarks/measure_on_gpu.py wrote on a GPU.
MEASURED = DATA / "measured_here.jsonl"


@dataclass(frozen=True)
class TracedRow:
    """One traced configuration: sizes in bytes of one rank, phases as the trace names them.

    `training` or `inference` are the job file's keys; `traced` holds the sizes under the trace's own names.
    """

    id: str
    config: str
    world_size: int
    training: Mapping[str, Any]
    inference: Mapping[str, Any]
    traced: Mapping[str, Any]

    @property
    def peak(self) -> int:
        """Peak of the step (or of the generation) in bytes."""
        return int(self.traced["peak_allocated_bytes"])


@dataclass(frozen=True)
class PublishedRow:
    """One published measurement, with the words of its source; `measured_peak_gib` in GiB."""

    row: int
    source: str
    model_id: str
    hardware: str
    world_size: int
    task: str
    method: str
    strategy: str
    precision: str
    optimizer: str | None
    micro_batch: int | None
    seq_len: int | None
    grad_ckpt: bool | str | None
    attention: str | None
    lora: Mapping[str, Any] | None
    measured_peak_gib: float
    measured_as_published: str
    measure_kind: str
    stack: str
    notes: str
    confidence: str


@dataclass(frozen=True)
class MeasuredRow:
    """One job as it ran on a GPU; `training` or `inference` are the job file's keys, `changed` those of config.json.

    `measured` holds sizes in bytes under torch's names (benchmarks/gpumemory/child.py).
    """

    row: int
    name: str
    model_id: str
    hardware: str
    training: Mapping[str, Any]
    inference: Mapping[str, Any]
    changed: Mapping[str, Any]
    measured: Mapping[str, Any]
    versions: Mapping[str, str]
    date: str

    @property
    def peak(self) -> int:
        """torch.cuda.max_memory_allocated in bytes."""
        return int(self.measured["max_allocated_bytes"])


@dataclass(frozen=True)
class MeasuredSet:
    """The rows of one file, and the `context` of a process without a model on its card (gpumemory/context.py)."""

    rows: tuple[MeasuredRow, ...] = ()
    context: Mapping[str, Any] | None = None


def _object(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def traced_rows() -> tuple[TracedRow, ...]:
    """The traced set in the file's order."""
    rows = _object(DATA / "traced_memory.json")["rows"]
    return tuple(
        TracedRow(
            id=row["id"],
            config=row["config"],
            world_size=row.get("world_size", 1),
            training=row.get("training", {}),
            inference=row.get("inference", {}),
            traced=row["traced"],
        )
        for row in rows
    )


@cache
def traced_about() -> Mapping[str, Any]:
    """What the trace counts ("about") and which libraries it ran ("versions")."""
    content = _object(DATA / "traced_memory.json")
    return MappingProxyType({"about": content["about"], "versions": content["versions"]})


@cache
def published_rows() -> tuple[PublishedRow, ...]:
    """The published set in the file's order; the file's first line says what it is."""
    _, *lines = (DATA / "measured_memory.jsonl").read_text(encoding="utf-8").splitlines()
    names = [field.name for field in fields(PublishedRow)]
    rows = [json.loads(line) for line in lines]
    return tuple(PublishedRow(**{name: row[name] for name in names}) for row in rows)


@cache
def measured_set(path: Path = MEASURED) -> MeasuredSet:
    """What one file of benchmarks/measure_on_gpu.py holds; nothing where there is no file under the default name.

    Raises OSError for another file that cannot be read, ValueError for one that is not of this kind or was measured
    without a GPU.
    """
    if path == MEASURED and not path.exists():
        return MeasuredSet()
    about, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    names = [field.name for field in fields(MeasuredRow)]
    found = []
    for row in rows:
        absent = [name for name in names if name not in row]
        if absent:
            raise ValueError(f"{path}: row {row.get('row')} has no {', '.join(absent)}")
        if "max_allocated_bytes" not in row["measured"]:
            raise ValueError(f"{path}: row {row['row']} was measured without a GPU, which says nothing of one")
        found.append(MeasuredRow(**{name: row[name] for name in names}))
    return MeasuredSet(tuple(found), about.get("context"))


def traced_config(name: str) -> Mapping[str, Any]:
    """A config.json of benchmarks/data/traced_configs, its own notes (keys that start with "_") left out."""
    content = _object(DATA / "traced_configs" / name)
    return {key: value for key, value in content.items() if not key.startswith("_")}
