"""A file as benchmarks/measure_on_gpu.py writes it, with figures that are made up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from gpumemory.cases import CASES, Case
from gpumemory.place import here, plan_of
from gpumemory.rows import ABOUT, row

from llmtui.units import GIB

CARD: dict[str, Any] = {
    "name": "NVIDIA H100 80GB HBM3",
    "torch_total_bytes": 79 * GIB,
    "vendor": "nvidia",
    "smi_before_bytes": GIB // 8,
    "steps": [
        {"after": "one tensor", "device_used_bytes": GIB, "reserved_bytes": GIB // 4},
        {"after": "a matrix product", "device_used_bytes": 2 * GIB, "reserved_bytes": GIB},
    ],
}
VERSIONS = {"torch": "2.11.0+cu130", "transformers": "5.17.0"}


def case_named(word: str) -> Case:
    return next(case for case in CASES if word in case.name)


def report(peak: int, **changes: Any) -> dict[str, Any]:
    """torch reserved a tenth more, and half a GiB stands beside it."""
    found: dict[str, Any] = {
        "exit_code": 0,
        "seconds": 1.0,
        "loaded": {},
        "versions": VERSIONS,
        "max_allocated_bytes": peak,
        "max_reserved_bytes": peak * 11 // 10,
        "reserved_bytes": peak,
        "device_used_bytes": peak + GIB // 2 + GIB // 8,
        "smi_before_bytes": GIB // 8,
        "smi_max_bytes": None,
    }
    return {**found, **changes}


def write_rows(path: Path, *measured: tuple[Case, dict[str, Any]]) -> Path:
    cluster = here(CARD)
    lines: list[dict[str, Any]] = [{"about": ABOUT, "hardware": CARD["name"], "context": CARD}]
    for number, (case, found) in enumerate(measured, 1):
        lines.append(row(number, case, plan_of(case, cluster), found, f"1x {CARD['name']}", date(2026, 1, 2)))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
