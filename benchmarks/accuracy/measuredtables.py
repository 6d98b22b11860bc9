"""The set measured here as tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .data import MeasuredSet
from .measured import MeasuredResult, measured_kinds
from .tables import SUMMARY_HEADS, Table, gib, signed, summary_cells

_UNKNOWN = "-"


def measured_kinds_table(results: Sequence[MeasuredResult]) -> Table:
    """The errors of the allocated peak by kind."""
    rows = [(name, *summary_cells(found)) for name, found in measured_kinds(results).items() if found is not None]
    return Table("Measured here: absolute error of the allocated peak", ("kind", *SUMMARY_HEADS), tuple(rows))


def measured_table(results: Sequence[MeasuredResult]) -> Table:
    """Every row, with what stands beside the allocated peak."""
    heads = (
        *("row", "case", "card", "allocated GiB", "estimated GiB", "error %", "reserved / allocated", "beside GiB"),
        *("taken GiB", "band GiB", "in band"),
    )
    return Table("Measured here: every row", heads, tuple(_row(result) for result in results))


def _row(result: MeasuredResult) -> tuple[str, ...]:
    low, high = result.found.band
    return (
        str(result.row.row),
        result.row.name,
        result.row.hardware.removeprefix("1x "),
        gib(result.row.peak),
        gib(result.found.peak_allocated),
        signed(result.error),
        f"{result.slack:.3f}",
        _UNKNOWN if result.beside is None else gib(result.beside),
        _UNKNOWN if result.taken is None else gib(result.taken),
        f"{gib(low)} to {gib(high)}",
        {True: "yes", False: "no", None: _UNKNOWN}[result.in_band],
    )


def context_table(found: MeasuredSet) -> Table:
    """What a process without a model takes on the card beside torch's own, step by step; no rows without a context."""
    rows: list[tuple[str, ...]] = []
    if found.context is not None:
        before = int(found.context.get("smi_before_bytes") or 0)
        sizes = [(step["after"], step["device_used_bytes"] - step["reserved_bytes"]) for step in found.context["steps"]]
        for (_, last), (name, size) in pairwise([("", before), *sizes]):
            rows.append((name, gib(size - before), gib(size - last)))
    return Table("Measured here: what stands beside torch's own", ("after", "GiB", "more GiB"), tuple(rows))
